"""Questions change while answers are there: each answer is read by the question it was given to, on every page."""

import json
from datetime import datetime, timedelta

import pytest

from tests.factories.stations import make_station
from tests.forms import sent_from
from tests.html import parsed
from tests.integration.admin.asked_form import GERMAN, Form
from webapp.capacity.queries import level
from webapp.checkin.queries import parts_of
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.registration import queries, services
from webapp.registration.types import Head

COUNT = {"kind": "text", "label_de": "Wie viele?", "kept_days": "30"}
TRAVEL = {
    "kind": "choice",
    "label_de": "Anreise",
    "kept_days": "30",
    "choices-0-de": "Bus",
    "choices-1-de": "Auto",
    "choices-2-de": "",
    "choices-3-de": "",
}
KEYED = {"choices-0-key": "bus", "choices-1-key": "auto"}


@pytest.fixture
def form(app, desk, work):
    return Form(app, app.test_client(), desk, work)


def test_a_text_that_became_a_number_is_shown_as_it_was_typed(form):
    form.change("new", **COUNT)
    before = form.answer(wie_viele="ca. 5")
    form.change("wie_viele", **{**COUNT, "kind": "number"})
    form.answer(wie_viele=7)
    assert [row["Wie viele?"] for row in form.rows()] == ["ca. 5", "7"]
    assert [row["Wie viele?"] for row in form.sheet()] == ["ca. 5", 7]
    assert "ca. 5" in form.list()
    assert "ca. 5" in form.own_page(before)
    assert form.data(before)["answers"] == {"Wie viele?": "ca. 5"}


@pytest.mark.in_turns
@pytest.mark.parametrize("kind", ["number", "yes_no", "date", "several", "choice", "email", "file", "photos"])
@pytest.mark.parametrize("said", ["ca. 5", "yes"])
def test_a_text_stays_what_it_is_whatever_the_question_becomes(form, kind, said):
    form.change("new", **COUNT)
    before = form.answer(wie_viele=said)
    chosen = kind in {"several", "choice"}
    choices = {key: value for key, value in TRAVEL.items() if key.startswith("choices")} if chosen else {}
    form.change("wie_viele", **{**COUNT, "kind": kind, **choices})
    assert [row["Wie viele?"] for row in form.rows()] == [said]
    assert [row["Wie viele?"] for row in form.sheet()] == [said]
    assert said in form.list()
    assert form.charts().get("Wie viele?", {}) == {}
    assert form.data(before)["answers"] == {"Wie viele?": said}


@pytest.mark.both
def test_a_question_asked_anew_under_its_title_is_another_question(form):
    form.change("new", **COUNT)
    before = form.answer(wie_viele="ca. 5")
    form.desk.send(f"{form.path}/wie_viele/remove")
    form.change("new", **{**COUNT, "kind": "number"})
    assert form.asked() == ["wie_viele_2"]
    after = form.answer(wie_viele_2=9)
    assert [(row["Wie viele?"], row["Wie viele? (früher gefragt)"]) for row in form.rows()] == [
        ("", "ca. 5"),
        ("9", ""),
    ]
    assert "ca. 5" in form.list()
    assert "ca. 5" in form.own_page(before)
    assert "9" in form.own_page(after)


def test_a_chosen_column_stays_in_the_list_when_its_question_is_gone(form):
    form.change("new", **COUNT)
    form.answer(wie_viele="ca. 5")
    form.list()
    form.desk.send(f"{form.path}/wie_viele/remove")
    form.ask()
    assert "ca. 5" in form.desk.page(f"/events/{form.slug}/registrations")


def test_the_column_of_an_earlier_question_goes_with_its_last_answer(form):
    form.change("new", **COUNT)
    made = form.answer(wie_viele="ca. 5")
    form.desk.send(f"{form.path}/wie_viele/remove")
    form.ask()
    assert "Wie viele? (früher gefragt)" in form.rows()[0]
    with form.work():
        services.erase(registration=queries.get_by_public_id(made), now=clock.now())
    assert "Wie viele? (früher gefragt)" not in form.rows()[0]


def test_a_usual_question_that_was_asked_before_and_removed_is_another_question(form):
    form.desk.send(f"{form.path}/usual")
    form.ask()
    form.answer(expects="Wie geht das?")
    form.desk.send(f"{form.path}/expects/remove")
    form.ask()
    form.desk.send(f"{form.path}/usual")
    form.ask()
    assert "expects" not in form.asked()
    assert "expects_2" in form.asked()
    form.desk.send(f"{form.path}/usual")
    form.ask()
    assert "expects_3" not in form.asked()


