"""The desk claims that people are told only when they are."""

from datetime import timedelta

import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from webapp.events import services as events
from webapp.events.facts import EventCancelled, EventChanged, EventMoved, EventPostponed, EventRestored
from webapp.events.queries import get_event
from webapp.foundation import clock, facts
from webapp.registration.queries import get_by_public_id
from webapp.registration.types import RegistrationStatus

_TOLD = (EventCancelled, EventChanged, EventMoved, EventPostponed, EventRestored)
_CLAIMS = ("erhalten eine E-Mail", "bekommen eine E-Mail")
_SAME = "Das ist der bisherige Termin"
_NEW = {"day": "2027-06-01", "starts": "10:00", "ends": "12:00"}


@pytest.fixture
def told(monkeypatch):
    """The facts from which letters to all are made."""
    heard = []
    real = facts.publish
    monkeypatch.setattr(facts, "publish", lambda fact: (heard.append(type(fact)), real(fact)))
    return lambda: [each for each in heard if each in _TOLD]


def _shown(event):
    """What the form for a new date is filled with."""
    starts, ends = (clock.local(each, event.zone) for each in (event.starts_at, event.ends_at))
    last = {"last_day": f"{ends:%Y-%m-%d}"} if ends.date() != starts.date() else {}
    return {"day": f"{starts:%Y-%m-%d}", "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}", **last}


def _made(work, desk, **values):
    with work():
        event = make_event(host=desk.host, **values)
        return event.slug, _shown(event)


@pytest.mark.parametrize("lasts", [timedelta(hours=2), timedelta(hours=20), timedelta(days=2, hours=5)], ids=str)
def test_the_date_that_an_event_has_is_not_a_new_one(desk, work, read, told, lasts):
    slug, shown = _made(work, desk, lasts=lasts)
    answer = desk.send(f"/events/{slug}/postpone", {**shown, "reason": "Kein Grund"})
    assert answer.status_code == 422
    assert answer.text.count(_SAME) == 2
    assert "Kein Grund" in answer.text
    assert read(slug, lambda event: (event.status_reason, event.sequence)) == ("", 0)
    assert told() == []


def test_without_an_end_the_usual_one_counts(desk, work, told):
    slug, shown = _made(work, desk, lasts=timedelta(hours=2))
    assert desk.send(f"/events/{slug}/postpone", {**shown, "ends": "", "reason": "x"}).status_code == 422
    slug, shown = _made(work, desk, lasts=timedelta(hours=3))
    assert desk.send(f"/events/{slug}/postpone", {**shown, "ends": "", "reason": "x"}).status_code == 303
    assert told() == [EventChanged]


@pytest.mark.parametrize(
    ("change", "as_what"),
    [({"starts": "09:00"}, EventMoved), ({"ends": "23:00"}, EventChanged), ({"day": "2026-12-01"}, EventMoved)],
    ids=str,
)
def test_any_other_date_is(desk, work, told, change, as_what):
    slug, shown = _made(work, desk)
    assert desk.send(f"/events/{slug}/postpone", {**shown, **change, "reason": "Saal"}).status_code == 303
    assert told() == [as_what]


@pytest.mark.parametrize(("ends", "said"), [("11:00", 2), ("11:45", 1), ("12:00", 0), ("23:00", 0)])
def test_what_a_new_date_leaves_of_the_agenda_outside_is_said(desk, work, ends, said):
    with work():
        event = make_event(host=desk.host)
        shown = _shown(event) | {"day": "2027-06-01", "ends": ends}
        for begins in (0, 80, 100):
            make_item(event, begins=begins)
        slug = event.slug
    assert desk.send(f"/events/{slug}/postpone", {**shown, "reason": "Saal"}).status_code == 303
    page = desk.client.get(f"/manage/events/{slug}", headers={"Accept-Language": "de"}).text
    words = {2: "2\u00a0Programmpunkte liegen", 1: "Ein Programmpunkt liegt"}
    assert [words[number] in page for number in (1, 2)] == [said == 1, said == 2]


def test_a_postponed_event_may_get_its_old_date_back(desk, work, read, told):
    slug, shown = _made(work, desk)
    with work():
        events.postpone_event(event=get_event(slug), now=clock.now(), reason="Sturm")
    assert desk.send(f"/events/{slug}/postpone", {**shown, "reason": "Doch"}).status_code == 303
    assert read(slug, lambda event: (event.status, event.status_reason)) == ("published", "Doch")
    assert told() == [EventPostponed, EventMoved]


def _before(event, path):
    if path == "restore":
        events.cancel_event(event=event, now=clock.now(), reason="Sturm")


@pytest.mark.parametrize("path", ["cancel", "take-off", "restore", "postpone"])
def test_what_is_done_already_does_not_claim_to_tell_anybody(desk, work, read, told, path):
    """Sent from two windows with two reasons: one is told to everybody, the other nobody is made believe to be."""
    slug, _ = _made(work, desk)
    with work():
        make_registration(get_event(slug))
        _before(get_event(slug), path)
    data = _NEW if path == "postpone" else {}
    for reason in ("Erster", "Zweiter"):
        heard = len(told())
        answer = desk.send(f"/events/{slug}/{path}", {**data, "reason": reason})
        said = desk.page(f"/events/{slug}") if answer.status_code == 303 else answer.text
        was_told = len(told()) > heard
        assert any(claim in said.replace("\u00a0", " ") for claim in _CLAIMS) is was_told, (reason, answer.status_code)
        assert was_told is (reason == "Erster")
    assert read(slug, lambda event: event.status_reason) == "Erster"


@pytest.mark.parametrize("status", list(RegistrationStatus), ids=str)
def test_a_registration_is_said_to_be_cancelled_only_when_it_is(desk, work, status):
    with work():
        event = make_event(host=desk.host)
        made = make_registration(event, "Kim Muster")
        made.status = status.value
        path = f"/events/{event.slug}/registrations/{made.public_id}"
    assert desk.send(f"{path}/cancel").status_code == 303
    with work():
        is_cancelled = get_by_public_id(path.rpartition("/")[2]).status == RegistrationStatus.CANCELLED
    assert ("Die Anmeldung von Kim Muster ist storniert." in desk.page(path)) is is_cancelled
