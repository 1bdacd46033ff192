"""A machine that changes how pictures, needs and a scarce workshop are asked while people answer, come and go.

The model knows the latest word of each person. The door, badges, the desk's list, its tables and the own page must say
the same, and a yes that was taken back is a yes nowhere.
"""

import itertools
import json
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.factories.events import make_event
from tests.factories.registration import by_link, make_registration
from tests.forms import sent_from
from tests.html import parsed
from tests.machines import run_machine
from webapp.admin.people.columns import columns_of
from webapp.capacity.queries import level
from webapp.checkin.queries.lists import MAY_BE_PICTURED, parts_of
from webapp.documents.queries import guests_of
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, tokens
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.registration import queries, services
from webapp.registration.rules import PERSONAL
from webapp.registration.types import LINK, Application, Head, Source

STEPS, RUNS = 20, 60
GERMAN = {"Accept-Language": "de"}
ANSWERS = {"photos": ("yes", "no", ""), "needs": ("Rampe", "Stuhl", ""), "workshop": ("a", "b", "")}
QUESTIONS = {
    "photos": Definition("photos", FieldKind.PHOTOS, {"de": "Bilder?"}),
    "needs": Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"}),
    "workshop": Definition(
        "workshop",
        FieldKind.CHOICE,
        {"de": "Wo?"},
        choices=(("a", {"de": "Holz"}), ("b", {"de": "Stein"})),
        places={"a": 90, "b": 90},
    ),
}


@dataclass
class Person:
    """Somebody, what they said last by question, and under which key they said so themselves or by being there."""

    name: str
    said: dict[str, str]
    keys: dict[str, str]
    joined: bool = False


