from datetime import timedelta
from functools import partial

import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_venue
from tests.factories.registration import make_registration
from webapp.agenda.queries import items_of
from webapp.events.facts import EventCancelled, EventMoved, EventPostponed, EventPublished, EventRetimed, EventShifted
from webapp.events.queries import get_event
from webapp.foundation import clock, facts
from webapp.registration.queries import setup_of
from webapp.registration.queries.drafts import draft_of

pytestmark = pytest.mark.usefixtures("legal_texts")


@pytest.fixture
def told(monkeypatch):
    heard = []
    real = facts.publish
    monkeypatch.setattr(facts, "publish", lambda fact: (heard.append(type(fact)), real(fact)))
    return heard


@pytest.fixture
def ready(desk, work) -> str:
    """A draft that has all that readers need."""
    with work():
        event = make_event(
            status="draft",
            published_at=None,
            host=desk.host,
            venue=make_venue(),
            teaser="Kommen Sie",
            contact_email="desk@example.org",
        )
        make_item(event)
        return event.slug


@pytest.fixture
def published(desk, work) -> str:
    with work():
        event = make_event(host=desk.host)
        make_item(event, begins=30)
        return event.slug


def test_publishing_twice_is_harmless(desk, read, ready, told):
    for _ in range(2):
        answer = desk.send(f"/events/{ready}/publish")
        assert (answer.status_code, answer.location) == (303, f"/manage/events/{ready}")
    assert "ist veröffentlicht" in desk.page(f"/events/{ready}")
    assert read(ready, lambda event: (event.status, event.sequence)) == ("published", 0)
    assert told == [EventPublished]


def test_an_event_is_published_with_the_questions_that_were_drafted_for_it(desk, read, ready):
    question = {"kind": "text", "label_de": "Wie reisen Sie an?", "kept_days": "30"}
    desk.send(f"/events/{ready}/sign-up/questions/new", question)
    assert read(ready, lambda event: setup_of(event.id).definitions) == ()
    assert desk.send(f"/events/{ready}/publish").status_code == 303
    asked = read(ready, lambda event: setup_of(event.id).definitions)
    assert [each.label["de"] for each in asked] == ["Wie reisen Sie an?"]
    assert "Wie reisen Sie an?" in desk.client.get(f"/events/{ready}/register").text
    assert "Geänderte Fragen: ab jetzt so fragen" not in desk.page(f"/events/{ready}")


def test_an_event_that_can_not_be_published_keeps_its_draft_of_questions(desk, work, read, ready):
    with work():
        get_event(ready).teaser = ""
    desk.send(f"/events/{ready}/sign-up/questions/new", {"kind": "text", "label_de": "Wozu?", "kept_days": "30"})
    desk.send(f"/events/{ready}/publish")
    assert read(ready, lambda event: draft_of(event.id).is_changed)


def test_a_published_event_says_that_changed_questions_are_not_asked_yet(desk, published):
    path = f"/events/{published}/sign-up/questions"
    said = "Geänderte Fragen: ab jetzt so fragen"
    assert said not in desk.page(f"/events/{published}")
    desk.send(f"{path}/new", {"kind": "text", "label_de": "Wozu?", "kept_days": "30"})
    assert said in desk.page(f"/events/{published}")
    desk.send(f"{path}/ask")
    assert said not in desk.page(f"/events/{published}")


