from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.events import make_event, make_served_measure
from tests.factories.organisations import make_organisation
from tests.renewed import times_renewed
from webapp.accounts.acting import acting_as
from webapp.accounts.errors import MayNotError
from webapp.accounts.types import Actor, Assignment, Role
from webapp.capacity import queries as capacity
from webapp.events import services
from webapp.events.errors import EventStateError, ReasonMissingError, SpanInvalidError, TitleInvalidError
from webapp.events.facts import (
    EventCancelled,
    EventChanged,
    EventMoved,
    EventPostponed,
    EventPublished,
    EventRetimed,
    EventShifted,
)
from webapp.events.services.publishing import publish_event
from webapp.foundation import clock, facts, revisions

START = datetime(2027, 3, 27, 14, 0, tzinfo=UTC)  # a day before summer time begins
END = START + timedelta(hours=2)
LATER = (datetime(2027, 4, 10, 13, 0, tzinfo=UTC), datetime(2027, 4, 10, 15, 0, tzinfo=UTC))


@pytest.fixture
def told(monkeypatch):
    """The facts that were published, in order."""
    heard = []
    monkeypatch.setattr(facts, "publish", heard.append)
    return heard


def an_event(status="published", **values):
    published_at = None if status == "draft" else clock.now()
    return make_event(status=status, published_at=published_at, starts_at=START, **values)


def numbers(event):
    return times_renewed("events", f"event:{event.slug}")


def test_publishing_shows_the_event_once(work, now, told):
    with work():
        event = an_event("draft")
        before = numbers(event)
        publish_event(event=event, now=now)
        publish_event(event=event, now=now + timedelta(hours=1))
        assert (event.status, event.published_at, event.touched_at, event.sequence) == ("published", now, now, 0)
        assert told == [EventPublished(event.id)]
        assert numbers(event) == tuple(number + 1 for number in before)


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_what_was_called_off_is_not_published_again(work, now, told, status):
    with work(), pytest.raises(EventStateError):
        publish_event(event=an_event(status), now=now)
    assert told == []


@pytest.mark.parametrize("status", ["published", "postponed"])
def test_cancelling_says_why_and_counts_once(work, now, told, status):
    with work():
        event = an_event(status)
        services.cancel_event(event=event, now=now, reason=" Sturm\nwarnung ")
        services.cancel_event(event=event, now=now, reason="noch einmal")
        assert (event.status, event.status_reason, event.sequence) == ("cancelled", "Sturm warnung", 1)
        assert told == [EventCancelled(event.id, "Sturm warnung")]


def test_cancelling_needs_a_reason_and_something_to_cancel(work, now, told):
    with work():
        with pytest.raises(ReasonMissingError):
            services.cancel_event(event=an_event(), now=now, reason="  ")
        with pytest.raises(EventStateError):
            services.cancel_event(event=an_event("draft"), now=now, reason="x")
        with pytest.raises(EventStateError):
            services.cancel_event(event=an_event(), now=END, reason="x")
    assert told == []


def test_postponing_without_a_date_takes_the_event_off_its_date_once(work, now, told):
    with work():
        event = an_event()
        for _ in range(2):
            services.postpone_event(event=event, now=now, reason="Krankheit")
        assert (event.status, event.sequence, event.starts_at) == ("postponed", 1, START)
        assert told == [EventPostponed(event.id, "Krankheit")]


@pytest.mark.parametrize("status", ["published", "postponed"])
def test_a_new_date_puts_the_event_on_again(work, now, told, status):
    with work():
        event = an_event(status, registration_closes_at=START - timedelta(days=1))
        services.postpone_event(event=event, now=now, reason="Saal", starts_at=LATER[0], ends_at=LATER[1])
        assert (event.status, event.sequence, event.moved_from) == ("published", 1, START)
        assert event.span.starts_at == LATER[0]
        assert event.registration_closes_at == LATER[0] - timedelta(days=1)
        moved = EventMoved(event.id, START, "Saal")
        assert told == [EventShifted(event.id, timedelta(days=14), now), EventRetimed(event.id), moved]


def test_the_old_date_may_come_back(work, now, told):
    with work():
        event = an_event("postponed")
        end = event.ends_at
        services.postpone_event(event=event, now=now, reason="doch", starts_at=START, ends_at=end)
        assert (event.status, event.sequence, event.status_reason) == ("published", 1, "doch")
        assert told == [EventMoved(event.id, START, "doch")]


@pytest.mark.both
def test_no_reason_stands_under_what_it_was_not_given_for(work, now):
    """What became of the event last gives its words: neither a move those of a restoration, nor the other way round."""
    with work():
        event = an_event()
        services.postpone_event(event=event, now=now, reason="Saal", starts_at=LATER[0], ends_at=LATER[1])
        services.cancel_event(event=event, now=now, reason="Krank")
        services.restore_event(event=event, now=now, reason="Wieder gesund")
        assert (event.status, event.status_reason, event.moved_from) == ("published", "Wieder gesund", None)
        services.update_event(event=event, now=now, starts_at=START, ends_at=START + timedelta(hours=2))
        assert (event.status_reason, event.moved_from) == ("", LATER[0])


