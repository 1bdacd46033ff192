"""Of several wishes for one place the last one counts, and each can be decided about whoever has the place by then."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import by_link, make_category, make_registration, people
from webapp.capacity.queries import level
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import queries, services
from webapp.registration.models import AttendeeRequest
from webapp.registration.types import Head

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.both]


@pytest.fixture
def approved(work):
    """Ada and Ben, whom the organizer approved; Nora shall come instead of Ben."""
    with work():
        event = make_event(capacity=4)
        category = make_category(event, needs_approval=True, most_heads=4)
        made = make_registration(event, "Ada", heads=people("Ada", "Ben"), category_id=category.id)
        services.approve(registration=made, now=clock.now())
        ask_for(made, "Nora Vertipt")
        return made.public_id


def ask_for(made, name, number=1):
    by_link(services.replace_attendee, made, attendee_id=made.attendees[number].id, head=Head(name))


def wishes():
    return list(session().scalars(select(AttendeeRequest).order_by(AttendeeRequest.id)))


def approve(wish):
    services.approve_attendee(request=wish, now=clock.now())


def names(public_id):
    made = queries.get_by_public_id(public_id)
    assert level(made.event.pool_id).taken == made.heads == len(made.attendees)
    return [each.name for each in made.attendees]


def test_the_last_wish_for_a_place_is_the_one_that_is_decided(work, approved):
    with work():
        ask_for(queries.get_by_public_id(approved), "Nora Richtig")
        (wish,) = wishes()
        assert wish.name == "Nora Richtig"
        approve(wish)
    with work():
        assert names(approved) == ["Ada", "Nora Richtig"]
        assert wishes() == []


def test_wishes_for_others_and_for_one_more_stay(work, approved):
    with work():
        made = queries.get_by_public_id(approved)
        ask_for(made, "Cem", number=0)
        by_link(services.add_attendee, made, head=Head("Dora"))
        assert [each.name for each in wishes()] == ["Nora Vertipt", "Cem", "Dora"]
        for wish in wishes():
            approve(wish)
    with work():
        assert sorted(names(approved)) == ["Cem", "Dora", "Nora Vertipt"]


def test_who_was_to_be_replaced_has_left(work, approved):
    with work():
        made = queries.get_by_public_id(approved)
        leaving = made.attendees[1].id
        by_link(services.drop_attendee, made, attendee_id=leaving)
        assert queries.asked_count(made.id) == 1
    with work():
        approve(wishes()[0])
    with work():
        assert names(approved) == ["Ada", "Nora Vertipt"]


def test_who_was_to_be_replaced_was_replaced_by_the_desk(work, approved):
    with work():
        made = queries.get_by_public_id(approved)
        services.replace_attendee(
            registration=made, attendee_id=made.attendees[1].id, head=Head("Carl"), now=clock.now()
        )
        assert wishes()[0].instead_of.name == "Carl"
    with work():
        approve(wishes()[0])
    with work():
        assert names(approved) == ["Ada", "Nora Vertipt"]


def test_what_a_wish_answers_stays_the_answer_to_the_questions_that_it_saw(work, approved):
    food = Definition("food", FieldKind.YES_NO, {"de": "Essen Sie Fleisch?"}, of_each=True)
    with work():
        made = queries.get_by_public_id(approved)
        services.ask(event=made.event, definitions=[food], now=clock.now())
        seen = queries.setup_of(made.event_id).field_set_id
        other = replace(food, label={"de": "Essen Sie vegetarisch?"})
        services.ask(event=made.event, definitions=[other], now=clock.now())
        head = Head("Mia", answers={"food": "yes"}, field_set_id=seen)
        by_link(services.add_attendee, made, head=head)
        wish = wishes()[-1]
        assert wish.field_set_id == seen
        approve(wish)
        assert queries.get_by_public_id(approved).attendees[-1].versions == {"food": seen}
