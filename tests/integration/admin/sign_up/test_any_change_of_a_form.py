"""A machine that changes a form in any way while people answer it, beside a model that knows only what was said.

The model writes down each answer in the words that stood on the form when it was given, and forgets none. Every place
where answers are read must say the same.
"""

import csv
import io
import itertools
from collections import Counter
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.html import parsed
from tests.machines import run_machine
from webapp.admin.people import exports
from webapp.admin.people.columns import columns_of
from webapp.admin.statistics.figures import statistics_of
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, tokens
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.foundation.spreadsheets import write_csv, write_xlsx
from webapp.public.own_registration import answer_rows
from webapp.registration import queries, services
from webapp.registration.errors import QuestionNeededError, QuestionsFaultyError
from webapp.registration.queries.answers import Forms
from webapp.registration.types import LINK, Head, RegistrationFilter
from webapp.stations.wished import forms_with_stations

STEPS, RUNS = 18, 60
KINDS = ("text", "number", "yes_no", "choice", "several", "date")
CHOOSES = {"choice", "several"}
TITLES = ("Anreise", "Wie viele?", "Holz")
WORDS = ("Bus", "Auto", "Zug", "yes")
TEXTS = ("ca. 5", "yes", "no", "bus", "5", "2027-06-10")
BEFORE = " (früher gefragt)"
GERMAN = {"Accept-Language": "de"}


@dataclass(frozen=True)
class Asked:
    """A question as the model knows it."""

    key: str
    kind: str
    title: str
    options: tuple[tuple[str, str], ...] = ()
    of_each: bool = False
    when: tuple[str, str] | None = None


@dataclass(frozen=True)
class Said:
    """An answer in the words of the form that it was given to."""

    title: str
    text: str
    kind: str


@dataclass
class Guest:
    """A registration with two people: what each of them said, and what was said for both (under None)."""

    public_id: str
    names: tuple[str, str]
    said: dict[tuple[int | None, str], Said] = field(default_factory=dict)