def test_an_answer_keeps_the_words_it_was_given_in(form):
    form.change("new", **TRAVEL)
    before = form.answer(anreise="bus")
    form.change("anreise", **{**TRAVEL, **KEYED, "choices-0-de": "Zug"})
    form.answer(anreise="bus")
    assert [row["Anreise"] for row in form.rows()] == ["Bus", "Zug"]
    assert form.charts()["Anreise"] == {"Bus": 1, "Zug": 1}
    assert "Bus" in form.own_page(before)
    assert form.data(before)["answers"] == {"Anreise": "Bus"}


def test_a_correction_holds_for_the_answers_given_before(form):
    form.change("new", **{**TRAVEL, "choices-0-de": "Busbahn", "label_de": "Anraise"})
    before = form.answer(anraise="busbahn")
    fixed = {**TRAVEL, "choices-0-key": "busbahn", "choices-1-key": "auto", "corrects": "y"}
    form.change("anraise", **fixed)
    form.answer(anraise="busbahn")
    assert [row["Anreise"] for row in form.rows()] == ["Bus", "Bus"]
    assert form.charts()["Anreise"] == {"Bus": 2}
    assert form.data(before)["answers"] == {"Anreise": "Bus"}
    form.change("anraise", **{**fixed, "corrects": "", "choices-0-de": "Zug"})
    assert [row["Anreise"] for row in form.rows()] == ["Bus", "Bus"]


def test_a_question_in_other_words_is_another_column(form):
    yes_no = {"kind": "yes_no", "label_de": "Kommen Sie mit dem Bus?", "kept_days": "30"}
    form.change("new", **yes_no)
    before = form.answer(kommen_sie_mit_dem_bus="yes")
    form.change("kommen_sie_mit_dem_bus", **{**yes_no, "label_de": "Kommen Sie mit dem Auto?"})
    form.answer(kommen_sie_mit_dem_bus="no")
    rows = form.rows()
    assert [row["Kommen Sie mit dem Auto?"] for row in rows] == ["", "Nein"]
    assert [row["Kommen Sie mit dem Bus? (früher gefragt)"] for row in rows] == ["Ja", ""]
    assert "Kommen Sie mit dem Bus?" in form.own_page(before)
    assert "q-kommen_sie_mit_dem_bus" not in form.filled(before)


def test_an_answer_offered_anew_gets_a_key_of_its_own(form):
    form.change("new", **TRAVEL)
    form.answer(anreise="bus")
    form.change("anreise", **{**TRAVEL, "choices-0-de": "", "choices-1-key": "auto"})
    form.change("anreise", **{**TRAVEL, "choices-0-key": "auto", "choices-0-de": "Auto", "choices-1-de": "Bus"})
    with form.work():
        asked = queries.setup_of(get_event(form.slug).id).definitions[0]
    assert [key for key, _label in asked.choices] == ["auto", "bus_2"]


def test_whoever_chose_what_is_gone_can_save_everything_else(form):
    form.change("new", **{**TRAVEL, "required": "y"})
    form.change("new", **COUNT)
    made = form.answer(anreise="bus", wie_viele="2")
    form.change("anreise", **{**TRAVEL, "required": "y", "choices-0-de": "", "choices-1-key": "auto"})
    assert "„Bus“" in form.client.get(form.link(made, "/answers"), headers=GERMAN).text
    assert form.save(made, form.filled(made), **{"q-wie_viele": "3"}).status_code == 303
    assert form.save(made, form.filled(made), **{"q-wie_viele": "4", "q-anreise": "bus"}).status_code == 303
    assert form.data(made)["answers"] == {"Anreise": "Bus", "Wie viele?": "4"}
    assert form.save(made, form.filled(made), **{"q-anreise": "auto"}).status_code == 303
    assert form.data(made)["answers"] == {"Anreise": "Auto", "Wie viele?": "4"}


