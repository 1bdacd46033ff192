"""Several people in one registration: counted as heads, never split, changed one by one."""

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_category, make_registration, people
from webapp.capacity.queries import level
from webapp.capacity.services import resize
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import queries, services
from webapp.registration.errors import NoPlaceError, PersonInvalidError, RegistrationClosedError, RegistrationStateError
from webapp.registration.models import Change
from webapp.registration.types import Head, Problem
from webapp.tickets.queries import tickets_of_registration

pytestmark = pytest.mark.usefixtures("now")

FAMILY = people("Ada Muster", "Ben Muster", "Cem Muster", "Dana Muster")


def taken(event):
    return level(event.pool_id).taken


def how(**values):
    return {"now": clock.now(), **values}


def names(registration):
    return [head.name for head in registration.attendees]


@pytest.mark.both
def test_a_family_takes_a_place_and_gets_a_ticket_for_each_head(work):
    with work():
        event = make_event(capacity=10)
        family = make_registration(event, heads=FAMILY)
        assert (family.heads, names(family), taken(event)) == (4, [head.name for head in FAMILY], 4)
        assert len(tickets_of_registration(family.id)) == 4
        cancel(family)
        assert taken(event) == 0


def test_more_heads_than_the_form_takes_are_refused(work):
    with work():
        event = make_event(capacity=100)
        with pytest.raises(PersonInvalidError) as refused:
            make_registration(event, heads=people(*"ABCDEFG"))
        assert refused.value.details["fields"] == {"heads": Problem.TOO_MANY}
        assert taken(event) == 0


@pytest.mark.parametrize(("head", "problem"), [(Head(""), "heads"), (Head("Ada", "no address"), "heads-1")])
def test_each_head_must_have_a_name_and_may_have_an_address(work, head, problem):
    with work(), pytest.raises(PersonInvalidError) as refused:
        make_registration(make_event(), heads=(head,))
    assert list(refused.value.details["fields"]) == [problem]


@pytest.mark.both
def test_a_group_is_neither_split_nor_overtaken(work):
    with work():
        event = make_event(capacity=4)
        seated = [make_registration(event) for _ in range(4)]
        family = make_registration(event, heads=FAMILY)
        single = make_registration(event)
        for each in seated[:3]:
            cancel(each)
        assert (family.status, single.status, taken(event)) == ("waiting", "waiting", 1)
        assert make_registration(event).status == "waiting"  # three places are free, and all three are spoken for
        cancel(seated[3])
        assert (family.status, single.status, taken(event)) == ("offered", "waiting", 4)


def test_a_group_that_becomes_smaller_by_its_own_wish_fits(work):
    with work():
        event = make_event(capacity=3)
        seated = [make_registration(event) for _ in range(3)]
        family = make_registration(event, heads=FAMILY[:3])
        for each in seated[:2]:
            cancel(each)
        assert family.status == "waiting"
        services.drop_attendee(registration=family, attendee_id=family.attendees[2].id, **how())
        assert (family.status, family.heads, taken(event)) == ("offered", 2, 3)


@pytest.mark.both
def test_one_head_less_frees_one_place_for_the_next_in_line(work):
    with work():
        event = make_event(capacity=4)
        family = make_registration(event, heads=FAMILY)
        waiting = make_registration(event)
        services.drop_attendee(registration=family, attendee_id=family.attendees[0].id, **how())
        assert (names(family), waiting.status, taken(event)) == ([h.name for h in FAMILY[1:]], "offered", 4)
        assert len([t for t in tickets_of_registration(family.id) if not t.revoked_at]) == 3


def test_the_last_head_to_leave_cancels_the_registration(work):
    with work():
        event = make_event()
        pair = make_registration(event, heads=FAMILY[:2])
        for _ in range(2):
            services.drop_attendee(registration=pair, attendee_id=pair.attendees[0].id, **how())
        assert (pair.status, taken(event)) == ("cancelled", 0)


@pytest.mark.both
def test_one_more_comes_along_while_there_is_room(work):
    with work():
        event = make_event(capacity=2)
        pair = make_registration(event)
        services.add_attendee(registration=pair, head=Head("  Eva   Muster ", "eva@example.org"), **how())
        assert (names(pair)[1], pair.attendees[1].email, pair.heads, taken(event)) == (
            "Eva Muster",
            "eva@example.org",
            2,
            2,
        )
    with work():
        pair = queries.get_by_public_id(pair.public_id)
        with pytest.raises(NoPlaceError):
            services.add_attendee(registration=pair, head=Head("Fred"), **how())


