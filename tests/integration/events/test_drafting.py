import threading
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.events import make_event, make_served_measure, make_venue
from tests.factories.organisations import make_organisation
from tests.renewed import times_renewed
from webapp.accounts.acting import acting_as
from webapp.accounts.errors import MayNotError
from webapp.accounts.types import SYSTEM, Actor, Assignment, Role
from webapp.capacity import queries as capacity
from webapp.events import queries, services
from webapp.events.errors import SpanInvalidError, TitleInvalidError
from webapp.events.types import EventFormat
from webapp.foundation import clock, transaction
from webapp.foundation.errors import InvalidError

START = datetime(2027, 5, 6, 13, 0, tzinfo=UTC)


def draft(**values):
    given = {
        "now": clock.now(),
        "format": EventFormat.FUTURE_WORKSHOP,
        "title": "2. Zukunftswerkstatt",
        "starts_at": START,
        "ends_at": START + timedelta(hours=2),
        "zone": "Europe/Berlin",
        "capacity": 80,
        **values,
    }
    return services.create_event(**{"host_id": values.get("host_id") or make_organisation().id, **given})


def test_a_draft_carries_what_its_format_presets(work, now):
    with work():
        event = draft()
        assert event.status == "draft"
        assert event.slug == "2-zukunftswerkstatt"
        assert event.features == ["registration", "agenda", "pitches", "stations", "canvases"]
        assert event.audience[0] == "Unternehmen"
        assert capacity.level(event.pool_id).capacity == 80
        assert (event.sequence, event.published_at, event.created_at) == (0, None, now)


def test_what_is_given_stands_before_the_preset(work, now):
    with work():
        event = draft(
            language="en",
            features=["agenda"],
            audience=["Bakers ", "", "Bakers"],
            capacity=None,
            venue=make_venue(),
            teaser="Two\nlines",
            contact_email=" desk@example.org ",
        )
        assert event.features == ["agenda"]
        assert event.audience == ["Bakers"]
        assert event.bring == ["A phone for your ticket and the idea canvas"]
        assert event.teaser == "Two lines"
        assert event.contact_email == "desk@example.org"
        assert capacity.level(event.pool_id).capacity is None


def test_a_draft_ties_itself_to_its_measures_in_order(work, now):
    with work():
        first, second = make_served_measure(), make_served_measure()
        event = draft(measures=[(second.id, "weil"), (first.id, ""), (second.id, "doch")])
        assert queries.measure_ids_of(event.id) == [second.id, first.id]
        assert event.measures[0].reason == "doch"
        assert times_renewed(f"measure:{first.slug}") == (1,)


def test_the_same_title_gets_another_address(work, now):
    with work():
        host = make_organisation().id
        slugs = [draft(host_id=host).slug for _ in range(4)]
    assert slugs == [
        "2-zukunftswerkstatt",
        "2-zukunftswerkstatt-2027",
        "2-zukunftswerkstatt-2027-2",
        "2-zukunftswerkstatt-2027-3",
    ]


@pytest.mark.both
def test_two_at_once_never_get_the_same_address(app, work, now):
    with work():
        host = make_organisation().id
        draft(host_id=host, title="Erster Bump")
    start, slugs = threading.Barrier(2), []

    def make():
        with app.app_context(), acting_as(SYSTEM), transaction.unit_of_work():
            start.wait(10)
            slugs.append(draft(host_id=host, title="Tag des Handwerks").slug)

    threads = [threading.Thread(target=make) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(slugs) == ["tag-des-handwerks", "tag-des-handwerks-2027"]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("  Tag\n des \t Handwerks ", "Tag des Handwerks"),
        ("Müller".replace("ü", "u\u0308"), "Müller"),
        ("🔧 Werkstatt\0 \u202eneu", "🔧 Werkstatt neu"),
        ("👩\u200d🔧", "👩\u200d🔧"),
        ("x" * 200, "x" * 200),
    ],
)
@pytest.mark.both
def test_titles_of_all_kinds_are_kept_clean(work, now, title, kept):
    with work():
        assert draft(title=title).title == kept


@pytest.mark.parametrize("title", ["", "  ", "\0\u202e", "x" * 201])
def test_a_title_without_words_or_end_is_refused(work, now, title):
    with work(), pytest.raises(TitleInvalidError):
        draft(title=title)


@pytest.mark.parametrize("ends_at", [START, START - timedelta(minutes=1)])
def test_an_end_that_is_not_after_the_start_is_refused(work, now, ends_at):
    with work(), pytest.raises(SpanInvalidError):
        draft(ends_at=ends_at)


def test_nobody_organizes_for_a_foreign_host(work, now):
    with work():
        own, foreign, single = make_organisation(), make_organisation(), make_event()
        actor = Actor("someone", (Assignment(Role.ORGANIZER, own.id), Assignment(Role.DOOR, foreign.id)))
        guest = Actor("guest", (Assignment(Role.ORGANIZER, event_key=single.public_id),))
        with acting_as(actor):
            assert draft(host_id=own.id).host_id == own.id
        for somebody, host in [(actor, foreign), (guest, single.host), (Actor("nobody"), own)]:
            with pytest.raises(MayNotError), acting_as(somebody):
                draft(host_id=host.id)


def test_a_venue_is_kept_for_the_next_event(work, now):
    with work():
        venue = services.add_venue(name=" Haus der\nWirtschaft ", city="Mittweida", access="Rampe\r\nAufzug")
        assert venue.name == "Haus der Wirtschaft"
        assert venue.access == "Rampe\nAufzug"
        assert queries.find_venue(venue.public_id) is venue
        assert queries.find_venue_called("Haus der Wirtschaft", "Mittweida") is venue
        assert list(queries.known_venues()) == [venue]
        with pytest.raises(InvalidError):
            services.add_venue(name=" ")


def test_a_place_that_says_nothing_of_access_is_completed_once(work, now):
    with work():
        venue = make_venue()
        event = make_event(venue=venue)
        for words in (" ", "Aufzug\n", "Rampe"):
            services.complete_venue(venue=venue, now=now, access=words)
        assert venue.access == "Aufzug"
        assert times_renewed(f"event:{event.slug}") == (1,)