def test_a_renamed_answer_says_the_new_words_only_once_it_is_chosen_again(form):
    form.change("new", **TRAVEL)
    form.change("new", **COUNT)
    made = form.answer(anreise="bus")
    form.change("anreise", **{**TRAVEL, **KEYED, "choices-0-de": "Zug"})
    form.save(made, form.filled(made), **{"q-wie_viele": "3"})
    assert form.data(made)["answers"] == {"Anreise": "Bus", "Wie viele?": "3"}
    assert form.save(made, form.filled(made), **{"q-anreise": "bus"}).status_code == 303
    assert form.data(made)["answers"] == {"Anreise": "Zug", "Wie viele?": "3"}
    page = form.desk.page(f"/events/{form.slug}/registrations/{made}")
    assert "<del>Bus</del>" in page
    assert "<ins>Zug</ins>" in page


def test_what_the_form_does_not_show_is_kept(form):
    form.change("new", **TRAVEL)
    form.change("new", **COUNT)
    form.change("new", kind="text", label_de="Noch etwas?", kept_days="30")
    made = form.answer(anreise="bus", wie_viele="2", noch_etwas="Ja")
    form.change("wie_viele", **{**COUNT, "show_when": ["anreise=auto"]})
    assert form.save(made, form.filled(made), **{"q-noch_etwas": "Nein"}).status_code == 303
    assert form.data(made)["answers"] == {"Anreise": "Bus", "Wie viele?": "2", "Noch etwas?": "Nein"}
    assert form.save(made, form.filled(made), **{"q-anreise": "auto"}).status_code == 303
    assert form.save(made, form.filled(made), **{"q-anreise": "bus"}).status_code == 303
    assert form.data(made)["answers"] == {"Anreise": "Bus", "Noch etwas?": "Nein"}


@pytest.mark.both
def test_a_question_asked_of_each_from_now_on_counts_nobody_twice(form):
    form.change("new", **TRAVEL)
    form.answer(anreise="bus", heads=(Head("Ada"), Head("Ben")))
    form.change("anreise", **{**TRAVEL, **KEYED, "of_each": "y"})
    form.answer(heads=(Head("Cem", answers={"anreise": "auto"}), Head("Eva", answers={"anreise": "bus"})))
    assert form.charts()["Anreise"] == {"Bus": 3, "Auto": 1}
    assert [row["Anreise"] for row in form.rows()] == ["Bus", "Cem: Auto; Eva: Bus"]
    assert [row["Anreise"] for row in form.rows("?people=1")] == ["Bus", "Bus", "Auto", "Bus"]


def test_nobody_is_counted_who_was_replaced(form):
    form.change("new", **{**TRAVEL, "of_each": "y"})
    made = form.answer(heads=(Head("Ada", answers={"anreise": "bus"}), Head("Ben", answers={"anreise": "auto"})))
    with form.work():
        found = queries.get_by_public_id(made)
        services.drop_attendee(registration=found, attendee_id=found.attendees[0].id, now=clock.now())
    assert form.charts()["Anreise"] == {"Auto": 1}


def test_what_was_no_choice_takes_no_places(form):
    form.change("new", **{**COUNT, "label_de": "Anreise"})
    form.answer(anreise="bus")
    form.change("anreise", **{**TRAVEL, "choices-0-places": "3"})
    with form.work():
        (pool,) = queries.choice_pools_of(get_event(form.slug).id).values()
        assert level(pool).taken == 0


def test_the_door_hears_of_needs_only_what_was_told_as_needs(form):
    needs = {"kind": "access_needs", "label_de": "Bedarf", "kept_days": "7"}
    form.change("new", **needs)
    form.change("new", **{**COUNT, "label_de": "Bild"})
    form.answer(bedarf="Rampe", bild="yes")
    form.change("bedarf", **{**needs, "kind": "long_text"})
    form.change("bild", kind="photos", label_de="Bild", kept_days="30")
    form.answer(bedarf="Nur ein Text", bild="yes")
    with form.work():
        rows = [row for part in parts_of(get_event(form.slug).id).values() for row in json.loads(part.rows)]
    told = {row[2]: (row[5], row[6]) for row in rows}
    assert told == {"Gast 1": ("Rampe", 4), "Gast 2": ("", 2)}


def test_a_station_is_shown_by_its_name(form):
    with form.work():
        event = get_event(form.slug)
        station = make_station(event, title="Holz")
        services.ask(
            event=event, definitions=[Definition("station", FieldKind.STATION, {"de": "Station"})], now=clock.now()
        )
        public_id = station.public_id
    made = form.answer(station=public_id)
    assert [row["Station"] for row in form.rows()] == ["Holz"]
    assert "Holz" in form.own_page(made)
    assert public_id not in form.own_page(made)
    assert form.data(made)["answers"] == {"Station": "Holz"}