class AnyChange(RuleBasedStateMachine):
    """What an organizer and their guests may do."""

    app: Any
    client: Any
    work: Any

    def __init__(self):
        super().__init__()
        self.numbers = itertools.count(1)
        self.draft: list[Asked] = []
        self.asked: list[Asked] = []
        self.guests: list[Guest] = []
        with self.work():
            self.slug = make_event(capacity=500).slug

    # What the organizer does

    @initialize(kinds=st.lists(st.sampled_from(KINDS), min_size=2, max_size=3), of_each=st.booleans())
    def begin(self, kinds, *, of_each=False):
        for kind, title in zip(kinds, TITLES, strict=False):
            self.ask_anew(kind, title, of_each=of_each and title == TITLES[0])
        self.publish()

    @rule(kind=st.sampled_from(KINDS), title=st.sampled_from(TITLES), of_each=st.booleans())
    def ask_anew(self, kind, title, of_each):
        if len(self.draft) < 5:
            options = tuple((word.casefold(), word) for word in WORDS[:2]) if kind in CHOOSES else ()
            self.put(Asked("", kind, title, options, of_each))

    @rule(place=st.integers(0, 4), kind=st.sampled_from(KINDS))
    def change_the_kind(self, place, kind):
        def changed(one):
            options = one.options if one.kind in CHOOSES else tuple((word.casefold(), word) for word in WORDS[1:3])
            return replace(one, kind=kind, options=options if kind in CHOOSES else ())

        self.change(place, changed)

    @rule(place=st.integers(0, 4), word=st.sampled_from(WORDS))
    def offer_one_more(self, place, word):
        self.change(place, lambda one: replace(one, options=(*one.options, (word.casefold(), word))), CHOOSES)

    @rule(place=st.integers(0, 4))
    def offer_one_less(self, place):
        self.change(place, lambda one: replace(one, options=one.options[1:] or one.options), CHOOSES)

    @rule(place=st.integers(0, 4), word=st.sampled_from(WORDS))
    def rename_an_answer(self, place, word):
        self.change(place, lambda one: replace(one, options=((one.options[0][0], word), *one.options[1:])), CHOOSES)

    @rule(place=st.integers(0, 4))
    def ask_each_or_all(self, place):
        self.change(place, lambda one: replace(one, of_each=not one.of_each))

    @rule(place=st.integers(0, 4), on=st.integers(0, 4), answer=st.integers(0, 1))
    def ask_only_some(self, place, on, answer):
        if on < place < len(self.draft):
            hangs_on = self.draft[on]
            answers = ["yes", "no"] if hangs_on.kind == "yes_no" else [key for key, _word in hangs_on.options]
            if answers:
                self.change(place, lambda one: replace(one, when=(hangs_on.key, answers[answer % len(answers)])))

    @rule(place=st.integers(0, 4))
    def ask_everybody(self, place):
        self.change(place, lambda one: replace(one, when=None))

    @rule(place=st.integers(0, 4))
    def remove(self, place):
        if place < len(self.draft):
            try:
                with self.work():
                    services.remove_question(event=get_event(self.slug), key=self.draft[place].key)
            except QuestionNeededError:
                return
            del self.draft[place]

    @rule()
    def publish(self):
        with self.work():
            services.ask_draft(event=get_event(self.slug), now=clock.now())
        self.asked = list(self.draft)

    # What guests do

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def register(self, data):
        number = next(self.numbers)
        guest = Guest("", (f"Ada {number}", f"Ben {number}"))
        given = {
            who: self.answered(data, [one for one in self.asked if one.of_each == (who is not None)])
            for who in (None, 0, 1)
        }
        with self.work():
            event = get_event(self.slug)
            heads = tuple(Head(name, answers=given[who]) for who, name in enumerate(guest.names))
            version = queries.setup_of(event.id).field_set_id
            made = make_registration(event, guest.names[0], heads=heads, answers=given[None], field_set_id=version)
            guest.public_id = made.public_id
        for who, answers in given.items():
            guest.said |= {(who, key): self.words(key, value) for key, value in answers.items()}
        self.guests.append(guest)

    @precondition(lambda self: self.guests and self.asked)
    @rule(data=st.data())
    def answer_anew(self, data):
        """Open the form, change one answer, send everything that stands in it."""
        guest, one = data.draw(st.sampled_from(self.guests)), data.draw(st.sampled_from(self.asked))
        who = data.draw(st.sampled_from([0, 1])) if one.of_each else None
        value = data.draw(self.value(one))
        with self.app.app_context():
            path = f"/registrations/{links.seal(LINK, guest.public_id)}/answers"
        sent = sent_from(parsed(self.client.get(path, headers=GERMAN)), "seen")
        prefix = "q-" if who is None else f"p{who}-q-"
        filled = {each.key: sent.get(prefix + each.key) or [] for each in self.asked if each.of_each == one.of_each}
        filled = {key: [each for each in values if each] for key, values in filled.items()}
        shown_before = self.visible({key: values for key, values in filled.items() if values}, one)
        typed = [str(each) for each in value] if isinstance(value, list) else [str(value)]
        sent[prefix + one.key] = typed
        answer = self.client.post(path, data={**sent, "once_key": tokens.new_id()}, headers=GERMAN)
        assert answer.status_code == 303, (one, value, sent)
        shown_now = self.visible({**{k: v for k, v in filled.items() if v}, one.key: typed}, one)
        if one.key in shown_now:
            guest.said[who, one.key] = self.words(one.key, value)
        for key in shown_before - shown_now:
            if filled.get(key):
                guest.said.pop((who, key), None)

    def visible(self, values, one):
        """The keys that a form shows with these values, of those asked like this one."""
        shown = set()
        for each in self.asked:
            if each.of_each == one.of_each:
                key, wanted = each.when or ("", "")
                if not each.when or (key in shown and wanted in values.get(key, [])):
                    shown.add(each.key)
        return shown

    def answered(self, data, questions):
        """An answer to some of these questions, and none to what wasn't asked."""
        given, shown = {}, set()
        for one in questions:
            key, wanted = one.when or ("", "")
            said = given.get(key, ())
            if one.when and not (key in shown and wanted in ([said] if isinstance(said, str) else said)):
                continue
            shown.add(one.key)
            if data.draw(st.booleans()):
                given[one.key] = data.draw(self.value(one))
        return given

    def value(self, one):
        keys = [key for key, _word in one.options]
        return {
            "text": st.sampled_from(TEXTS),
            "number": st.integers(1, 9),
            "yes_no": st.sampled_from(["yes", "no"]),
            "date": st.sampled_from(["2027-06-10", "2027-01-31"]),
            "choice": st.sampled_from(keys or [""]),
            "several": st.sets(st.sampled_from(keys or [""]), min_size=1).map(
                lambda found: [key for key in keys if key in found]
            ),
        }[one.kind]

    def words(self, key, value):
        """What stood on the form."""
        one = next(each for each in self.asked if each.key == key)
        options = dict(one.options)
        days = {"2027-06-10": "Do., 10.\u00a0Juni\u00a02027", "2027-01-31": "So., 31.\u00a0Januar\u00a02027"}
        text = {
            "text": lambda: value,
            "number": lambda: str(value),
            "yes_no": lambda: {"yes": "Ja", "no": "Nein"}[value],
            "date": lambda: days[value].replace("Do., ", "Do.,\u00a0").replace("So., ", "So.,\u00a0"),
            "choice": lambda: options[value],
            "several": lambda: ", ".join(options[each] for each in value),
        }[one.kind]()
        return Said(one.title, text, one.kind)

    # The draft

    def put(self, one):
        definition = Definition(
            key=one.key,
            kind=FieldKind(one.kind),
            label={"de": one.title},
            choices=tuple((key, {"de": word}) for key, word in dict(one.options).items()),
            of_each=one.of_each,
            show_when=(one.when[0], (one.when[1],)) if one.when else None,
        )
        with self.work():
            kept = services.put_question(event=get_event(self.slug), definition=definition)
        options = tuple((key, label["de"]) for key, label in kept.choices)
        found = replace(one, key=kept.key, options=options)
        keys = [each.key for each in self.draft]
        if found.key in keys:
            self.draft[keys.index(found.key)] = found
        else:
            assert all(found.key != key for guest in self.guests for _who, key in guest.said), "a key given twice"
            self.draft.append(found)

    def change(self, place, how, kinds=None):
        if place < len(self.draft) and (kinds is None or self.draft[place].kind in kinds):
            try:
                self.put(how(self.draft[place]))
            except QuestionsFaultyError:
                return

    # What everybody reads

    @invariant()
    def own_pages_say_what_was_said(self):
        with self.work(), speaking("de"):
            for guest in self.guests:
                rows = answer_rows(queries.get_by_public_id(guest.public_id))
                expected = [
                    (said.title if who is None else f"{said.title} – {guest.names[who]}", said.text)
                    for (who, _key), said in guest.said.items()
                ]
                assert sorted(rows) == sorted(expected)

    @invariant()
    def the_list_and_the_statistics_say_what_was_said(self):
        with self.work(), speaking("de"):
            event = get_event(self.slug)
            columns = [each for each in columns_of(event, "de") if each.key.startswith("answer-")]
            for guest in self.guests:
                made = queries.get_by_public_id(guest.public_id)
                told = [
                    (each.label.removesuffix(BEFORE), text)
                    for each in columns
                    for text in str(each.told(made)).split("; ")
                    if text
                ]
                assert sorted(told) == sorted(
                    (said.title, said.text if who is None else f"{guest.names[who]}: {said.text}")
                    for (who, _key), said in guest.said.items()
                )
            figures = statistics_of(event, queries.setup_of(event.id), "de").answers
            counted = Counter()
            for each in figures:
                assert each.answered + each.unanswered + each.unasked == 2 * len(self.guests)
                for label, heads in (*each.rows, *each.texts):
                    counted[each.title.removesuffix(BEFORE), label] += heads
        titles = {each.title for each in self.asked} | set(TITLES)
        assert {pair: heads for pair, heads in counted.items() if pair[0] in titles} == dict(self.shares())

    def shares(self):
        """How many said what: a person's own word before what was said for both."""
        shares = Counter()
        for guest in self.guests:
            keys = {key for _who, key in guest.said}
            for who, key in itertools.product((0, 1), keys):
                said = guest.said.get((who, key)) or guest.said.get((None, key))
                for text in said.text.split(", ") if said and said.kind == "several" else [said.text] if said else ():
                    shares[said.title, text] += 1
        return shares

    def teardown(self):
        """At the end: tables and what people take along."""
        with self.work(), speaking("de"):
            event = get_event(self.slug)
            target = io.BytesIO()
            write_xlsx(target, exports.sheets(event, RegistrationFilter(), "de"))
            pages = openpyxl.load_workbook(io.BytesIO(target.getvalue())).worksheets
            assert [page.max_row - 1 for page in pages] == [len(self.guests), 2 * len(self.guests)]
            text = b"".join(write_csv(exports.sheets(event, RegistrationFilter(), "de")[0])).decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(text), delimiter=";"))
            assert {len(row) for row in rows} == {len(rows[0])}
            for guest in self.guests:
                made = queries.get_by_public_id(guest.public_id)
                data = queries.own_data(made, forms_with_stations(event))
                told = [data["answers"], *(person["answers"] for person in data["people"])]
                assert sum(map(len, told)) == len(guest.said)
                row = next(row for row in rows if row[0] == guest.names[0])
                texts = [said.text for said in guest.said.values() if said.kind not in {"date", "number"}]
                assert all(any(each in cell for cell in row) for each in texts), (row, texts)


@pytest.mark.giant
@pytest.mark.usefixtures("now")
def test_whatever_happens_to_a_form_each_answer_says_what_was_said(app, client, work):
    AnyChange.app, AnyChange.client, AnyChange.work = app, client, staticmethod(work)
    run_machine(AnyChange, runs=RUNS, steps=STEPS)


@pytest.mark.usefixtures("now")
def test_the_model_notices_answers_read_by_the_newest_questions(app, client, work, monkeypatch):
    """The control: without versions, an answer whose option was renamed says something else."""
    AnyChange.app, AnyChange.client, AnyChange.work = app, client, staticmethod(work)
    machine = AnyChange()
    machine.begin(["choice"])
    answers = iter([True, machine.asked[0].options[0][0]])
    machine.register(SimpleNamespace(draw=lambda _strategy: next(answers)))
    machine.rename_an_answer(0, WORDS[-1])
    machine.publish()
    machine.own_pages_say_what_was_said()
    by_version = Forms.read
    monkeypatch.setattr(Forms, "read", lambda self, key, value, _version: by_version(self, key, value, self.newest_id))
    with pytest.raises(AssertionError):
        machine.own_pages_say_what_was_said()
