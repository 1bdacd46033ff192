"""Questions, categories and settings at the desk: typed, previewed, kept as a draft and then asked."""

import pytest

from tests.factories.registration import make_category, make_registration
from tests.queries import counted
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.registration import queries, services
from webapp.registration.queries.drafts import draft_of

CHOICE = {
    "kind": "choice",
    "label_de": "Wie reisen Sie an?",
    "label_en": "How do you travel?",
    "required": "y",
    "kept_days": "30",
    "purpose_de": "Für die Parkplätze.",
    "choices-0-de": "Bus",
    "choices-0-en": "Bus",
    "choices-1-de": "Auto",
    "choices-1-places": "40",
    "choices-2-de": "",
    "choices-3-de": "",
}


@pytest.fixture
def slug(desk, work):
    from tests.factories.events import make_event

    with work():
        return make_event(host=desk.host, capacity=20, format="procurement_conference").slug


@pytest.fixture
def path(slug):
    return f"/events/{slug}/sign-up/questions"


def draft(work, slug):
    with work():
        return draft_of(get_event(slug).id)


def asked(work, slug):
    with work():
        return queries.setup_of(get_event(slug).id).definitions


def test_a_question_is_kept_in_the_draft_and_asked_only_once_it_is_taken_over(desk, work, slug, path):
    assert desk.send(f"{path}/new", CHOICE).status_code == 303
    assert asked(work, slug) == ()
    assert "Das ist ein Entwurf" in desk.page(path)
    assert desk.send(f"{path}/ask").status_code == 303
    question = asked(work, slug)[0]
    assert question.key == "wie_reisen_sie_an"
    assert question.kind is FieldKind.CHOICE
    assert question.required
    assert question.choices == (("bus", {"de": "Bus", "en": "Bus"}), ("auto", {"de": "Auto"}))
    assert question.places == {"auto": 40}
    assert question.purpose == {"de": "Für die Parkplätze."}
    assert question.kept_days == 30
    assert not draft(work, slug).is_changed


def test_what_a_reworded_question_was_answered_before_stays_readable(desk, work, slug, path):
    desk.send(f"{path}/new", CHOICE)
    desk.send(f"{path}/ask")
    with work():
        event = get_event(slug)
        setup = queries.setup_of(event.id)
        made = make_registration(event, answers={"wie_reisen_sie_an": "bus"}, field_set_id=setup.field_set_id)
        public_id = made.public_id
    changed = {**CHOICE, "choices-0-key": "bus", "choices-0-de": "", "choices-0-en": "", "choices-1-key": "auto"}
    desk.send(f"{path}/wie_reisen_sie_an", changed)
    desk.send(f"{path}/ask")
    assert [key for key, _label in asked(work, slug)[0].choices] == ["auto"]
    page = desk.page(f"/events/{slug}/registrations/{public_id}")
    assert "Wie reisen Sie an?" in page
    assert "Bus" in page


def test_an_answer_keeps_its_key_when_its_words_change(desk, work, slug, path):
    desk.send(f"{path}/new", CHOICE)
    desk.send(f"{path}/wie_reisen_sie_an", {**CHOICE, "choices-0-key": "bus", "choices-0-de": "Bus oder Bahn"})
    assert draft(work, slug).definitions[0].choices[0] == ("bus", {"de": "Bus oder Bahn", "en": "Bus"})


def test_a_condition_names_answers_of_one_earlier_question(desk, work, slug, path):
    desk.send(f"{path}/new", CHOICE)
    line = {"kind": "number", "label_de": "Wie viele Autos?", "kept_days": "5", "lowest": "1", "highest": "9"}
    assert desk.send(f"{path}/new", {**line, "show_when": ["wie_reisen_sie_an=auto"]}).status_code == 303
    question = draft(work, slug).definitions[1]
    assert question.show_when == ("wie_reisen_sie_an", ("auto",))
    assert (question.lowest, question.highest) == (1, 9)
    refused = desk.send(f"{path}/new", {**line, "show_when": ["wie_reisen_sie_an=auto", "wie_viele_autos=3"]})
    assert refused.status_code == 422
    assert desk.send(f"{path}/new", {**line, "show_when": ["nobody=knows"]}).status_code == 422


def test_a_question_that_others_hang_on_stays_where_it_is(desk, work, slug, path):
    desk.send(f"{path}/new", CHOICE)
    hangs = {"kind": "text", "label_de": "Kennzeichen", "kept_days": "5", "show_when": ["wie_reisen_sie_an=auto"]}
    desk.send(f"{path}/new", hangs)
    before = draft(work, slug)
    desk.send(f"{path}/wie_reisen_sie_an/remove")
    assert "hängt von dieser ab" in desk.page(path)
    desk.send(f"{path}/kennzeichen/move", {"up": "y"})
    assert draft(work, slug) == before
    gone = {**CHOICE, "choices-0-key": "bus", "choices-1-key": "auto", "choices-1-de": ""}
    assert desk.send(f"{path}/wie_reisen_sie_an", gone).status_code == 422
    desk.send(f"{path}/kennzeichen/remove")
    desk.send(f"{path}/wie_reisen_sie_an/remove")
    assert draft(work, slug).definitions == ()


