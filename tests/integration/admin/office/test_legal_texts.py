"""Legal texts: drafted from what is so, written in a draft, published as versions that stay."""

import re

import pytest

from tests.factories.contacts import make_contact
from tests.factories.events import make_event
from tests.forms import sent_from
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.fields.types import Definition, FieldKind
from webapp.foundation.http import operator_texts, page_cache
from webapp.office import drafting, queries, rules
from webapp.office.types import TextKind
from webapp.registration import services as registrations

GERMAN = {"Accept-Language": "de"}
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture(autouse=True)
def _pages_are_asked_at_once(monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)


def published(client, name="privacy", headers=GERMAN):
    return text_of(parsed(client.get(f"/{name}", headers=headers)))


@pytest.mark.usefixtures("chamber")
@pytest.mark.parametrize("kind", list(TextKind))
def test_a_text_is_drafted_from_what_is_so_and_has_to_be_filled_in_first(office, client, kind):
    page = office.page(f"/texts/{kind}")
    form = sent_from(parsed(page), "german")
    assert "Handwerkskammer Musterstadt" in form["german"][0]
    assert "Handwerkskammer Musterstadt" in form["english"][0]
    assert "<mark>" in page.text
    assert office.send(f"/texts/{kind}", "german").status_code == 303
    page = office.page(f"/texts/{kind}")
    assert f"/texts/{kind}/publish" not in page.text
    office.press(f"/texts/{kind}/publish")
    assert "Ein Text mit Lücken kann nicht veröffentlicht werden." in office.page(f"/texts/{kind}").text
    assert "noch nicht veröffentlicht" in published(client, kind)
    whole = {lang: re.sub(r"\[\[.+?\]\]", "So ist es", form[lang][0]) for lang in ("german", "english")}
    office.send(f"/texts/{kind}", "german", **whole)
    assert office.press(f"/texts/{kind}/publish").status_code == 303
    assert "So ist es" in published(client, kind)
    assert "By " not in published(client, kind)
    english = client.get(f"/{kind}", headers=ENGLISH)
    assert 'lang="en"' in english.text.partition("dw-prose")[2][:80]


@pytest.mark.usefixtures("chamber")
def test_an_english_text_with_gaps_waits_and_keeps_nobody_from_publishing_the_german_one(office, client):
    office.send("/texts/imprint", "german", german="Wer wir sind.", english="Who we are: [[name]]")
    assert office.press("/texts/imprint/publish").status_code == 303
    assert "Wer wir sind." in published(client, "imprint", ENGLISH)
    page = text_of(parsed(office.page("/texts/imprint")))
    assert "Who we are" in page
    assert "Das können Sie noch ergänzen" in page, "nothing has to be done for the English text"
    assert "müssen" not in page
    assert "Weiter: Datenschutzhinweise" in page, "the next text waits"
    assert "only available in German" in published(client, "imprint", ENGLISH)
    assert "nur auf Deutsch" not in published(client, "imprint")
    assert "/texts/imprint/publish" not in office.page("/texts/imprint").text
    office.send("/texts/imprint", "german", german="Wer wir sind.", english="Who we are.")
    office.press("/texts/imprint/publish")
    assert "Who we are." in published(client, "imprint", ENGLISH)
    assert "only available in German" not in published(client, "imprint", ENGLISH)


def test_the_draft_names_the_questions_that_forms_ask_and_how_long_answers_stay(work, app, chamber, now):
    with work():
        asked = [
            Definition("route", FieldKind.TEXT, {"de": "Wie reisen Sie an?", "en": "How do you travel?"}, kept_days=33),
            Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"}, kept_days=7),
            Definition("photo", FieldKind.PHOTOS, {"de": "Fotos erlaubt?"}),
        ]
        registrations.ask(event=make_event(), definitions=asked, now=now)
    with work(), app.test_request_context():
        texts = drafting.drafted(TextKind.PRIVACY)
    assert "Wie reisen Sie an? (gelöscht 33 Tage nach der Veranstaltung)" in texts["de"]
    assert "How do you travel? (deleted 33 days after the event)" in texts["en"]
    assert "Fragen nach Unterstützung („Was brauchen Sie?“) sind freiwillig." in texts["de"]
    assert "180 Tage nach der Veranstaltung" in texts["de"]
    for text in texts.values():
        assert "Art. 13" in text
        assert "{" not in text
        assert "\n\n\n\n" not in text


