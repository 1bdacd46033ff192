"""Nothing that was typed into the registration form is dropped unsaid because the category doesn't ask for it."""

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import make_category
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import services
from webapp.registration.models import Category, Registration
from webapp.registration.types import CategoryKind

pytestmark = pytest.mark.usefixtures("now")
GERMAN = {"Accept-Language": "de"}
CLASS = {"kind": CategoryKind.SCHOOL_CLASS, "label": {"de": "Klasse"}, "most_heads": 30}
SAME = {"opens_at": None, "closes_at": None, "code": "", "needs_approval": False}
FOOD = Definition("food", FieldKind.TEXT, {"de": "Essen?"}, of_each=True)
FISH = Definition("fish", FieldKind.YES_NO, {"de": "Fisch?"}, of_each=True)
PERSON = {"name": "Lea Lehrer", "email": "lea@example.org", "consent": "y"}
NAMED_HERE = "Hier werden alle mit Namen angemeldet."
NO_NAMES, ONE_ANSWER = "Hier braucht es keine Namen.", "Hier gilt eine Antwort für alle. Nicht übernommen: „{}“."


class Door:
    """An event with a class without names and businesses with names, and whoever registers without scripts."""

    def __init__(self, client, work):
        self.client, self.work = client, work
        with work():
            event = make_event(capacity=60)
            self.path, self.slug = f"/events/{event.slug}/register", event.slug
            services.ask(event=event, definitions=[FOOD, FISH], now=clock.now())
            self.group = make_category(event, named=False, **CLASS).public_id

    def add(self, **values):
        with self.work():
            return make_category(get_event(self.slug), **values).public_id

    def change(self, category, act):
        with self.work():
            found = session().scalars(select(Category).where(Category.public_id == category)).one()
            act(event=get_event(self.slug), category=found, now=clock.now())

    def opened(self):
        return sent_from(parsed(self.client.get(self.path, headers=GERMAN)), "once_key")

    def send(self, sent, **typed):
        return self.client.post(self.path, data={**sent, **PERSON, **typed}, headers=GERMAN)

    def heads(self):
        with self.work():
            return [each.heads for each in session().scalars(select(Registration))]


@pytest.fixture
def door(client, work):
    return Door(client, work)


def said_at(answer, name):
    """What stands in the field, and what is said at it."""
    document = parsed(answer)
    (field,) = [each for each in document.iter("input") if each.get("name") == name]
    said = document.find(f".//*[@id='{field.get('id')}-error']")
    return field.get("value"), "" if said is None else text_of(said)


def named_now(*, event, category, now):
    services.change_category(event=event, category=category, capacity=None, now=now, named=True, **CLASS, **SAME)


def nameless_now(*, event, category, now):
    services.change_category(event=event, category=category, capacity=None, now=now, named=False, **CLASS, **SAME)


def retire(*, event, category, now):
    services.retire_category(event=event, category=category, now=now)


@pytest.mark.parametrize("act", [named_now, retire])
def test_a_class_stays_as_many_as_were_typed_when_its_category_changes_meanwhile(door, act):
    sent = door.opened()
    door.change(door.group, act)
    answer = door.send(sent, category=door.group, count="8")
    assert answer.status_code == 422
    value, said = said_at(answer, "count")
    assert (value, NAMED_HERE in said) == ("8", True)
    again = sent_from(parsed(answer), "once_key") | {"count": [""]}
    assert door.send(again).status_code == 303
    assert door.heads() == [1]


@pytest.mark.parametrize("typed", ["8", "acht", "800"])
def test_a_number_beside_a_category_with_names_is_said_and_kept(door, typed):
    firms = door.add()
    answer = door.send(door.opened(), category=firms, count=typed)
    assert answer.status_code == 422
    value, said = said_at(answer, "count")
    assert (value, NAMED_HERE in said) == (typed, True)
    assert door.heads() == []


def test_where_only_one_can_come_nobody_is_asked_for_others(door):
    alone = door.add(most_heads=1)
    answer = door.send(door.opened(), category=alone, count="8")
    assert "Hier kann nur eine Person angemeldet werden." in said_at(answer, "count")[1]


def test_a_number_that_says_the_same_as_the_names_is_no_question(door):
    firms = door.add()
    assert door.send(door.opened(), category=firms, count="2", **{"p1-name": "Ben Neu"}).status_code == 303
    assert door.heads() == [2]


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("p1-name", "Ben Neu", NO_NAMES),
        ("p2-email", "ben@example.org", NO_NAMES),
        ("p1-q-food", "Suppe", ONE_ANSWER.format("Suppe")),
        ("code", "abc", "Hier ist kein Code nötig."),
    ],
)
def test_what_a_class_has_no_use_for_is_said_and_kept(door, name, typed, sentence):
    door.add(code="abc")
    answer = door.send(door.opened(), category=door.group, count="8", **{name: typed})
    assert answer.status_code == 422
    value, said = said_at(answer, name)
    assert (value, sentence in said) == (typed, True)
    assert said_at(answer, "count")[0] == "8"
    assert door.heads() == []
    again = sent_from(parsed(answer), "once_key") | {name: [""]}
    assert door.send(again).status_code == 303
    assert door.heads() == [8]


def test_an_answer_that_nobody_could_take_back_is_told_and_taken_out(door):
    door.add()
    answer = door.send(door.opened(), category=door.group, count="8", **{"p1-q-fish": "yes"})
    assert answer.status_code == 422
    assert ONE_ANSWER.format("Ja") in text_of(parsed(answer))
    assert door.send(sent_from(parsed(answer), "once_key")).status_code == 303


def test_two_numbers_that_differ_are_asked_about(door):
    door.add()
    refused = door.send(door.opened(), category=door.group, count="8", persons="5")
    assert refused.status_code == 422
    assert "Oben steht eine andere Zahl. Bitte wählen Sie hier 1." in text_of(parsed(refused))
    assert door.send(sent_from(parsed(refused), "once_key"), persons="1").status_code == 303
    assert door.heads() == [8]


def test_names_that_were_typed_stay_when_the_category_takes_none_any_more(door):
    firms = door.add()
    sent = door.opened()
    door.change(firms, nameless_now)
    answer = door.send(sent, category=firms, persons="2", **{"p1-name": "Ben Neu"})
    assert answer.status_code == 422
    value, said = said_at(answer, "p1-name")
    assert (value, NO_NAMES in said) == ("Ben Neu", True)
    assert door.heads() == []


def test_a_code_of_a_category_that_needs_none_any_more_is_said_and_kept(door):
    firms = door.add(code="abc")
    sent = door.opened()
    door.change(firms, named_now)
    answer = door.send(sent, category=firms, code="abc")
    assert answer.status_code == 422
    assert said_at(answer, "code")[0] == "abc"


@pytest.mark.parametrize(("is_class", "names"), [(True, {"code", "p1-name"}), (False, {"code", "count"})])
def test_what_is_said_of_an_entry_stands_in_the_page_whatever_is_chosen(door, is_class, names):
    chosen = [door.add(), door.group][is_class]
    answer = door.send(door.opened(), category=chosen, code="x", count="8", **{"p1-name": "Ben Neu"})
    assert answer.status_code == 422
    hidden = set()
    for part in parsed(answer).iter():
        if part.get("data-show-when", "").startswith("category="):
            hidden |= {each.get("name") for each in part.iter("input")}
    assert names & hidden == set()
