"""When one of a class doesn't come the others keep what was told once for all of them: that somebody needs help."""

import json
import re

import pytest
from sqlalchemy import select

from tests.factories.registration import make_category, make_registration
from tests.integration.checkin.conftest import make_door_event
from webapp.checkin.queries.lists import parts_of
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.types import LINK, CategoryKind, Head
from webapp.tickets.models import Ticket
from webapp.tickets.queries import tickets_of_registration

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]
NEEDS = Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"}, of_each=True)


@pytest.fixture
def school(work, client, post):
    return School(work, client, post)


class School:
    """A class of three, who need what is said of each of them."""

    def __init__(self, work, client, post):
        self.work, self.client, self.post = work, client, post

    def come(self, *needs, names=("", "", "")):
        with self.work():
            event = make_door_event(capacity=50)
            services.ask(event=event, definitions=[NEEDS], now=clock.now())
            category = make_category(event, kind=CategoryKind.SCHOOL_CLASS, named=any(names), most_heads=30)
            heads = tuple(
                Head(name, answers={"needs": each} if each else {}) for name, each in zip(names, needs, strict=True)
            )
            form = {"field_set_id": queries.setup_of(event.id).field_set_id}
            made = make_registration(event, "Frau L", category_id=category.id, heads=heads, **form)
            self.event_id, self.public_id, self.door = event.id, made.public_id, self.post(event)
            self.own = f"/registrations/{links.seal(LINK, made.public_id)}"
        return self

    def let_in(self, *numbers):
        with self.work():
            held = tickets_of_registration(queries.get_by_public_id(self.public_id).id)
            references = [held[number].reference for number in numbers]
        self.door.send(*(self.door.fact(reference) for reference in references))

    def one_less(self):
        (who,) = re.findall(r'people/([^"/]*)/leave', self.client.get(self.own).text)
        answer = self.client.post(f"{self.own}/people/{who}/leave", data={"once_key": tokens.new_id()})
        assert answer.status_code == 303

    def drop(self, number):
        with self.work():
            made = queries.get_by_public_id(self.public_id)
            who = made.attendees[number].id
            services.drop_attendee(registration=made, attendee_id=who, now=clock.now())

    def at_the_door(self):
        """What those need who still come, as the door has it."""
        with self.work():
            come = select(Ticket.reference).where(Ticket.event_id == self.event_id, Ticket.revoked_at.is_(None))
            valid = set(session().scalars(come))
            rows = [row for part in parts_of(self.event_id).values() for row in json.loads(part.rows)]
            return [row[5] for row in rows if row[0] in valid]


@pytest.mark.parametrize("inside", [(), (1,), (2,), (1, 2)], ids=str)
def test_the_needs_of_the_class_stay_whoever_is_inside(school, inside):
    at = school.come("Rollstuhl", "", "")
    at.let_in(*inside)
    at.one_less()
    assert sorted(at.at_the_door()) == ["", "Rollstuhl"]


def test_one_without_needs_goes_first(school):
    at = school.come("Rollstuhl", "", "Dolmetscher")
    at.one_less()
    assert sorted(at.at_the_door()) == ["Dolmetscher", "Rollstuhl"]
    at.one_less()
    assert at.at_the_door() == ["Rollstuhl"]


def test_until_the_last_one_is_left(school):
    at = school.come("Rollstuhl", "", "")
    at.drop(0)
    at.drop(0)
    assert at.at_the_door() == ["Rollstuhl"]


def test_what_each_of_them_told_leaves_with_them(school):
    at = school.come("Rollstuhl", "", "Dolmetscher")
    at.drop(2)
    assert sorted(at.at_the_door()) == ["", "Rollstuhl"]


def test_the_needs_of_somebody_with_a_name_leave_with_them(school):
    at = school.come("Rollstuhl", "", "", names=("Ada", "Bo", "Cy"))
    at.drop(0)
    assert at.at_the_door() == ["", ""]


def test_at_the_door_a_class_keeps_them_when_the_entry_of_one_is_taken_back(school, work):
    at = school.come("", "", "")
    sent = {"name": "Frau M", "number": "3", "q-needs": "Rampe", "q-needs-consent": "y", "once_key": tokens.new_id()}
    assert at.door.client.post(f"{at.door.page}/walk-in", data=sent).status_code == 303
    before = at.at_the_door()
    assert before.count("Rampe") == 1
    rows = [row for part in at.door.list().json["parts"].values() for row in part[1]]
    (reference,) = (row[0] for row in rows if row[5] == "Rampe")
    facts = at.door.send().json["facts"]
    (entry,) = (fact[0] for fact in facts if fact[1] == reference)
    at.door.send(at.door.fact(reference, verdict="undone", direction="undo", undoes=entry))
    after = at.at_the_door()
    assert (len(after), after.count("Rampe")) == (len(before) - 1, 1)