def test_the_same_click_twice_publishes_once(desk, ready, told):
    answers = [desk.send(f"/events/{ready}/publish", key="one-key") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert told == [EventPublished]


@pytest.mark.parametrize("missing", ["teaser", "contact_email", "venue_id", "starts_at"])
def test_what_readers_need_must_be_there_first(desk, work, ready, told, missing):
    with work():
        event = get_event(ready)
        if missing == "starts_at":
            event.starts_at, event.ends_at = (
                moment - timedelta(days=30) for moment in (event.starts_at, event.ends_at)
            )
        else:
            setattr(event, missing, None if missing == "venue_id" else "")
    answer = desk.send(f"/events/{ready}/publish")
    assert answer.location == f"/manage/events/{ready}#readiness"
    assert "Es fehlt noch etwas" in desk.page(f"/events/{ready}")
    assert told == []


def test_a_cancelled_event_is_not_published_again(desk, work, told):
    with work():
        slug = make_event(host=desk.host, status="cancelled").slug
    assert desk.send(f"/events/{slug}/publish").status_code == 409


def test_cancelling_names_its_consequence_and_wants_a_reason(desk, read, published, told):
    assert "Veranstaltung absagen" in desk.page(f"/events/{published}/cancel")
    refused = desk.send(f"/events/{published}/cancel", {"reason": " "})
    assert refused.status_code == 422
    assert refused.text.count("Bitte nennen Sie den Grund. Alle Angemeldeten lesen ihn.") == 2
    for _ in range(2):
        assert desk.send(f"/events/{published}/cancel", {"reason": "Sturm"}).status_code == 303
    assert read(published, lambda event: (event.status, event.status_reason, event.sequence)) == (
        "cancelled",
        "Sturm",
        1,
    )
    assert told == [EventCancelled]


@pytest.mark.parametrize("registered", [False, True])
def test_only_where_somebody_is_told_the_desk_says_so(desk, work, published, registered):
    with work():
        if registered:
            make_registration(get_event(published))
    answer = desk.send(f"/events/{published}/cancel", {"reason": "Sturm"})
    page = desk.client.get(answer.location, headers={"Accept-Language": "de"}).text
    assert ("Alle Angemeldeten erhalten eine E-Mail." in page) == registered
    assert ("es musste niemand benachrichtigt werden" in page) == (not registered)


def test_a_page_that_came_too_late_leads_to_how_the_event_stands(desk, published):
    pages = [f"/events/{published}/{page}" for page in ("postpone", "take-off", "cancel")]
    opened = partial(desk.client.get, headers={"Accept-Language": "de"}, follow_redirects=True)
    assert "Das geht nicht mehr." in opened(f"/manage/events/{published}/restore").text
    desk.send(pages[2], {"reason": "Sturm"})
    for page in pages:
        late = {"day": "2027-06-01", "starts": "10:00", "ends": "12:00", "reason": "Selbst getippt, lang"}
        answer = desk.send(page, late)
        assert answer.status_code in ({303} if page == pages[2] else {409}), page
        if answer.status_code == 409:
            assert "Selbst getippt, lang" in answer.text
            assert f"/manage{page}" in answer.text, "the way back"
        said = opened(f"/manage{page}").text
        assert "Das geht nicht mehr." in said
        assert "Abgesagt" in said


def test_postponing_without_a_date_and_then_with_one(desk, work, published, told):
    assert desk.send(f"/events/{published}/take-off", {"reason": ""}).status_code == 422
    assert desk.send(f"/events/{published}/take-off", {"reason": "Krankheit"}).status_code == 303
    assert "Ohne neuen Termin" in desk.page(f"/events/{published}/take-off")
    answer = desk.send(
        f"/events/{published}/postpone",
        {"day": "2027-06-01", "starts": "10:00", "ends": "12:00", "reason": "Neuer Saal"},
    )
    assert answer.status_code == 303
    with work():
        event = get_event(published)
        (item,) = items_of(event.id)
        assert f"{clock.local(event.starts_at, event.zone):%d.%m. %H:%M}" == "01.06. 10:00"
        assert item.starts_at == event.starts_at + timedelta(minutes=30)
        assert (event.status, event.sequence) == ("published", 2)
    assert told == [EventPostponed, EventShifted, EventRetimed, EventMoved]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Bitte nennen Sie den Grund."),
        ({"day": "2020-01-01"}, "Bitte wählen Sie einen Tag, der noch bevorsteht."),
        ({"day": ""}, "Bitte wählen Sie den Tag."),
        ({"starts": ""}, "Bitte geben Sie den Beginn an."),
        ({"ends": "09:00"}, "Das Ende muss nach dem Beginn liegen."),
    ],
)
def test_a_new_date_is_checked(desk, read, published, told, changes, sentence):
    before = read(published, lambda event: event.starts_at)
    data = {"day": "2027-06-01", "starts": "10:00", "ends": "12:00", "reason": "Saal", **changes}
    answer = desk.send(f"/events/{published}/postpone", data)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert read(published, lambda event: event.starts_at) == before
    assert told == []


@pytest.mark.parametrize("path", ["cancel", "postpone", "take-off"])
def test_a_draft_can_not_be_called_off(desk, ready, path):
    data = {"day": "2027-06-01", "starts": "10:00", "ends": "12:00", "reason": "Saal"}
    assert desk.send(f"/events/{ready}/{path}", data).status_code == 409


def test_the_preview_may_be_framed_by_the_desk_and_sends_nothing(desk, ready):
    page = desk.page(f"/events/{ready}/preview")
    assert page.count(f'src="/manage/events/{ready}/preview/de/page"') == 2
    framed = desk.client.get(f"/manage/events/{ready}/preview/de/page")
    assert framed.status_code == 200
    assert "frame-ancestors 'self'" in framed.headers["Content-Security-Policy"]
    assert "form-action 'none'" in framed.headers["Content-Security-Policy"]
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
