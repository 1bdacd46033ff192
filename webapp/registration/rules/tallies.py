"""What people said to each question, who left it out, and who was never asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from webapp.fields.rules import asked_in, visible
from webapp.fields.types import FieldSetId
from webapp.registration.rules.forms import Forms, Given, Question
from webapp.registration.rules.people import PERSONAL


@dataclass(frozen=True, slots=True)
class Answering:
    """One of those who come: what they said themselves and what was said for all, and what their category is.

    Whoever `joined` later takes over no needs and no consent of others.
    """

    own: Mapping[str, Any]
    own_versions: Mapping[str, FieldSetId | None]
    shared: Mapping[str, Any]
    shared_versions: Mapping[str, FieldSetId | None]
    version: FieldSetId | None
    group: str = ""
    joined: bool = False


@dataclass(slots=True)
class Tally:
    """A question with every answer to it; `unanswered` were asked and said nothing, `unasked` weren't asked."""

    question: Question
    given: list[Given] = field(default_factory=list)
    unanswered: int = 0
    unasked: int = 0


class _Reader:
    """Reads each answer that says the same to the same version once, however many gave it."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._known: dict[tuple[str, str, FieldSetId | None], Given] = {}
        self._asked: dict[tuple[FieldSetId | None, str], Sequence[Any]] = {}

    def said(self, person: Answering, key: str) -> Given | None:
        if person.own.get(key) is not None:
            return self._read(key, person.own[key], person.own_versions.get(key) or person.version)
        if person.shared.get(key) is None:
            return None
        given = self._read(key, person.shared[key], person.shared_versions.get(key) or person.version)
        return None if person.joined and given.definition.kind in PERSONAL else given

    def asked(self, person: Answering) -> set[str]:
        """The questions that somebody was shown when they registered."""
        place = person.version, person.group
        if place not in self._asked:
            self._asked[place] = asked_in(self._forms.asked_at(person.version), person.group)
        return {each.key for each in visible(self._asked[place], {**person.shared, **person.own})}

    def _read(self, key: str, value: object, version: FieldSetId | None) -> Given:
        place = key, repr(value), version
        if place not in self._known:
            self._known[place] = self._forms.read(key, value, version)
        return self._known[place]


def tallies(forms: Forms, people: Sequence[Answering]) -> list[Tally]:
    """Every question, those asked now first; an answer stands under the words that it was given to."""
    reader, keys = _Reader(forms), forms.keys()
    said = [{key: given for key in keys | _keys(each) if (given := reader.said(each, key))} for each in people]
    answered = {(key, given.version) for each in said for key, given in each.items()}
    found = [Tally(question) for question in forms.questions(answered)]
    under = _Under(found)
    for person, theirs in zip(people, said, strict=True):
        for key, given in theirs.items():
            under.of(key, given.version).given.append(given)
        # What is asked no more, and nobody answered, is no figure.
        for key in (reader.asked(person) - theirs.keys()) & under.keys:
            under.of(key, person.version).unanswered += 1
    for tally in found:
        tally.unasked = len(people) - len(tally.given) - tally.unanswered
    return found


def _keys(person: Answering) -> set[str]:
    return {*person.own, *person.shared}


class _Under:
    """Under which words of a question something stands."""

    def __init__(self, found: Iterable[Tally]) -> None:
        keyed = [(each.question.definition.key, each) for each in found]
        self._by = {(key, version): each for key, each in keyed for version in each.question.versions}
        self._otherwise = dict(reversed(keyed))

    @property
    def keys(self) -> set[str]:
        return set(self._otherwise)

    def of(self, key: str, version: FieldSetId | None) -> Tally:
        return self._by.get((key, version)) or self._otherwise[key]
