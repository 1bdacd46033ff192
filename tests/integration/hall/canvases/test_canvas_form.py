"""The canvas without scripts: a form that never loses what was typed."""

import html
import re

import pytest

from tests.factories.canvases import make_canvas, make_plan
from tests.factories.events import make_event
from tests.factories.stations import make_group, make_pitch, make_station
from tests.html import parsed
from tests.integration.hall.conftest import text_of
from tests.queries import counted
from webapp.canvases import queries, services
from webapp.fields.queries import definitions_of
from webapp.fields.types import FieldKind
from webapp.foundation import clock

pytestmark = pytest.mark.usefixtures("now")
XSS = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"


@pytest.fixture
def opened(work, seal):
    """Public id and address of a fresh canvas."""
    with work():
        public_id = make_canvas(make_event()).public_id
    return public_id, seal("canvases", public_id)


def write(work, public_id, seen, **values):
    with work():
        canvas = queries.get_canvas(public_id)
        return services.save(canvas=canvas, seen_version=seen, values=values, now=clock.now()).version


def held(work, public_id):
    with work():
        canvas = queries.get_canvas(public_id)
        return canvas.version, dict(canvas.values)


def inputs_in(answer):
    """Name and value of every hidden input, as a browser would send them."""
    page = answer.get_data(as_text=True)
    found = re.findall(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def test_the_whole_canvas_is_one_form(browser, opened):
    page = browser.open(opened[1])
    assert page.status_code == 200
    words = text_of(page)
    for title in ("Worum geht es?", "Die Idee", "Wer macht mit?", "Umsetzung", "Wirkung", "Wie geht es weiter?"):
        assert title in words
    assert "Finanzielles Volumen" in words
    assert 'value="Neue Wege"' in page.get_data(as_text=True)
    assert page.headers["Cache-Control"] == "no-store"


def test_the_form_speaks_english_too(browser, opened):
    words = text_of(browser.open(opened[1], **{"Accept-Language": "en"}))
    assert "Core approach" in words
    assert "What happens next?" in words


def test_saving_keeps_what_was_typed(browser, opened, work):
    public_id, address = opened
    answer = browser.send(
        address,
        seen_version=1,
        f_title="Neue Wege ins Handwerk",
        f_vision="Eins\r\nZwei",
        f_places="Plauen\r\nGlauchau",
        f_due="6.5.2026",
        **{"f_volume-amount": "ca. 410 T€ p. a.", "f_volume-period": "total", "f_volume-note": "4 Stellen"},
    )
    assert (answer.status_code, answer.location) == (303, address)
    version, values = held(work, public_id)
    assert version == 2
    assert values["vision"] == "Eins\nZwei"
    assert values["places"] == ["Plauen", "Glauchau"]
    assert values["due"] == "2026-05-06"
    assert values["volume"] == {
        "amount": 410_000,
        "period": "yearly",
        "certainty": "estimated",
        "note": "4 Stellen",
    }
    page = browser.open(address).get_data(as_text=True)
    assert 'value="410.000"' in page
    assert "Gespeichert." in page


def test_what_cannot_be_taken_is_said_at_its_field_and_everything_typed_stays(browser, opened, work):
    public_id, address = opened
    answer = browser.send(
        address,
        seen_version=1,
        f_title="x" * 161,
        f_vision="Meine Vision",
        f_due="bald",
        **{"f_volume-amount": "99999999 Mrd."},
    )
    assert answer.status_code == 422
    words = text_of(answer)
    assert "Fehler:" in words
    assert "Bitte kürzen Sie den Text auf 160 Zeichen." in words
    assert "Bitte geben Sie ein Datum ein" in words
    assert "Bitte prüfen Sie den Betrag." in words
    page = answer.get_data(as_text=True)
    assert "Meine Vision" in page
    assert "x" * 161 in page
    assert 'href="#f_title"' in page
    assert held(work, public_id)[0] == 1


BAD = {
    FieldKind.TEXT: ("", "x" * 10_001),
    FieldKind.LONG_TEXT: ("", "x" * 10_001),
    FieldKind.CHOICE: ("", "nowhere"),
    FieldKind.TAGS: ("", "\n".join(map(str, range(31)))),
    FieldKind.DATE: ("", "bald"),
    FieldKind.VOLUME: ("-amount", "99999999 Mrd."),
}


def test_each_error_above_the_canvas_names_its_field_and_leads_there(browser, work, seal):
    with work():
        event, field = make_event(), make_plan()[0]
        group = make_group(make_station(event, action_field_id=field.id))
        canvas = make_canvas(event, group=group)
        asked = definitions_of(canvas.field_set)
        address = seal("canvases", canvas.public_id)
    sent = {f"f_{each.key}{BAD[each.kind][0]}": BAD[each.kind][1] for each in asked}
    document = parsed(browser.send(address, seen_version=1, **sent))
    (summary,) = [each for each in document.iter("div") if each.get("id") == "error-summary"]
    said = {each.get("href")[1:]: "".join(each.itertext()) for each in summary.iter("a")}
    assert list(said) == [f"f_{each.key}{BAD[each.kind][0]}" for each in asked]
    for each in asked:
        assert said[f"f_{each.key}{BAD[each.kind][0]}"].startswith(f"{each.labelled('de')}: Bitte"), each.key
    ids = {each.get("id") for name in ("input", "textarea", "select") for each in document.iter(name)}
    assert set(said) <= ids


def test_a_note_that_is_too_long_is_said_at_the_note(browser, opened):
    page = browser.send(opened[1], seen_version=1, **{"f_volume-amount": "5.000", "f_volume-note": "x" * 301})
    assert 'href="#f_volume-note"' in page.get_data(as_text=True)


def test_cents_stand_on_every_page_as_they_were_typed(browser, opened):
    _, address = opened
    assert browser.send(address, seen_version=1, **{"f_volume-amount": "1.250,50 €"}).status_code == 303
    assert 'value="1.250,50"' in browser.open(address).get_data(as_text=True)
    assert browser.open(address + ".json").json["values"]["volume"]["amount"] == "1.250,50"
    for rest in ("/present", "/history?version=2"):
        assert "1.250,50 €" in text_of(browser.open(address + rest))


def test_two_people_on_different_fields_both_get_through(browser, opened, work):
    public_id, address = opened
    write(work, public_id, 1, aims="Ziele der anderen")
    answer = browser.send(address, seen_version=1, f_title="Neue Wege", f_vision="Meine Vision", f_aims="")
    assert answer.status_code == 303
    _, values = held(work, public_id)
    assert values["aims"] == "Ziele der anderen"
    assert values["vision"] == "Meine Vision"


@pytest.mark.parametrize(
    ("pick", "vision"),
    [("mine", "Meine Vision"), ("theirs", "Ihre Vision"), ("both", "Ihre Vision\n\nMeine Vision")],
)
def test_a_conflict_shows_both_versions_and_takes_the_choice(browser, opened, work, pick, vision):
    public_id, address = opened
    write(work, public_id, 1, vision="Ihre Vision")
    refused = browser.send(address, seen_version=1, f_vision="Meine Vision", f_aims="Eins\r\nZwei")
    assert refused.status_code == 409
    assert "Ihre Vision" in text_of(refused)
    assert "Meine Vision" in text_of(refused)
    assert "f_aims" not in held(work, public_id)[1]
    sent = inputs_in(refused)
    assert sent["seen_version"] == "2"
    answer = browser.send(address, **{**sent, "once_key": sent["once_key"], "pick-vision": pick})
    assert answer.status_code == 303
    _, values = held(work, public_id)
    assert values["vision"] == vision
    assert values["aims"] == "Eins\nZwei"


def test_a_conflict_over_tags_and_over_an_emptied_field_can_be_settled(browser, opened, work):
    public_id, address = opened
    write(work, public_id, 1, places="Plauen", title="")
    refused = browser.send(
        address,
        seen_version=1,
        f_places="Glauchau",
        f_title="Andere Wege",
        **{"f_volume-amount": "5.000", "f_volume-note": ""},
    )
    assert "(leer)" in text_of(refused)
    picks = {"pick-places": "both", "pick-title": "both", "pick-volume": "both"}
    assert browser.send(address, **{**inputs_in(refused), **picks}).status_code == 303
    _, values = held(work, public_id)
    assert values["places"] == ["Plauen", "Glauchau"]
    assert values["title"] == "Andere Wege"
    assert values["volume"]["amount"] == 5_000


def test_a_conflict_upon_a_conflict_is_shown_again(browser, opened, work):
    public_id, address = opened
    write(work, public_id, 1, vision="Zweite")
    refused = browser.send(address, seen_version=1, f_vision="Meine")
    write(work, public_id, 2, vision="Dritte")
    again = browser.send(address, **{**inputs_in(refused), "pick-vision": "mine"})
    assert again.status_code == 409
    assert "Dritte" in text_of(again)


def test_a_form_sent_twice_is_one_version(browser, opened, work):
    public_id, address = opened
    for _ in range(2):
        assert browser.send(address, key="once", seen_version=1, f_vision="Vision").status_code == 303
    assert held(work, public_id)[0] == 2


@pytest.mark.parametrize("field", ["title", "vision", "places", "lead_partner", "open_points"])
def test_scripts_stay_texts_on_every_page(browser, opened, work, field):
    public_id, address = opened
    write(work, public_id, 1, **{field: XSS})
    for rest in ("", "/present", "/history?version=2", "/links"):
        page = browser.open(address + rest).get_data(as_text=True)
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "{{7*7}}" in page or rest == "/links"
    write(work, public_id, 2, **{field: "Anderes"})
    refused = browser.send(address, seen_version=2, **{f"f_{field}": XSS + "?"})
    assert refused.status_code == 409
    assert "<script>alert" not in refused.get_data(as_text=True)


def test_ten_thousand_characters_with_emoji_and_bidi_come_back(browser, opened, work):
    public_id, address = opened
    text = ("Zeile مرحبا 👩🏽‍🔧 <&>\r\n" * 500)[:9_999]
    answer = browser.send(address, seen_version=1, f_vision="\x00" + text)
    assert answer.status_code == 303
    kept = held(work, public_id)[1]["vision"]
    assert kept == text.replace("\r\n", "\n").strip()
    assert html.escape(kept, quote=False) in browser.open(address).get_data(as_text=True).replace("\r\n", "\n")


def test_a_form_without_its_version_is_refused(browser, opened):
    assert browser.send(opened[1], f_vision="Vision").status_code == 422
    assert browser.send(opened[1], seen_version="x", f_vision="Vision").status_code == 422


def test_a_wrong_token_opens_nothing(browser, opened):
    _, address = opened
    for rest in ("", ".json", "/present", "/history", "/links"):
        wrong = address[:-1] + ("A" if address[-1] != "A" else "B")
        assert browser.open(wrong + rest).status_code == 404


def test_the_canvas_page_costs_the_same_few_queries(app, browser, work, seal):
    seen = []
    for with_pitch in (False, True):
        with work():
            event = make_event()
            pitch = make_pitch(event) if with_pitch else None
            canvas = make_canvas(event, group=make_group(make_station(event), pitch=pitch)).public_id
        with counted(app) as statements:
            browser.open(seal("canvases", canvas))
        seen.append(len(statements))
    assert seen == [2, 2]
