"""A group larger than all places can never be served: it isn't taken, and where it waits it keeps nobody back."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_category, make_registration, people
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.capacity.queries import level
from webapp.events.scopes import EVENTS
from webapp.events.services import change_capacity
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, revisions
from webapp.registration import queries, services
from webapp.registration.errors import ChoiceFullError, GroupTooLargeError, NoPlaceError, PersonInvalidError
from webapp.registration.queries.desk import line_of
from webapp.registration.queries.joining import joining_of
from webapp.registration.services import history
from webapp.registration.services.inviting import Guest
from webapp.registration.types import Application, Head, Joining, Problem

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]

SIX = people(*"ABCDEF")


def how(**values):
    return {"now": clock.now(), **values}


def refused_for_size(act):
    with pytest.raises(PersonInvalidError) as refused:
        act()
    assert refused.value.details["fields"]["heads"] == Problem.TOO_LARGE
    return refused.value.details["most"]


def test_a_group_larger_than_the_event_is_refused_and_keeps_nobody_back(work):
    with work():
        event = make_event(capacity=4)
        assert refused_for_size(lambda: make_registration(event, heads=SIX)) == 4
        assert make_registration(event, heads=SIX[:4]).status == "confirmed"


def test_a_group_larger_than_its_category_is_refused(work):
    with work():
        event = make_event(capacity=40)
        category, other = make_category(event, capacity=3), make_category(event)
        assert refused_for_size(lambda: make_registration(event, heads=SIX, category_id=category.id)) == 3
        assert make_registration(event, heads=SIX, category_id=other.id).status == "confirmed"


@pytest.mark.parametrize("needs_approval", [False, True])
def test_a_group_larger_than_the_places_of_its_answer_is_refused_at_the_question(work, needs_approval):
    with work():
        event = make_event(capacity=40)
        services.set_up(event=event, needs_approval=needs_approval, most_heads=10)
        choices = (("a", {"de": "A"}), ("b", {"de": "B"}))
        workshop = Definition("workshop", FieldKind.CHOICE, {"de": "Workshop"}, choices=choices, places={"a": 4})
        services.ask(event=event, definitions=[workshop], now=clock.now())
        version = queries.setup_of(event.id).field_set_id
        with pytest.raises(ChoiceFullError) as refused:
            make_registration(event, heads=SIX, answers={"workshop": "a"}, field_set_id=version)
        assert refused.value.details["choices"] == [("workshop", "a")]
        assert refused.value.details["most"] == {"workshop": 4}


def test_who_became_too_many_when_places_were_taken_away_keeps_nobody_back(work):
    with work():
        event = make_event(capacity=5)
        seated = make_registration(event, heads=SIX[:5])
        three, single = make_registration(event, heads=SIX[:3]), make_registration(event)
        assert (three.status, single.status) == ("waiting", "waiting")
        change_capacity(event=event, capacity=2)
        cancel(seated)
        assert (three.status, single.status) == ("waiting", "offered")
        assert make_registration(event).status == "confirmed"
        assert queries.waits_in_vain(three)
        assert not queries.waits_in_vain(single)
        entries = {each.registration.id: each for each in line_of(event, clock.now()).entries}
        assert entries[three.id].never
        # A group that becomes smaller waits for something again, and one that may be served is.
        change_capacity(event=event, capacity=4)
        services.drop_attendee(registration=three, attendee_id=three.attendees[0].id, **how())
        assert three.status == "offered"


def test_no_rank_counts_who_waits_for_nothing(work):
    with work():
        event = make_event(capacity=4)
        make_registration(event, heads=SIX[:4])
        group, alone = make_registration(event, heads=SIX[:4]), make_registration(event)
        assert [queries.waiting_position(each) for each in (group, alone)] == [1, 2]
        change_capacity(event=event, capacity=3)
        assert queries.waiting_position(alone) == 1
        assert queries.waiting_count(event.id) == 1
        assert queries.waiting_position(make_registration(event)) == 2


def test_who_became_too_many_for_a_category_keeps_nobody_back_in_it(work):
    with work():
        event = make_event(capacity=50)
        category = make_category(event, capacity=5)
        seated = make_registration(event, heads=SIX[:5], category_id=category.id)
        three = make_registration(event, heads=SIX[:3], category_id=category.id)
        single = make_registration(event, category_id=category.id)
        services.change_category(event=event, category=category, capacity=2, now=clock.now())
        cancel(seated)
        assert (three.status, single.status) == ("waiting", "offered")
        assert queries.waits_in_vain(three)


def test_pages_dont_speak_of_a_line_that_keeps_nobody_back(work):
    with work():
        event = make_event(capacity=5)
        seated = make_registration(event, heads=SIX[:5])
        make_registration(event, heads=SIX[:4])
        change_capacity(event=event, capacity=3)
        cancel(seated)
        assert queries.largest_in_line([event.id]) == {}
        before = revisions.read([EVENTS])
        make_registration(event)
        assert revisions.read([EVENTS]) != before


def test_nobody_joins_beyond_all_places_also_while_the_group_waits(work):
    with work():
        event = make_event(capacity=2)
        make_registration(event, heads=SIX[:2])
        waiting = make_registration(event, heads=SIX[:2])
        assert waiting.status == "waiting"
        assert joining_of(waiting, clock.now()) is Joining.FULL
        for actor in (SYSTEM, history.own(waiting)):
            with pytest.raises(GroupTooLargeError) as refused, acting_as(actor):
                services.add_attendee(registration=waiting, head=Head("Neu"), now=clock.now())
            assert refused.value.details["most"] == 2


def test_nobody_asks_to_join_beyond_all_places(work):
    with work():
        event = make_event(capacity=2)
        services.set_up(event=event, needs_approval=True, most_heads=6)
        asked = make_registration(event, heads=SIX[:2])
        services.approve(registration=asked, **how())
        own = history.own(asked)
        with pytest.raises(GroupTooLargeError), acting_as(own):
            services.add_attendee(registration=asked, head=Head("Neu"), now=clock.now())


def test_nobody_who_waits_is_moved_to_a_category_that_is_smaller_than_they_are(work):
    with work():
        event = make_event(capacity=10)
        large, small = make_category(event, capacity=6), make_category(event, capacity=2)
        make_registration(event, heads=SIX, category_id=large.id)
        waiting = make_registration(event, heads=SIX[:4], category_id=large.id)
        assert waiting.status == "waiting"
        with pytest.raises(GroupTooLargeError) as refused:
            services.move(registration=waiting, category_id=small.id, **how())
        assert refused.value.details["most"] == 2
        assert waiting.category_id == large.id


def test_answers_that_need_more_places_than_there_are_cant_be_given_while_waiting(work):
    with work():
        event = make_event(capacity=3)
        services.set_up(event=event, most_heads=10)
        choices = (("a", {"de": "A"}), ("b", {"de": "B"}))
        workshop = Definition("workshop", FieldKind.CHOICE, {"de": "Workshop"}, choices=choices, places={"a": 2})
        services.ask(event=event, definitions=[workshop], now=clock.now())
        make_registration(event, heads=SIX[:3])
        waiting = make_registration(event, heads=SIX[:3])
        with pytest.raises(ChoiceFullError) as refused:
            services.change_answers(registration=waiting, answers={"workshop": "a"}, answers_of_heads={}, **how())
        assert refused.value.details["most"] == {"workshop": 2}


def test_a_request_that_can_never_be_served_is_not_approved_into_the_line(work):
    with work():
        event = make_event(capacity=5)
        services.set_up(event=event, needs_approval=True, most_heads=6)
        asked = make_registration(event, heads=SIX[:4])
        change_capacity(event=event, capacity=3)
        with pytest.raises(GroupTooLargeError):
            services.approve(registration=asked, **how())
        assert asked.status == "requested"


def test_the_desk_puts_more_down_only_when_it_says_so(work):
    with work():
        event = make_event(capacity=4)
        application = Application("Gruppe", "gruppe@example.org", heads=SIX)
        with pytest.raises(NoPlaceError):
            services.walk_in(event=event, application=application, **how())
        assert services.walk_in(event=event, application=application, beyond=True, **how()).status == "confirmed"
        assert level(event.pool_id).taken == 6


def test_an_invitation_brings_no_more_than_there_are_places(work):
    with work():
        event = make_event(capacity=4)
        invitation = services.invite(event=event, guests=[Guest("Ada", "ada@example.org")], now=clock.now())[0]
        application = Application("Ada", "ada@example.org", heads=SIX)
        assert refused_for_size(
            lambda: services.accept_invitation(invitation=invitation, application=application, now=clock.now())
        )


def test_without_a_limit_any_group_waits_for_nothing(work):
    with work():
        event = make_event(capacity=None)
        group = make_registration(event, heads=SIX)
        assert group.status == "confirmed"
        assert not queries.waits_in_vain(group)
