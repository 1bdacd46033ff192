from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event
from tests.queries import counted
from tests.renewed import times_renewed
from webapp.agenda import queries, services
from webapp.agenda.errors import ItemInvalidError, ItemNotFoundError
from webapp.agenda.types import ItemKind
from webapp.foundation import revisions

SATURDAY = datetime(2027, 3, 27, 14, 0, tzinfo=UTC)


def titles(items):
    return [item.title for item in items]


def test_items_stand_in_order_and_are_kept_clean(work, now):
    with work():
        event = make_event()
        make_item(event, "Pitches", begins=40, kind=ItemKind.PITCHES)
        first = make_item(event, " Begrüßung\n", place=" Saal ", speakers=["A. Beispiel ", ""], summary="a\r\nb ")
        assert titles(queries.items_of(event.id)) == ["Begrüßung", "Pitches"]
        assert (first.place, first.speakers, first.summary, first.sequence) == ("Saal", ["A. Beispiel"], "a\nb", 0)
        assert times_renewed(f"event:{event.slug}") == (2,)


def test_only_what_a_calendar_shows_raises_the_sequence_of_an_item(work, now):
    with work():
        event = make_event()
        item = make_item(event)
        for changes, sequence in [
            ({"summary": "Neu", "speakers": ["B. Muster"], "kind": ItemKind.TALK, "track": "A"}, 0),
            ({"title": "Auftakt"}, 1),
            ({"place": "Foyer"}, 2),
            ({"ends_at": item.ends_at + timedelta(minutes=5)}, 3),
            ({"title": "Auftakt"}, 3),
        ]:
            services.update_item(item=item, event=event, now=now, **changes)
            assert item.sequence == sequence
        assert item.kind == "talk"


@pytest.mark.parametrize("changes", [{"title": " \0"}, {"title": "x" * 201}, {"ends_at": SATURDAY}])
def test_an_item_without_a_title_or_that_ends_before_it_starts_is_refused(work, now, changes):
    with work():
        event = make_event(starts_at=SATURDAY + timedelta(days=1))
        item = make_item(event)
        with pytest.raises(ItemInvalidError):
            services.update_item(item=item, event=event, now=now, **changes)
        services.update_item(item=item, event=event, now=now, title="gut", ends_at=item.starts_at)


def test_a_dropped_item_stays_for_calendars_and_comes_back(work, now):
    with work():
        event = make_event()
        item = make_item(event)
        for _ in range(2):
            services.drop_item(item=item, event=event, now=now)
        assert (queries.items_of(event.id), titles(queries.all_items_of(event.id))) == ([], ["Begrüßung"])
        assert (item.dropped_at, item.sequence) == (now, 1)
        for _ in range(2):
            services.restore_item(item=item, event=event, now=now)
        assert (titles(queries.items_of(event.id)), item.sequence) == (["Begrüßung"], 2)


def test_the_programme_moves_with_the_clock_on_the_wall(work, now):
    with work():
        event = make_event(starts_at=SATURDAY)
        item = make_item(event, begins=30, lasts=20)
        dropped = make_item(event, "weg")
        services.drop_item(item=dropped, event=event, now=now)
        services.move_all(event=event, by=timedelta(days=1), now=now)  # summer time begins that night
        assert item.starts_at == SATURDAY + timedelta(hours=23, minutes=30)
        assert item.ends_at == SATURDAY + timedelta(hours=23, minutes=50)
        assert dropped.starts_at == SATURDAY + timedelta(hours=23)
        before = revisions.read([f"event:{event.slug}"])
        services.move_all(event=event, by=timedelta(0), now=now)
        assert (item.sequence, revisions.read([f"event:{event.slug}"])) == (1, before)


@pytest.mark.parametrize(("following", "starts"), [(False, [0, 30, 40]), (True, [0, 30, 50])])
def test_an_item_moves_alone_or_with_all_after_it(work, now, following, starts):
    with work():
        event = make_event()
        make_item(event, "Erster")
        item = make_item(event, "Zweiter", begins=20)
        make_item(event, "Dritter", begins=40)
        services.shift_item(item=item, event=event, by=timedelta(minutes=10), following=following, now=now)
        items = queries.items_of(event.id)
        assert [(item.starts_at - event.starts_at) / timedelta(minutes=1) for item in items] == starts


def test_an_item_of_another_event_is_not_found(work, now):
    with work():
        own, other = make_event(), make_event()
        item = make_item(own)
        assert queries.get_item(own.id, item.public_id) is item
        with pytest.raises(ItemNotFoundError):
            queries.get_item(other.id, item.public_id)


@pytest.mark.parametrize("count", [1, 5])
def test_the_programme_is_one_query(app, work, now, count):
    with work():
        event = make_event()
        for number in range(count):
            make_item(event, begins=number)
    with counted(app) as seen, work():
        assert len(queries.items_of(event.id)) == count
    assert len(seen) == 1
