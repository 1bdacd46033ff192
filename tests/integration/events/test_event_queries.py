from datetime import timedelta

import pytest

from tests.factories.events import make_event, make_served_measure, make_venue
from tests.factories.organisations import make_organisation
from tests.queries import counted
from webapp.events import queries, services
from webapp.events.errors import EventNotFoundError
from webapp.events.types import EventFilter, EventFormat
from webapp.foundation import clock

OVER = timedelta(days=-3)


def titles(found):
    return [event.title for event in found.events]


def test_coming_events_hold_whatever_a_reader_has_to_know_of(work, now):
    with work():
        make_event("Später", starts_in=timedelta(days=9))
        make_event("Bald")
        make_event("Läuft", starts_in=timedelta(hours=-1))
        make_event("Abgesagt", status="cancelled", starts_in=timedelta(days=8))
        make_event("Verschoben", status="postponed", starts_in=OVER)
        make_event("Entwurf", status="draft")
        make_event("Vorbei", starts_in=OVER)
        make_event("Abgesagt und vorbei", status="cancelled", starts_in=OVER)
        assert titles(queries.coming_events(now=now)) == ["Verschoben", "Läuft", "Bald", "Abgesagt", "Später"]
        assert titles(queries.past_events(now=now)) == ["Vorbei"]
        assert [event.title for event in queries.public_events()].count("Entwurf") == 0
        assert len(queries.public_events()) == 7


def test_lists_come_in_pages(work, now):
    with work():
        for day in range(1, 6):
            make_event(f"Tag {day}", starts_in=timedelta(days=day))
        found = queries.coming_events(now=now, limit=2, offset=2)
        assert (titles(found), found.total) == (["Tag 3", "Tag 4"], 5)
    with work():
        searched = queries.coming_events(now=now, wish=EventFilter("tag"), limit=2, offset=4)
        assert (titles(searched), searched.total) == (["Tag 5"], 5)


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (EventFilter(), ["Größentag", "Stammtisch"]),
        (EventFilter("groessen"), ["Größentag"]),
        (EventFilter("chemnitz"), ["Stammtisch"]),
        (EventFilter("Stamtisch"), ["Stammtisch"]),
        (EventFilter("kammer Größentag"), ["Größentag"]),
        (EventFilter("nirgends"), []),
        (EventFilter(format=EventFormat.REGULARS_TABLE), ["Stammtisch"]),
        (EventFilter("größentag", EventFormat.REGULARS_TABLE), []),
    ],
)
def test_search_looks_at_title_host_and_place(work, now, wish, found):
    with work():
        host = make_organisation()
        make_event("Größentag", host=host)
        make_event("Stammtisch", format="regulars_table", venue=make_venue(city="Chemnitz"), host=host)
    with work():
        assert titles(queries.coming_events(now=now, wish=wish)) == found


@pytest.mark.parametrize("count", [1, 4])
def test_lists_ask_a_constant_number_of_queries(app, work, now, count):
    with work():
        for _ in range(count):
            make_event(venue=make_venue())
    with counted(app) as seen, work():
        for event in queries.coming_events(now=now, wish=EventFilter("zukunft")).events:
            assert event.host.name
            assert event.venue.name
            assert event.pool.level.capacity == 10
    assert len(seen) == 5  # the revision of the index, its words, its hits, the count, the page


@pytest.mark.parametrize("count", [1, 3])
def test_a_whole_event_asks_three_queries(app, work, now, count):
    with work():
        slug = make_event(slug="ganz").slug
        event = queries.get_event(slug)
        for _ in range(count):
            services.add_partner(event=event, organisation_id=make_organisation().id)
            services.link_measure(event=event, measure_id=make_served_measure().id)
    with counted(app) as seen, work():
        event = queries.get_whole_event(slug)
        assert [partner.organisation.name for partner in event.partners]
        assert [link.measure.specification.goal.field.plan.title for link in event.measures]
    assert len(seen) == 3


def test_the_desk_lists_drafts_of_its_own_hosts_and_single_events(work, now):
    with work():
        own, other = make_organisation(), make_organisation()
        make_event("Eigener", status="draft", host=own)
        single = make_event("Einzelner", host=other, starts_in=timedelta(days=8))
        make_event("Fremder", host=other)
        assert titles(queries.desk_events(host_ids={own.id}, event_keys={single.public_id})) == ["Eigener", "Einzelner"]
        assert titles(queries.desk_events(host_ids={own.id})) == ["Eigener"]
        assert titles(queries.desk_events(host_ids=set())) == []
        assert queries.desk_events(host_ids=None).total == 3


def test_drafts_do_not_exist_for_readers(work, now):
    with work():
        draft, event = make_event(status="draft"), make_event()
        assert queries.get_public_event(event.slug) is event
        assert queries.get_event(draft.slug) is draft
        assert queries.get_event_by_id(event.id) is event
        assert queries.find_slug(event.public_id) == event.slug
        assert queries.find_slug("nobody") is None
        assert queries.find_scope("nobody") is None
        assert queries.find_scope(event.slug).organisation_id == event.host_id
        for ask in (lambda: queries.get_public_event(draft.slug), lambda: queries.get_event("nobody")):
            with pytest.raises(EventNotFoundError):
                ask()


def test_a_measure_knows_the_public_events_that_serve_it(work, now):
    with work():
        measure = make_served_measure()
        for event in (make_event("Alt", starts_in=OVER), make_event("Neu"), make_event("Entwurf", status="draft")):
            services.link_measure(event=event, measure_id=measure.id, reason=event.title)
        links = queries.events_of_measure(measure.id)
        assert [(link.event.title, link.reason) for link in links] == [("Neu", "Neu"), ("Alt", "Alt")]


def test_a_clock_change_keeps_the_registration_deadline_on_the_wall(work, now):
    with work():
        event = make_event(registration_closes_at=clock.now() + timedelta(days=6))
        by = timedelta(days=180)  # into summer time
        services.update_event(event=event, now=now, starts_at=event.starts_at + by, ends_at=event.ends_at + by)
        assert event.starts_at - event.registration_closes_at == timedelta(days=1)
