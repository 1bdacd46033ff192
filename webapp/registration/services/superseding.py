"""An answer takes the place of the one before, wherever that was kept: with all who come together, or with each."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from sqlalchemy import select

from webapp.fields.types import NO, Definition, FieldKind, FieldSetId
from webapp.foundation.database import session
from webapp.registration import rules
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries.answers import Forms, Given, standing_of_all, standing_of_person
from webapp.registration.services.answering import Named
from webapp.registration.types import AttendeeId

Answers = dict[str, object]
V = TypeVar("V")


class Superseding:
    """Clean answers to the newest form, brought to where they are to be kept.

    What stands as it is stays where it was given. What doesn't is first moved to where its question is asked now, so
    that nothing of it is left elsewhere. `once` and `of_heads` are then what is to be stored, `found` what became
    different with people who had said something else than was shown for all.
    """

    def __init__(
        self,
        forms: Forms,
        registration: Registration,
        answers: Mapping[str, object],
        of_heads: Mapping[AttendeeId, Mapping[str, object]],
        anew: Collection[Named],
    ) -> None:
        self._forms, self._made, self._anew = forms, registration, anew
        self.once: Answers = dict(answers)
        self.of_heads: dict[AttendeeId, Answers] = {key: dict(given) for key, given in of_heads.items()}
        self.found: list[dict[str, object]] = []
        self._nobodys: set[str] = set()
        asked = [each for each in forms.newest.values() if rules.holds_one_answer(each)]
        self._take_once([each for each in asked if not each.of_each])
        self._take_of_each([each for each in asked if each.of_each])

    def leave_what_nobody_takes_over(self) -> None:
        """After storing: what nobody of those who come would be asked about is kept with the people alone."""
        made = self._made
        made.answers = _without(made.answers, self._nobodys)
        made.versions = _without(made.versions, self._nobodys)

    def _take_once(self, asked: list[Definition]) -> None:
        stands = standing_of_all(self._forms, self._made)
        for each in asked:
            key, value = each.key, self.once.get(each.key)
            if key in stands.differing and value is None:
                value = stands.answers.get(key)
            if value == stands.answers.get(key) and (None, key) not in self._anew:
                _put(self.once, key, self._made.answers.get(key))
                continue
            if key in stands.answers:
                _keep(self._made, key, stands.answers[key], stands.versions.get(key))
            self._tell(key, value, stands.differing.get(key, ()))
            self._end_earlier(each, self._replace(each, value))

    def _tell(self, key: str, value: object, said: Iterable[tuple[str, Given]]) -> None:
        version = self._forms.newest_id
        self.found += [
            {
                "field": key,
                "before": given.value,
                "after": value,
                "person": name,
                "version_before": given.version,
                "version_after": version,
            }
            for name, given in said
            if given.value != value
        ]

    def _replace(self, asked: Definition, value: object) -> list[Attendee]:
        """Nobody whom the page speaks for has said anything else any more; who they are."""
        key, were_there = asked.key, [each for each in self._made.attendees if rules.takes_over(each, asked)]
        is_a_no = asked.kind is FieldKind.PHOTOS and value == NO
        heads = [
            each
            for each in self._made.attendees
            if is_a_no or not were_there or each in were_there or key in each.answers
        ]
        for head in heads:
            self._put(head, key, None if head in were_there else value, self._forms.newest_id)
        if not were_there:
            self._nobodys.add(key)
        return heads

    def _end_earlier(self, asked: Definition, heads: Iterable[Attendee]) -> None:
        """A consent to what isn't asked any more ends with the answer to what is; nobody else loses theirs."""
        earlier = set(self._forms.keys_of(FieldKind.PHOTOS)) - self._forms.newest.keys()
        for key in sorted(earlier) if asked.kind is FieldKind.PHOTOS else ():
            self._spread(asked, key)
            for head in heads:
                if (given := self._forms.given(self._made, head, key)) and given.definition.kind is FieldKind.PHOTOS:
                    self._tell(key, None, [(head.name, given)])
                    self._put(head, key, None, None)

    def _put(self, head: Attendee, key: str, value: object, version: FieldSetId | None) -> None:
        _keep(head, key, value, version)
        if head.id in self.of_heads:
            _put(self.of_heads[head.id], key, value)

    def _take_of_each(self, asked: list[Definition]) -> None:
        heads = {each.id: each for each in self._made.attendees if each.id in self.of_heads}
        stands = {key: standing_of_person(self._forms, self._made, head) for key, head in heads.items()}
        for each in asked:
            key = each.key
            said = {head: (given.answers.get(key), self.of_heads[head].get(key)) for head, given in stands.items()}
            changed = [head for head, (before, now) in said.items() if before != now or (head, key) in self._anew]
            if changed:
                self._spread(each, key)
                self._end_earlier(each, [heads[head] for head in changed])
                continue
            for head_id, head in heads.items():
                _put(self.of_heads[head_id], key, head.answers.get(key))

    def _spread(self, asked: Definition, key: str) -> None:
        """What was said once for all is kept with each of them, also with whoever has left, and with all no more."""
        made = self._made
        shared = self._forms.given(made, made, key)
        if shared is None or shared.definition.kind is not asked.kind:
            return
        for each in session().scalars(select(Attendee).where(Attendee.registration_id == made.id)):
            if rules.takes_over(each, asked) and each.answers.get(key) is None:
                _keep(each, key, shared.value, shared.version)
                if each.id in self.of_heads and key != asked.key:
                    _put(self.of_heads[each.id], key, shared.value)
        _keep(made, key, None, None)
        _put(self.once, key, None)


def _keep(holder: Registration | Attendee, key: str, value: object, version: FieldSetId | None) -> None:
    if value == holder.answers.get(key):
        return
    holder.answers, holder.versions = _without(holder.answers, {key}), _without(holder.versions, {key})
    if value is not None:
        holder.answers, holder.versions = {**holder.answers, key: value}, {**holder.versions, key: version}


def _put(answers: Answers, key: str, value: object) -> None:
    answers.pop(key, None)
    if value is not None:
        answers[key] = value


def _without(values: Mapping[str, V], keys: set[str]) -> dict[str, V]:
    return {key: value for key, value in values.items() if key not in keys}