@pytest.mark.both
def test_a_refused_change_leaves_nothing_behind_when_the_caller_goes_on(work):
    with work():
        event = make_event(capacity=2)
        pair = make_registration(event, heads=FAMILY[:2])
        small = make_category(event, capacity=1)
        public_id, category_id, seats = pair.public_id, small.id, taken(event)
    with work():
        pair = queries.get_by_public_id(public_id)
        with pytest.raises(NoPlaceError):
            services.add_attendee(registration=pair, head=Head("Fred"), **how())
        with pytest.raises(NoPlaceError):
            services.move(registration=pair, category_id=category_id, **how())
    with work():
        pair = queries.get_by_public_id(public_id)
        assert (names(pair), pair.heads, pair.category_id) == ([head.name for head in FAMILY[:2]], 2, None)
        assert taken(pair.event) == seats
        assert session().scalars(select(Change.kind)).all() == ["confirmed_address"]


def test_nobody_is_brought_along_past_those_who_wait(work):
    with work():
        event = make_event(capacity=3)
        single = make_registration(event)
        make_registration(event, heads=FAMILY[:2])
        make_registration(event, heads=FAMILY[:2])
        resize(event.pool_id, capacity=4)  # one free place, which the pair in line is too big for
        with pytest.raises(NoPlaceError):
            services.add_attendee(registration=single, head=Head("Fred"), **how())


@pytest.mark.both
def test_somebody_else_comes_instead_with_a_ticket_of_their_own(work):
    with work():
        event = make_event(capacity=1)
        registration = make_registration(event, "Ada Muster")
        before = tickets_of_registration(registration.id)[0]
        gone = registration.attendees[0]
        coming = services.replace_attendee(registration=registration, attendee_id=gone.id, head=Head("Ben"), **how())
        assert (names(registration), gone.left_at, taken(event)) == (["Ben"], clock.now(), 1)
        valid = [t.attendee_id for t in tickets_of_registration(registration.id) if t.revoked_at is None]
        assert valid == [coming.id]
        assert before.revoked_at is not None


def test_a_stranger_to_the_registration_can_neither_leave_nor_be_replaced(work):
    with work():
        event = make_event()
        one, two = make_registration(event), make_registration(event)
        stranger = two.attendees[0].id
        with pytest.raises(RegistrationStateError):
            services.drop_attendee(registration=one, attendee_id=stranger, **how())
        with pytest.raises(RegistrationStateError):
            services.replace_attendee(registration=one, attendee_id=stranger, head=Head("X"), **how())


def test_nothing_is_changed_in_what_is_over(work):
    with work():
        event = make_event()
        gone, past = make_registration(event), make_registration(event)
        cancel(gone)
        with pytest.raises(RegistrationStateError):
            services.add_attendee(registration=gone, head=Head("X"), **how())
        clock.move_on(event.ends_at - clock.now())
        with pytest.raises(RegistrationClosedError):
            services.add_attendee(registration=past, head=Head("X"), **how())


@pytest.mark.parametrize(
    ("head", "fields"),
    [(Head(""), ["name"]), (Head("Ada", "nowhere"), ["email"]), (Head("Ada" * 100), ["name"])],
)
def test_whoever_comes_along_must_have_a_name(work, head, fields):
    with work():
        registration = make_registration(make_event())
        with pytest.raises(PersonInvalidError) as refused:
            services.add_attendee(registration=registration, head=head, **how())
        assert list(refused.value.details["fields"]) == fields


def test_a_school_class_is_a_number_of_heads_without_names(work):
    with work():
        event = make_event(capacity=40)
        classes = make_category(event, kind="school_class", named=False, most_heads=35)
        visit = make_registration(event, "Frau Lehrer", heads=(Head(),) * 28, category_id=classes.id)
        assert (visit.heads, set(names(visit)), taken(event)) == (28, {""}, 28)
        assert len(tickets_of_registration(visit.id)) == 28
        services.add_attendee(registration=visit, head=Head(), **how())
        assert (visit.heads, taken(event)) == (29, 29)