def test_the_draft_says_who_stays_longer_why_and_for_how_long(work, app, chamber, now):
    def drafted():
        with work(), app.test_request_context():
            return drafting.drafted(TextKind.PRIVACY)

    before = drafted()
    for text in before.values():  # nobody may be told of less than there can be
        for words in ("Art. 6 Abs. 1 Buchst. a", "Art. 6(1)(a)"), ("Art. 14", "Art. 14"), ("30 Tage", "30 days"):
            assert any(each in text for each in words)
    assert "Länger behalten wir nur Kontakte" in before["de"]
    assert "Fragt ein Formular, ob" in before["de"]
    assert "Zurzeit brauchen wir sie für" not in before["de"]
    with work():
        event = make_event()
        registrations.set_up(event=event, asks_to_invite=True)
        for purpose in ("Einladungen zum Sommerfest", "Ausbildung", "Ausbildung"):
            make_contact(event.host, "Uta Bekannt", purpose=purpose)
    after = drafted()
    assert "Formulare fragen, ob die einladende Organisation Sie" in after["de"]
    assert "Forms ask whether the inviting organisation" in after["en"]
    assert "Zurzeit brauchen wir sie für: Ausbildung; Einladungen zum Sommerfest." in after["de"]
    assert "At present we need them for: Ausbildung; Einladungen zum Sommerfest." in after["en"]


@pytest.mark.usefixtures("now")
def test_drafts_can_be_made_before_there_is_an_organisation(office):
    for kind in TextKind:
        assert "Name der Organisation" in office.page(f"/texts/{kind}").text


def test_every_version_stays_can_be_read_and_made_to_count_again(office, client, work):
    for number, said in enumerate(("Erste Fassung", "Zweite Fassung"), 1):
        assert office.send("/texts/privacy", "german", german=said, english="").status_code == 303
        page = office.page("/texts/privacy")
        assert ("<del>Erste Fassung</del>" in page.text) == (number == 2)
        office.press("/texts/privacy/publish")
        assert said in published(client)
        with work():
            version = operator_texts.privacy_version()
            assert version == rules.wording_of({"de": said})
            assert queries.get_version(TextKind.PRIVACY, number).version.wording == version
    old = office.page("/texts/privacy/versions/1")
    assert "Erste Fassung" in old.text
    assert "Person" in text_of(parsed(old)), "who published it is named"
    assert office.press("/texts/privacy/versions/1/restore").status_code == 303
    assert "Zweite Fassung" in published(client)
    office.press("/texts/privacy/publish")
    assert "Erste Fassung" in published(client)
    with work():
        assert operator_texts.privacy_version() == rules.wording_of({"de": "Erste Fassung"})
        assert [row.version.number for row in queries.versions_of(TextKind.PRIVACY)] == [3, 2, 1]
    for path in (
        "/texts/privacy/versions/9",
        "/texts/privacy/versions/x",
        "/texts/nothing",
        f"/texts/privacy/versions/{'9' * 30}",
    ):
        assert office.client.get(f"/manage/settings{path}").status_code == 404, path


def test_a_draft_reaches_nobody_and_can_be_discarded(office, client):
    office.send("/texts/imprint", "german", german="Gilt", english="")
    office.press("/texts/imprint/publish")
    office.send("/texts/imprint", "german", german="Noch geheim")
    assert "Noch geheim" not in published(client, "imprint")
    assert "Entwurf mit Änderungen" in office.page("/texts").text
    assert office.press("/texts/imprint/discard").status_code == 303
    assert "Noch geheim" not in office.page("/texts/imprint").text
    assert office.press("/texts/imprint/publish").status_code == 303
    assert "Es gibt nichts Neues" in office.page("/texts/imprint").text


def test_two_who_write_at_once_lose_nothing(office, other_office):
    opened = sent_from(parsed(other_office.page("/texts/imprint")), "german")
    office.send("/texts/imprint", "german", german="Meins")
    path = "/manage/settings/texts/imprint"
    refused = other_office.client.post(path, data={**opened, "german": "Ihres"}, headers=GERMAN)
    assert refused.status_code == 409
    assert "Meins" in refused.text
    again = sent_from(parsed(refused), "german")
    assert again["german"] == ["Ihres"]
    assert other_office.client.post(path, data=again, headers=GERMAN).status_code == 303
    assert "Ihres" in office.page("/texts/imprint").text
    empty = office.send("/texts/imprint", "german", german="  ")
    assert empty.status_code == 422
    assert "Bitte geben Sie den deutschen Text ein." in empty.text


def test_pages_of_texts_cost_the_same_however_many_versions_there_are(app, office):
    def costs():
        with counted(app) as seen:
            for path in ("/texts", "/texts/privacy", "/texts/privacy/versions/1", ""):
                office.page(path)
        return len(seen)

    def publish(said):
        office.send("/texts/privacy", "german", german=said, english="")
        office.press("/texts/privacy/publish")

    publish("Eins")
    one = costs()
    publish("Zwei")
    publish("Drei")
    assert costs() == one