def test_the_same_date_changes_nothing(work, now, told):
    with work():
        event = an_event()
        services.postpone_event(event=event, now=now, reason="x", starts_at=START, ends_at=event.ends_at)
        assert (event.sequence, event.moved_from, told) == (0, None, [])


@pytest.mark.parametrize(
    ("status", "dates", "refusal"),
    [
        ("draft", {}, EventStateError),
        ("cancelled", {}, EventStateError),
        ("published", {"starts_at": LATER[0]}, SpanInvalidError),
        ("published", {"ends_at": LATER[1]}, SpanInvalidError),
        ("published", {"starts_at": LATER[1], "ends_at": LATER[0]}, SpanInvalidError),
    ],
)
def test_postponing_is_refused_where_it_means_nothing(work, now, told, status, dates, refusal):
    with work(), pytest.raises(refusal):
        services.postpone_event(event=an_event(status), now=now, reason="x", **dates)
    assert told == []


@pytest.mark.parametrize(
    ("changes", "rises"),
    [
        ({"title": "Neu"}, 1),
        ({"ends_at": END + timedelta(hours=1)}, 1),
        ({"venue": None}, 0),
        ({"teaser": "Kommen Sie", "description": "Viel\n\nText", "audience": ["Alle"], "language": "en"}, 0),
    ],
)
def test_only_what_a_calendar_shows_raises_the_sequence_and_every_change_is_dated(work, now, told, changes, rises):
    with work():
        event = an_event(touched_at=now - timedelta(days=1))
        before = numbers(event)
        services.update_event(event=event, now=now, **changes)
        assert event.sequence == rises
        assert event.touched_at == now
        assert numbers(event) == tuple(number + 1 for number in before)
        later = [EventRetimed(event.id), EventChanged(event.id, END, None, "")]
        assert told == (later if "ends_at" in changes else [])
        assert (event.moved_from, event.ended_before) == (None, END if "ends_at" in changes else None)


def test_a_drafts_address_follows_its_title_and_a_published_one_stays(work, now, told):
    with work():
        draft, published = an_event("draft"), an_event()
        slug = published.slug
        for event in (draft, published):
            services.update_event(event=event, now=now, title="Größter Tag")
        assert draft.slug == "groesster-tag"
        assert (published.slug, published.title) == (slug, "Größter Tag")
        assert (draft.sequence, published.sequence) == (0, 1)


def test_a_draft_moves_without_telling_anybody(work, now, told):
    with work():
        event = an_event("draft", registration_closes_at=START - timedelta(hours=1))
        services.update_event(
            event=event,
            now=now,
            starts_at=LATER[0],
            ends_at=LATER[1],
            registration_closes_at=None,
        )
        assert (event.starts_at, event.moved_from, event.registration_closes_at) == (LATER[0], None, None)
        assert told == [EventShifted(event.id, timedelta(days=14), now), EventRetimed(event.id)]


def test_refused_changes(work, now, told):
    with work():
        event = an_event()
        actor = Actor("someone", (Assignment(Role.ORGANIZER, event.host_id),))
        other = make_organisation()
        with pytest.raises(MayNotError), acting_as(actor):
            services.update_event(event=event, now=now, host_id=other.id)
        with pytest.raises(SpanInvalidError), acting_as(actor):
            services.update_event(event=event, now=now, ends_at=START)
        with pytest.raises(TitleInvalidError), acting_as(actor):
            services.update_event(event=event, now=now, title="\0")


def test_lowering_the_capacity_evicts_nobody(work, now):
    with work():
        event = an_event(capacity=10)
        services.change_capacity(event=event, capacity=0)
        level = capacity.level(event.pool_id)
        assert (level.capacity, level.taken) == (0, 0)
        assert numbers(event) == (1, 1)


def test_a_thread_to_a_measure_can_be_tied_reasoned_anew_and_cut(work, now):
    with work():
        event, measure = an_event(), make_served_measure()
        plan = measure.specification.goal.field.plan
        scopes = [f"measure:{measure.slug}", f"plan:{plan.slug}"]
        services.link_measure(event=event, measure_id=measure.id, reason="weil")
        services.link_measure(event=event, measure_id=measure.id, reason="darum")
        assert [(link.measure_id, link.reason) for link in event.measures] == [(measure.id, "darum")]
        before = revisions.read(scopes)
        services.unlink_measure(event=event, measure_id=measure.id)
        assert event.measures == []
        assert revisions.read(scopes) == tuple(number + 1 for number in before)


def test_partners_are_named_once_and_in_order(work, now):
    with work():
        event, one, two = an_event(), make_organisation(), make_organisation()
        for organisation in (two, one, two):
            services.add_partner(event=event, organisation_id=organisation.id)
        assert [partner.organisation_id for partner in event.partners] == [two.id, one.id]
        services.remove_partner(event=event, organisation_id=two.id)
        assert [partner.organisation_id for partner in event.partners] == [one.id]
