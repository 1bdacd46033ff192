"""Answers with the questions as they were asked: each is read by the version of the form that it was given to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from webapp.fields.rules.reading import belongs, fits, same_words
from webapp.fields.rules.records import from_record
from webapp.fields.types import Definition, FieldKind, FieldSetId
from webapp.registration.rules.holders import Holder, Made

Record = tuple[FieldSetId, Sequence[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, the question as it was when it was answered, and the version of the form that says so."""

    definition: Definition
    value: Any
    version: FieldSetId | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the words of some versions; `current` when it is asked like that now."""

    definition: Definition
    versions: frozenset[FieldSetId | None]
    current: bool

    @property
    def key(self) -> str:
        """What tells it from all others, also from the same one in other words."""
        return (
            self.definition.key
            if self.current
            else f"{self.definition.key}.{min((each or 0) for each in self.versions)}"
        )


class Forms:
    """All versions of an event's questions, the newest last; each is worked out when an answer needs it.

    `stations` names the answers to questions that offer the event's stations.
    """

    def __init__(self, records: Sequence[Record], stations: Mapping[str, str] | None = None) -> None:
        self._records, self._stations = records, dict(stations or {})
        self._place = {version: place for place, (version, _records) in enumerate(records)}
        self._known: dict[FieldSetId, dict[str, Definition]] = {}

    @property
    def newest(self) -> Mapping[str, Definition]:
        """What is asked now, by key."""
        return self._of(self._records[-1][0]) if self._records else {}

    @property
    def newest_id(self) -> FieldSetId | None:
        return self._records[-1][0] if self._records else None

    @property
    def has_past(self) -> bool:
        """True when the questions were changed since they were asked first."""
        return len(self._records) > 1

    def naming(self, stations: Mapping[str, str]) -> "Forms":
        """The same with names for the event's stations."""
        return Forms(self._records, stations)

    def asked_at(self, version: FieldSetId | None) -> tuple[Definition, ...]:
        """What a version asks, in its order; nothing where there was no form, or nobody was shown it."""
        return () if version is None or version not in self._place else tuple(self._of(version).values())

    def keys(self) -> set[str]:
        """The key of every question that was ever asked."""
        return {str(record["key"]) for _version, records in self._records for record in records}

    def choice_keys(self, key: str) -> set[str]:
        """The key of every answer that a question ever offered."""
        return {
            str(choice[0])
            for _version, records in self._records
            for record in records
            if record["key"] == key
            for choice in record["choices"]
        }

    def keys_of(self, kind: FieldKind) -> list[str]:
        """The questions that were of this kind in some version, in the order in which they came up."""
        found = [str(r["key"]) for _version, records in self._records for r in records if r["kind"] == kind.value]
        return list(dict.fromkeys(found))

    def answers_of(self, made: Made, holder: Holder) -> list[Given]:
        """Every answer of a registration or of one of its people, in the order in which they are asked."""
        found = [self.given(made, holder, key) for key in holder.answers]
        order = {key: place for place, key in enumerate(dict.fromkeys([*self.newest, *sorted(self.keys())]))}
        given = [each for each in found if each is not None]
        return sorted(given, key=lambda each: order.get(each.definition.key, len(order)))

    def given(self, made: Made, holder: Holder, key: str) -> Given | None:
        """One answer of a registration or of one of its people, if there is one."""
        if holder.answers.get(key) is None:
            return None
        return self.read(key, holder.answers[key], holder.versions.get(key) or made.field_set_id)

    def read(self, key: str, value: object, version: FieldSetId | None) -> Given:
        """A value with the question that it answers.

        Where the version isn't known, or what it says can't be answered like that, an earlier one that fits is taken.
        """
        asked = [(self._of(each)[key], each) for each in self._nearest(key, version)]
        for test in (belongs, fits):
            for definition, each in asked:
                if test(definition, value):
                    return Given(self._named(definition), value, each)
        if asked:
            return Given(asked[0][0], value, asked[0][1])
        return Given(Definition(key=key, kind=FieldKind.TEXT, label={"de": key}), value, None)

    def asked(self, key: str, version: FieldSetId | None) -> Definition | None:
        """The question behind a key in a version, or in the nearest one that knows it."""
        found = next(self._nearest(key, version), None)
        return None if found is None else self._of(found)[key]

    def questions(self, answered: Collection[tuple[str, FieldSetId | None]] = ()) -> list[Question]:
        """What is asked now in its order, and behind it what was asked before and is `answered` still."""
        still = {(key, next(self._nearest(key, version), None)) for key, version in answered}
        found = []
        for group in self._groups():
            newest, definition = group[0]
            versions = frozenset(version for version, _definition in group)
            current = newest == self.newest_id
            if current or any((definition.key, version) in still for version in versions):
                found.append(Question(definition, versions, current))
        unknown = sorted({key for key, version in still if version is None})
        return [*found, *(Question(self.read(key, None, None).definition, frozenset({None}), False) for key in unknown)]

    def _groups(self) -> list[list[tuple[FieldSetId, Definition]]]:
        """Every question with the versions that put it in the same words, the newest first."""
        groups: dict[str, list[list[tuple[FieldSetId, Definition]]]] = {}
        in_order = []
        for version, definition in self._newest_first():
            known = groups.setdefault(definition.key, [])
            same = next((each for each in known if same_words(each[0][1].label, definition.label)), None)
            if same is None:
                same = []
                known.append(same)
                in_order.append(same)
            same.append((version, definition))
        return in_order

    def _newest_first(self) -> Iterator[tuple[FieldSetId, Definition]]:
        for version, _records in reversed(self._records):
            for definition in self._of(version).values():
                yield version, definition

    def _nearest(self, key: str, version: FieldSetId | None) -> Iterator[FieldSetId]:
        """The versions that ask a question: that one, those before it, those after it."""
        last = len(self._records) - 1
        first = last if version is None else self._place.get(version, last)
        for place in (*range(first, -1, -1), *range(first + 1, last + 1)):
            if key in self._of(self._records[place][0]):
                yield self._records[place][0]

    def _named(self, definition: Definition) -> Definition:
        if definition.kind is not FieldKind.STATION or not self._stations:
            return definition
        return replace(definition, choices=tuple((key, {"de": title}) for key, title in self._stations.items()))

    def _of(self, version: FieldSetId) -> dict[str, Definition]:
        if version not in self._known:
            records = self._records[self._place[version]][1]
            self._known[version] = {each.key: each for each in map(from_record, records)}
        return self._known[version]