def test_questions_change_their_order(desk, work, slug, path):
    for label in ("Eins", "Zwei", "Drei"):
        desk.send(f"{path}/new", {"kind": "text", "label_de": label, "kept_days": "5"})
    desk.send(f"{path}/drei/move", {"up": "y"})
    desk.send(f"{path}/eins/move")
    desk.send(f"{path}/drei/move", {"up": "y"})
    assert [each.key for each in draft(work, slug).definitions] == ["drei", "eins", "zwei"]


def test_a_draft_can_be_discarded(desk, work, slug, path):
    desk.send(f"{path}/new", CHOICE)
    desk.send(f"{path}/discard")
    assert draft(work, slug).definitions == ()


def test_the_usual_questions_and_categories_of_the_format_are_a_start(desk, work, slug, path):
    desk.send(f"{path}/usual")
    keys = [each.key for each in draft(work, slug).definitions]
    assert keys == ["trade", "size", "offered_before", "kept_from_it", "expects", "access_needs", "photos"]
    desk.send(f"{path}/usual")
    assert [each.key for each in draft(work, slug).definitions] == keys
    desk.send(f"/events/{slug}/sign-up/categories/usual")
    with work():
        assert [each.label["de"] for each in queries.categories_of(get_event(slug).id)] == [
            "Betrieb",
            "Vergabestelle",
            "Presse",
        ]


def test_the_preview_shows_what_is_typed_and_stores_nothing(desk, work, slug, path):
    shown = desk.send(f"{path}/new-question/preview", CHOICE)
    assert shown.status_code == 200
    assert "Wie reisen Sie an?" in shown.text
    assert "Auto" in shown.text
    assert draft(work, slug).definitions == ()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("label_de", " ", "Bitte geben Sie die Frage ein."),
        ("kept_days", "x", "Bitte geben Sie eine ganze Zahl ein."),
        ("choices-1-places", "0", "Bitte geben Sie eine Zahl von 1 bis 100000 ein."),
        ("kind", "volume", "Bitte"),
    ],
)
def test_what_can_not_be_taken_is_said_where_it_happened_and_kept(desk, work, slug, path, field, value, said):
    answer = desk.send(f"{path}/new", {**CHOICE, field: value})
    assert answer.status_code == 422
    assert said in answer.text
    assert "How do you travel?" in answer.text
    assert draft(work, slug).definitions == ()


def test_settings_hold_for_everybody_who_registers(desk, work, slug):
    sent = {
        "most_heads": "3",
        "needs_approval": "y",
        "offer_hours": "12",
        "kept_days": "20",
        "replies-0-title": "Nur Betriebe",
        "replies-0-text": "Diese Veranstaltung ist für Betriebe.",
        "replies-1-text": "",
    }
    assert desk.send(f"/events/{slug}/sign-up", sent).status_code == 303
    with work():
        setup = queries.setup_of(get_event(slug).id)
        assert (setup.plain.most_heads, setup.plain.needs_approval) == (3, True)
        assert (setup.offer_hours, setup.kept_days) == (12, 20)
        assert setup.replies == ({"title": "Nur Betriebe", "text": "Diese Veranstaltung ist für Betriebe."},)
    assert desk.send(f"/events/{slug}/sign-up", {**sent, "offer_hours": "0"}).status_code == 422


def test_a_category_is_offered_changed_moved_and_retired(desk, work, slug):
    path = f"/events/{slug}/sign-up/categories"
    said = {"kind": "press", "label_de": "Presse", "most_heads": "2", "named": "y", "capacity": "5", "code": "ZEITUNG"}
    window = {"opens_at": "2026-05-01T10:00", "closes_at": "2026-06-01T10:00"}
    assert desk.send(f"{path}/new", {**said, **window}).status_code == 303
    with work():
        category = queries.categories_of(get_event(slug).id)[0]
        assert (category.kind, category.code, category.pool.capacity) == ("press", "ZEITUNG", 5)
        assert category.opens_at.isoformat() == "2026-05-01T08:00:00+00:00"
        make_category(get_event(slug), label={"de": "Betrieb"})
        press = category.public_id
        business = queries.categories_of(get_event(slug).id)[1].public_id
    desk.send(f"{path}/{business}/move")
    desk.send(f"{path}/{press}", {**said, "label_de": "Medien", "capacity": "7"})
    with work():
        assert [each.label["de"] for each in queries.categories_of(get_event(slug).id)] == ["Betrieb", "Medien"]
    desk.send(f"{path}/{press}/retire")
    with work():
        assert [each.label["de"] for each in queries.categories_of(get_event(slug).id)] == ["Betrieb"]
    assert desk.send(f"{path}/{press}", said).status_code == 404
    assert desk.send(f"{path}/new", {**said, **window, "closes_at": "2026-04-01T10:00"}).status_code == 422


def test_a_question_about_stations_shows_them_in_the_preview(desk, work, slug, path):
    with work():
        station = Definition(key="", kind=FieldKind.STATION, label={"de": "Station"}, of_each=True)
        services.put_question(event=get_event(slug), definition=station)
        services.ask_draft(event=get_event(slug), now=clock.now())
    assert "Station" in desk.page(path)


def test_the_page_of_settings_asks_the_database_the_same_however_much_there_is(desk, work, slug, app):
    with work():
        event = get_event(slug)
        make_category(event, label={"de": "Eins"})
    with counted(app) as few:
        desk.page(f"/events/{slug}/sign-up")
    with work():
        for number in range(5):
            make_category(get_event(slug), label={"de": str(number)}, capacity=3)
    with counted(app) as many:
        desk.page(f"/events/{slug}/sign-up")
    assert len(many) == len(few)
