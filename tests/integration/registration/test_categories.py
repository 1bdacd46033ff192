"""Categories and answers with places of their own: inside the event's, in windows, behind codes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_category, make_registration, people
from webapp.capacity.models import Pool
from webapp.capacity.queries import level
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import queries, services
from webapp.registration.errors import CategoryNotFoundError, ChoiceFullError, NoPlaceError, PersonInvalidError
from webapp.registration.models import Category
from webapp.registration.types import Head, Problem

pytestmark = pytest.mark.usefixtures("now")


def how(**values):
    return {"now": clock.now(), **values}


def taken(pool_id):
    return level(pool_id).taken


def workshop(**places):
    choices = tuple((key, {"de": key}) for key in ("wood", "metal"))
    return Definition("workshop", FieldKind.CHOICE, {"de": "Werkstatt"}, choices=choices, places=places)


@pytest.mark.both
def test_a_full_category_queues_while_others_come_in(work):
    with work():
        event = make_event(capacity=10)
        press, firms = make_category(event, capacity=1), make_category(event, capacity=None)
        make_registration(event, category_id=press.id)
        late = make_registration(event, category_id=press.id)
        firm = make_registration(event, category_id=firms.id)
        assert (late.status, firm.status, taken(press.pool_id), taken(event.pool_id)) == ("waiting", "confirmed", 1, 2)


@pytest.mark.both
def test_whoever_waits_for_a_category_holds_up_nobody_of_another_one(work):
    with work():
        event = make_event(capacity=2)
        press, firms = make_category(event, capacity=1), make_category(event, capacity=None)
        first = make_registration(event, category_id=press.id)
        firm = make_registration(event, category_id=firms.id)
        second_press = make_registration(event, category_id=press.id)
        second_firm = make_registration(event, category_id=firms.id)
        cancel(firm)
        assert (second_press.status, second_firm.status) == ("waiting", "offered")
        cancel(first)
        assert (second_press.status, taken(press.pool_id), taken(event.pool_id)) == ("offered", 1, 2)


def test_leaving_gives_back_what_was_taken_everywhere(work):
    with work():
        event = make_event(capacity=10)
        category = make_category(event, capacity=10)
        family = make_registration(event, category_id=category.id, heads=people("A", "B", "C"))
        services.drop_attendee(registration=family, attendee_id=family.attendees[0].id, **how())
        assert (taken(category.pool_id), taken(event.pool_id)) == (2, 2)
        cancel(family)
        assert (taken(category.pool_id), taken(event.pool_id)) == (0, 0)


@pytest.mark.parametrize(
    ("values", "code", "problem"),
    [
        ({"code": "Presse27"}, "", {"code": Problem.WRONG_CODE}),
        ({"code": "Presse27"}, " presse27 ", {}),
        ({"opens_at": timedelta(seconds=1)}, "", {"category": Problem.NO_CATEGORY}),
        ({"opens_at": timedelta(0)}, "", {}),
        ({"closes_at": timedelta(0)}, "", {"category": Problem.NO_CATEGORY}),
        ({"closes_at": timedelta(seconds=1)}, "", {}),
    ],
)
def test_a_category_has_a_window_and_perhaps_a_code(work, values, code, problem):
    with work():
        event = make_event()
        moments = {k: clock.now() + v if isinstance(v, timedelta) else v for k, v in values.items()}
        category = make_category(event, **moments)
        if not problem:
            assert make_registration(event, category_id=category.id, code=code).status == "confirmed"
            return
        with pytest.raises(PersonInvalidError) as refused:
            make_registration(event, category_id=category.id, code=code)
        assert refused.value.details["fields"] == problem


def test_where_there_are_categories_one_must_be_chosen_of_those_on_offer(work):
    with work():
        event = make_event()
        category = make_category(event)
        with pytest.raises(CategoryNotFoundError):
            make_registration(event)
        services.retire_category(event=event, category=category, now=clock.now())
        make_category(event)
        with pytest.raises(CategoryNotFoundError):
            make_registration(event, category_id=category.id)


def test_a_registration_of_a_retired_category_can_still_be_changed(work):
    with work():
        event = make_event()
        category = make_category(event, capacity=5)
        registration = make_registration(event, category_id=category.id)
        services.retire_category(event=event, category=category, now=clock.now())
        services.add_attendee(registration=registration, head=Head("Eva"), **how())
        assert taken(category.pool_id) == 2


@pytest.mark.both
def test_moving_to_another_category_takes_there_and_gives_back_here(work):
    with work():
        event = make_event(capacity=5)
        firms, press = make_category(event, capacity=2), make_category(event, capacity=1)
        one, two = (make_registration(event, category_id=firms.id) for _ in range(2))
        services.move(registration=one, category_id=press.id, **how())
        assert (taken(firms.pool_id), taken(press.pool_id), taken(event.pool_id)) == (1, 1, 2)
    with work():
        two = queries.get_by_public_id(two.public_id)
        with pytest.raises(NoPlaceError):
            services.move(registration=two, category_id=press.id, **how())


@pytest.mark.both
def test_places_that_become_scarce_later_count_those_who_are_in(work):
    with work():
        event = make_event(capacity=10)
        category = make_category(event, capacity=None)
        make_registration(event, category_id=category.id, heads=people("A", "B"), answers={"workshop": "wood"})
        make_registration(event, category_id=category.id, confirmed=False)
        cancel(make_registration(event, category_id=category.id))
        services.change_category(event=event, category=category, capacity=2, now=clock.now())
        assert (taken(category.pool_id), level(category.pool_id).free) == (3, 0)
        assert session().get(Pool, category.pool_id, populate_existing=True).granted_over == 1
        services.ask(event=event, definitions=[workshop(wood=1)], now=clock.now())
        (pool_id,) = queries.choice_pools_of(event.id).values()
        assert (taken(pool_id), level(pool_id).free) == (2, 0)


def test_more_places_in_a_category_are_offered_at_once(work):
    with work():
        event = make_event(capacity=10)
        category = make_category(event, capacity=0)
        waiting = make_registration(event, category_id=category.id)
        services.change_category(event=event, category=category, capacity=1, now=clock.now())
        assert waiting.status == "offered"


def test_categories_stand_in_the_order_they_were_put_into(work):
    with work():
        event = make_event()
        made = [make_category(event) for _ in range(3)]
        services.order_categories(event=event, public_ids=[made[2].public_id, made[0].public_id])
        ids = [each.id for each in queries.categories_of(event.id)]
        assert ids == [made[2].id, made[0].id, made[1].id]
        assert session().scalars(select(Category.position).order_by(Category.id)).all() == [2, 3, 1]


@pytest.mark.both
def test_an_answer_with_places_is_taken_until_it_is_full_and_then_refused_at_the_form(work):
    with work():
        event = make_event(capacity=10)
        services.ask(event=event, definitions=[workshop(wood=2)], now=clock.now())
        pair = make_registration(event, heads=people("A", "B"), answers={"workshop": "wood"})
        (pool_id,) = queries.choice_pools_of(event.id).values()
        assert taken(pool_id) == 2
        with pytest.raises(ChoiceFullError) as refused:
            make_registration(event, answers={"workshop": "wood"})
        assert refused.value.details["choices"] == [("workshop", "wood")]
        assert make_registration(event, answers={"workshop": "metal"}).status == "confirmed"
        services.change_answers(registration=pair, answers={"workshop": "metal"}, answers_of_heads={}, **how())
        assert (taken(pool_id), pair.takes) == (0, {})


def test_an_answer_of_each_person_takes_places_for_those_who_gave_it(work):
    with work():
        event = make_event(capacity=10)
        services.ask(event=event, definitions=[workshop(wood=5)], now=clock.now())
        heads = (Head("A", answers={"workshop": "wood"}), Head("B", answers={"workshop": ["metal", "wood"]}), Head("C"))
        group = make_registration(event, heads=heads)
        (pool_id,) = queries.choice_pools_of(event.id).values()
        assert taken(pool_id) == 2
        services.drop_attendee(registration=group, attendee_id=group.attendees[0].id, **how())
        assert taken(pool_id) == 1


@pytest.mark.both
def test_a_changed_answer_to_what_is_full_changes_nothing(work):
    with work():
        event = make_event(capacity=10)
        services.ask(event=event, definitions=[workshop(wood=1, metal=1)], now=clock.now())
        make_registration(event, answers={"workshop": "wood"})
        other = make_registration(event, answers={"workshop": "metal"})
    with work():
        other = queries.get_by_public_id(other.public_id)
        with pytest.raises(ChoiceFullError):
            services.change_answers(registration=other, answers={"workshop": "wood"}, answers_of_heads={}, **how())


def test_a_changed_question_keeps_old_answers_readable(work):
    with work():
        event = make_event()
        services.ask(event=event, definitions=[workshop()], now=clock.now())
        setup = queries.setup_of(event.id)
        old = make_registration(event, answers={"workshop": "wood"}, field_set_id=setup.field_set_id)
        renamed = Definition("size", FieldKind.TEXT, {"de": "Größe"})
        services.ask(event=event, definitions=[renamed], now=clock.now())
        assert [each.key for each in queries.setup_of(event.id).definitions] == ["size"]
        assert (old.answers, old.field_set.definitions[0]["key"]) == ({"workshop": "wood"}, "workshop")


def test_limits_that_are_lifted_hold_nobody_up(work):
    with work():
        event = make_event()
        services.ask(event=event, definitions=[workshop(wood=0)], now=clock.now())
        with pytest.raises(ChoiceFullError):
            make_registration(event, answers={"workshop": "wood"})
        services.ask(event=event, definitions=[workshop()], now=clock.now())
        assert make_registration(event, answers={"workshop": "wood"}).status == "confirmed"
        services.ask(event=event, definitions=[workshop(wood=1)], now=clock.now())
        with pytest.raises(ChoiceFullError):
            make_registration(event, answers={"workshop": "wood"})