class AnyWithdrawal(RuleBasedStateMachine):
    app: Any
    client: Any
    work: Any

    def __init__(self):
        super().__init__()
        self.numbers = itertools.count(1)
        self.asked = dict(QUESTIONS)
        self.groups: dict[str, list[Person]] = {}
        with self.work():
            self.slug = make_event(capacity=900).slug

    @initialize(of_each=st.booleans())
    def begin(self, of_each):
        self.asked = {name: replace(one, of_each=of_each) for name, one in self.asked.items()}
        self.ask()

    def ask(self):
        with self.work():
            services.ask(event=get_event(self.slug), definitions=list(self.asked.values()), now=clock.now())

    @rule(name=st.sampled_from(list(QUESTIONS)))
    def ask_each_or_all(self, name):
        self.asked[name] = replace(self.asked[name], of_each=not self.asked[name].of_each)
        self.ask()

    @rule()
    def ask_about_pictures_in_other_words(self):
        number = next(self.numbers)
        self.asked["photos"] = replace(self.asked["photos"], key=f"photos{number}", label={"de": f"Bilder {number}?"})
        self.ask()

    # Who comes

    def given(self, data, *, of_each):
        drawn = {name: data.draw(st.sampled_from(ANSWERS[name])) for name, one in self.asked.items() if of_each(one)}
        return {name: value for name, value in drawn.items() if value}

    def stored(self, given):
        return {self.asked[name].key: value for name, value in given.items()}

    def person(self, given, **more):
        return Person(f"P{next(self.numbers)}", dict(given), {name: self.asked[name].key for name in given}, **more)

    @rule(data=st.data(), size=st.integers(1, 2))
    def register(self, data, size):
        once = self.given(data, of_each=lambda one: not one.of_each)
        own = [self.given(data, of_each=lambda one: one.of_each) for _ in range(size)]
        people = [self.person({**once, **each}) for each in own]
        with self.work():
            event = get_event(self.slug)
            heads = tuple(Head(one.name, answers=self.stored(each)) for one, each in zip(people, own, strict=True))
            version = queries.setup_of(event.id).field_set_id
            made = make_registration(
                event, people[0].name, heads=heads, answers=self.stored(once), field_set_id=version
            )
            self.groups[made.public_id] = people

    @rule(data=st.data())
    def put_down_at_the_door(self, data):
        given = self.given(data, of_each=lambda one: one.of_each or one.kind in PERSONAL)
        one = self.person(given)
        with self.work():
            event = get_event(self.slug)
            version = queries.setup_of(event.id).field_set_id
            heads, who = (Head(one.name, answers=self.stored(given)),), {"name": one.name, "email": ""}
            walk_in = Application(**who, source=Source.DOOR, heads=heads, field_set_id=version)
            made = services.walk_in(event=event, application=walk_in, now=clock.now())
            self.groups[made.public_id] = [one]

    @precondition(lambda self: self.groups)
    @rule(data=st.data())
    def somebody_else_comes(self, data):
        key = data.draw(st.sampled_from(list(self.groups)))
        people = self.groups[key]
        place = data.draw(st.integers(0, len(people) - 1))
        given = self.given(data, of_each=lambda one: one.of_each or one.kind in PERSONAL)
        coming = self.person(given, joined=True)
        with self.work():
            made = queries.get_by_public_id(key)
            leaving = next(each for each in made.attendees if each.name == people[place].name)
            shared = self.shared(made)
            head = Head(coming.name, answers=self.stored(given))
            by_link(services.replace_attendee, made, attendee_id=leaving.id, head=head)
        # A workshop for all is one for whoever comes instead as well.
        if "workshop" not in coming.said and shared:
            coming.said["workshop"], coming.keys["workshop"] = shared, "workshop"
        del people[place]
        people.append(coming)

    def shared(self, made):
        return made.answers.get("workshop", "")

    # What they answer by their own page

    @precondition(lambda self: self.groups)
    @rule(data=st.data(), name=st.sampled_from(list(QUESTIONS)))
    def answer_anew(self, data, name):
        key, asked = data.draw(st.sampled_from(list(self.groups))), self.asked[name]
        people, value = self.groups[key], data.draw(st.sampled_from(ANSWERS[name]))
        place = data.draw(st.integers(0, len(people) - 1)) if asked.of_each else None
        with self.app.app_context():
            path = f"/registrations/{links.seal(LINK, key)}/answers"
        sent = sent_from(parsed(self.client.get(path, headers=GERMAN)), "seen")
        with self.work():
            order = [each.name for each in queries.get_by_public_id(key).attendees]
        people.sort(key=lambda one: order.index(one.name))
        field = f"p{place}-q-{asked.key}" if place is not None else f"q-{asked.key}"
        shown = sent.get(field, [""])[0]
        sent[field], sent[f"{field}-consent"], sent["once_key"] = [value], ["y"], [tokens.new_id()]
        answer = self.client.post(path, data=sent, headers=GERMAN)
        assert answer.status_code == 303, (name, value, answer.text)
        if value != shown:
            self.note(people, name, value, place)

    def note(self, people, name, value, place):
        key = self.asked[name].key
        were_there = [one for one in people if not one.joined or name == "workshop"]
        for one in [people[place]] if place is not None else people:
            is_no = (name, value) == ("photos", "no")
            if place is not None or is_no or one in were_there or not were_there or one.keys.get(name) == key:
                one.said.pop(name, None)
                one.keys.pop(name, None)
                if value:
                    one.said[name], one.keys[name] = value, key

    # What everybody reads

    @invariant()
    def everybody_reads_the_latest_word(self):
        with self.work(), speaking("de"):
            event = get_event(self.slug)
            rows = [row for part in parts_of(event.id).values() for row in json.loads(part.rows) if row[2]]
            door = {row[2]: (row[5], row[6] == MAY_BE_PICTURED) for row in rows}
            badges = {each.name: (each.needs, bool(each.pictured)) for each in guests_of(event, {}, "de")}
            people = {one.name: one.said for group in self.groups.values() for one in group}
            latest = {who: (said.get("needs", ""), said.get("photos") == "yes") for who, said in people.items()}
            assert door == latest
            assert badges == latest
            self.tables_say_so(event, people)
            held = {one.choice_key: level(one.pool_id).taken for one in queries.setup_of(event.id).choices}
            chosen = [said.get("workshop") for said in people.values()]
            assert held == {"a": chosen.count("a"), "b": chosen.count("b")}

    def tables_say_so(self, event, people):
        columns = {each.key.removeprefix("answer-"): each for each in columns_of(event, "de")}
        words = {"yes": "Ja", "no": "Nein", "a": "Holz", "b": "Stein"}
        for key in self.groups:
            made = queries.get_by_public_id(key)
            for head in made.attendees:
                said = people[head.name]
                for name in ("needs", "workshop"):
                    told = columns[name].of_head(made, head) if name in columns else ""
                    assert told == words.get(said.get(name, ""), said.get(name, ""))
                yes = [str(each.of_head(made, head)) for each in columns.values() if "Bilder" in each.label]
                assert not ("Ja" in yes and said.get("photos") != "yes"), (yes, said)


@pytest.mark.giant
@pytest.mark.usefixtures("now")
def test_whatever_is_taken_back_is_said_nowhere_any_more(app, client, work):
    AnyWithdrawal.app, AnyWithdrawal.client, AnyWithdrawal.work = app, client, staticmethod(work)
    run_machine(AnyWithdrawal, runs=RUNS, steps=STEPS)
