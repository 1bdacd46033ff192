"""What has begun may end at another time, and the desk says that this is what changed."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.html import parsed
from webapp.checkin.queries import came_count
from webapp.checkin.services import let_in
from webapp.events.facts import EventChanged, EventMoved
from webapp.events.queries import get_event
from webapp.foundation import clock, facts

_AHEAD = "Bitte wählen Sie ein Ende, das noch bevorsteht."
_NEW_END = "Das neue Ende ist gesetzt."
_NEW_DATE = "Die Veranstaltung hat ihren neuen Termin."
_GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def told(monkeypatch):
    heard = []
    real = facts.publish
    monkeypatch.setattr(facts, "publish", lambda fact: (heard.append(type(fact)), real(fact)))
    return lambda: [each for each in heard if each in {EventChanged, EventMoved}]


@pytest.fixture
def made(work, desk):
    """An event that begins so long from now, and the form as it is sent for another end and start."""

    def make(begins, lasts, end_by, start_by=timedelta(0)):
        with work():
            event = make_event(host=desk.host, starts_at=clock.now() + begins, lasts=lasts)
            starts, ends = (clock.local(each, event.zone) for each in (event.starts_at, event.ends_at))
            begin, end = starts + start_by, ends + end_by
            form = {"day": f"{begin:%Y-%m-%d}", "starts": f"{begin:%H:%M}", "ends": f"{end:%H:%M}"}
            return event.slug, {**form, "last_day": f"{end:%Y-%m-%d}", "reason": "Es dauert"}, event.ends_at + end_by

    return make


_HOURS, _DAYS = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize("begins", [-1 * _DAYS, -1 * _HOURS, 2 * _DAYS], ids=str)
@pytest.mark.parametrize("end_by", [_DAYS, -_DAYS, 3 * _HOURS, -_HOURS], ids=str)
def test_the_end_may_change_as_long_as_the_new_one_lies_ahead(desk, read, told, made, begins, end_by):
    slug, form, ends_at = made(begins, 3 * _DAYS, end_by)
    assert desk.send(f"/events/{slug}/postpone", form).status_code == 303
    assert read(slug, lambda event: event.ends_at) == ends_at
    assert told() == [EventChanged]
    page = desk.client.get(f"/manage/events/{slug}", headers=_GERMAN).text
    assert _NEW_END in page
    assert _NEW_DATE not in page
    assert "ob das noch passt" not in page


def test_what_runs_may_end_later_on_the_same_day(desk, read, told, made):
    slug, form, ends_at = made(-1 * _HOURS, 2 * _HOURS, 3 * _HOURS)
    assert desk.send(f"/events/{slug}/postpone", {**form, "last_day": ""}).status_code == 303
    assert read(slug, lambda event: event.ends_at) == ends_at
    assert told() == [EventChanged]


@pytest.mark.parametrize("ends", ["", "given"])
def test_an_end_that_has_passed_is_refused(desk, read, told, made, ends):
    slug, form, _ = made(-3 * _HOURS, 4 * _HOURS, -2 * _HOURS)
    before = read(slug, lambda event: event.ends_at)
    sent = form if ends else {**form, "ends": "", "last_day": ""}
    answer = desk.send(f"/events/{slug}/postpone", sent)
    assert answer.status_code == 422
    assert answer.text.count(_AHEAD) == 2
    assert read(slug, lambda event: event.ends_at) == before
    assert told() == []


def test_another_start_that_has_passed_is_refused(desk, told, made):
    slug, form, _ = made(-1 * _HOURS, 3 * _HOURS, _HOURS, start_by=timedelta(minutes=10))
    answer = desk.send(f"/events/{slug}/postpone", form)
    assert answer.status_code == 422
    assert answer.text.count("Bitte wählen Sie einen Tag, der noch bevorsteht.") == 2
    assert told() == []


@pytest.mark.parametrize("begins", [-1 * _HOURS, -1 * _DAYS, _DAYS], ids=str)
@pytest.mark.parametrize("end_by", [0 * _HOURS, 3 * _HOURS, -_HOURS], ids=str)
def test_what_was_taken_off_by_mistake_gets_its_date_back_until_that_has_ended(desk, work, told, made, begins, end_by):
    slug, form, ends_at = made(begins, 3 * _DAYS, end_by)
    with work():
        event = get_event(slug)
        starts_at = event.starts_at
    assert desk.send(f"/events/{slug}/take-off", {"reason": "Verklickt"}).status_code == 303
    shown = sent_from(parsed(desk.client.get(f"/manage/events/{slug}/postpone")), "reason")
    if not end_by:
        span = ("day", "starts", "ends", "last_day")
        assert [shown[name] for name in span] == [[form[name]] for name in span]
    assert desk.send(f"/events/{slug}/postpone", {**shown, **form}).status_code == 303
    with work():
        event = get_event(slug)
        assert (event.status, event.starts_at, event.ends_at) == ("published", starts_at, ends_at)
    assert told() == [EventMoved]


@pytest.mark.parametrize("ends", ["", "given"])
def test_a_date_that_has_ended_is_not_given_back(desk, read, told, made, ends):
    slug, form, _ = made(-1 * _HOURS, 3 * _HOURS, 0 * _HOURS)
    assert desk.send(f"/events/{slug}/take-off", {"reason": "Sturm"}).status_code == 303
    clock.move_on(2 * _HOURS)
    answer = desk.send(f"/events/{slug}/postpone", form if ends else {**form, "ends": "", "last_day": ""})
    assert answer.status_code == 422
    assert answer.text.count("Bitte wählen Sie einen Tag, der noch bevorsteht.") == 2
    assert (read(slug, lambda event: event.status), told()) == ("postponed", [])


def test_whoever_was_let_in_before_a_mistake_has_come(desk, work, made):
    slug, form, _ = made(_HOURS, 6 * _HOURS, 0 * _HOURS)
    with work():
        event = get_event(slug)
        guest = make_registration(event)
        clock.move_on(2 * _HOURS)
        let_in(event=event, registration_id=guest.id, gate="", device="d", now=clock.now())
    clock.move_on(timedelta(minutes=5))
    desk.send(f"/events/{slug}/take-off", {"reason": "Verklickt"})
    clock.move_on(timedelta(minutes=5))
    assert desk.send(f"/events/{slug}/postpone", form).status_code == 303
    with work():
        assert came_count(get_event(slug).id) == 1


def test_a_new_start_is_a_new_date(desk, told, made):
    slug, form, _ = made(2 * _DAYS, 3 * _HOURS, _DAYS, start_by=_DAYS)
    assert desk.send(f"/events/{slug}/postpone", form).status_code == 303
    page = desk.client.get(f"/manage/events/{slug}", headers=_GERMAN).text
    assert _NEW_DATE in page
    assert _NEW_END not in page
    assert told() == [EventMoved]