@pytest.mark.both
def test_answers_are_forgotten_by_the_time_that_was_promised_with_them(form):
    form.change("new", **{**COUNT, "kept_days": "10"})
    before = form.answer(wie_viele="alt")
    form.change("wie_viele", **{**COUNT, "kept_days": "40"})
    after = form.answer(wie_viele="neu")
    with form.work():
        clock.move_on(get_event(form.slug).ends_at - clock.now() + timedelta(days=11))
        assert services.forget_old_answers(now=clock.now()) == 1
        assert queries.get_by_public_id(before).answers == {}
        assert queries.get_by_public_id(after).answers == {"wie_viele": "neu"}


def test_numbers_days_and_yes_or_no_are_such_in_a_workbook(form):
    form.change("new", **{**COUNT, "kind": "number"})
    form.change("new", kind="date", label_de="Tag", kept_days="30")
    form.change("new", kind="yes_no", label_de="Holz?", kept_days="30")
    form.change("new", kind="text", label_de="Wort", kept_days="30")
    form.answer(wie_viele=12.5, tag="2027-06-10", holz="yes", wort="=1+1")
    form.answer(wie_viele=-3, tag="1812-06-10", holz="no", wort="0123")
    one, two = form.sheet()
    assert (one["Wie viele?"], one["Tag"], one["Holz?"], one["Wort"]) == (12.5, datetime(2027, 6, 10), True, "=1+1")
    assert (two["Wie viele?"], two["Tag"], two["Holz?"], two["Wort"]) == (-3, "1812-06-10", False, "0123")
    one, two = form.rows()
    assert (one["Wie viele?"], one["Tag"], one["Holz?"], one["Wort"]) == ("12,5", "2027-06-10", "Ja", "'=1+1")
    assert (two["Wie viele?"], two["Tag"], two["Holz?"]) == ("-3", "1812-06-10", "Nein")
    assert datetime.fromisoformat(one["Angemeldet am"])


def test_two_windows_do_not_overwrite_each_other(form):
    form.change("new", **COUNT)
    form.change("new", **TRAVEL)
    made = form.answer(wie_viele="zwei", anreise="bus")
    first, second = form.filled(made), form.filled(made)
    assert form.save(made, first, **{"q-wie_viele": "drei"}).status_code == 303
    refused = form.save(made, second, **{"q-wie_viele": "vier", "q-anreise": "auto"})
    assert refused.status_code == 409
    assert "Inzwischen gespeichert: „drei“. Sie haben eingegeben: „vier“." in refused.text
    assert form.data(made)["answers"] == {"Wie viele?": "drei", "Anreise": "Bus"}
    again = sent_from(parsed(refused), "seen")
    assert form.save(made, again).status_code == 303
    assert form.data(made)["answers"] == {"Wie viele?": "vier", "Anreise": "Auto"}


def test_a_window_that_did_not_touch_a_field_shows_what_another_one_saved(form):
    form.change("new", **COUNT)
    form.change("new", **TRAVEL)
    made = form.answer(wie_viele="zwei", anreise="bus")
    first, second = form.filled(made), form.filled(made)
    form.save(made, first, **{"q-wie_viele": "drei"})
    refused = form.save(made, second, **{"q-anreise": "auto"})
    assert refused.status_code == 409
    assert "„zwei“" in refused.text
    assert form.save(made, sent_from(parsed(refused), "seen")).status_code == 303
    assert form.data(made)["answers"] == {"Wie viele?": "drei", "Anreise": "Auto"}


def test_questions_that_changed_while_somebody_read_them_are_shown_again(form):
    form.change("new", **TRAVEL)
    path = f"/events/{form.slug}/register"
    sent = sent_from(parsed(form.client.get(path, headers=GERMAN)), "asked")
    form.change("anreise", **{**TRAVEL, **KEYED, "choices-0-de": "Zug"})
    typed = {**sent, "name": "Kim", "email": "kim@example.org", "consent": "y", "q-anreise": "bus"}
    refused = form.client.post(path, data=typed, headers=GERMAN)
    assert refused.status_code == 422
    assert "Die Fragen haben sich inzwischen geändert" in refused.text
    again = {**typed, **sent_from(parsed(refused), "asked"), "consent": "y"}
    assert form.client.post(path, data=again, headers=GERMAN).status_code == 303
    assert form.rows()[0]["Anreise"] == "Zug"
