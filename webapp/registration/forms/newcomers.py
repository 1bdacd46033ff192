"""What somebody is asked who joins a registration, on whatever page that happens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from flask import request

from webapp.capacity.queries import levels
from webapp.fields import consents
from webapp.fields import forms as fields
from webapp.fields.services import asked_in, fully_booked, mark_of
from webapp.fields.types import Definition, FieldKind, Problem, ProblemCode
from webapp.foundation import clock
from webapp.foundation.http.idempotency import FIELD
from webapp.registration.errors import ChoiceFullError
from webapp.registration.queries import Setup
from webapp.registration.types import ACCESS_NEEDS, CategoryTerms, Head

PREFIX = "q-"
ASKED = "asked"  # the hidden field with the mark of the questions that the page showed


class NewcomerQuestions:
    """The questions for one more person, with the consents that are given beside them.

    `left` is what stations have left, `values` what is filled in beforehand. `mark` goes along with the page: where the
    questions have changed since, they are shown again with what was typed.
    """

    def __init__(
        self,
        setup: Setup,
        *,
        named: bool,
        lenient: bool = False,
        left: fields.Left | None = None,
        values: Mapping[str, object] | None = None,
    ) -> None:
        # At the door nobody is kept waiting for answers: what is missing can be given later.
        self.definitions = self._asked(setup, lenient=lenient) if named else ()
        self.has_files = any(each.kind is FieldKind.FILE for each in self.definitions)
        keys = {each.key for each in self.definitions}
        pools = [each for each in setup.choices if each.field_key in keys]
        free = levels(each.pool_id for each in pools) if pools else {}
        self._left_at_stations = dict(left or {})
        left_of_all = {(each.field_key, each.choice_key): free[each.pool_id].free for each in pools}
        left_of_all |= self._left_at_stations
        sent = request.form | request.files if request.method == "POST" else None
        self.form = fields.question_form(self.definitions, prefix=PREFIX, sent=sent, left=left_of_all, values=values)
        self.mark, self._field_set_id = _mark_of(self.definitions), setup.field_set_id
        self._is_outdated = sent is not None and request.form.get(ASKED) not in {None, "", self.mark}
        if self._is_outdated:
            self.form.form_errors = consents.say_changed([(self.form, self.definitions)])
        self._form_key = request.form.get(FIELD, "")
        if sent is not None:
            fields.wait_for_files(
                self.form, self.definitions, form_key=self._form_key, dropped=request.form, now=clock.now()
            )
        self.answers: Mapping[str, object] = {}
        self.consents: Mapping[str, str] = {}

    def validate(self, terms: CategoryTerms | None = None) -> bool:
        """True when all answers can be taken; files are kept with them. `terms`: of the category chosen beside."""
        asked = asked_in(self.definitions, terms.public_id) if terms else self.definitions
        cleaned = fields.read(self.form, asked)
        # Other answers with places of their own are looked at behind the lock.
        problems = {**fully_booked(cleaned.values, self._left_at_stations), **cleaned.problems}
        fields.put_problems(self.form, problems)
        if fields.say_unasked(self.form, self.definitions, asked) or problems or self._is_outdated:
            return False
        kept = fields.keep_files(self.form, self.definitions, cleaned.values, now=clock.now())
        fields.put_problems(self.form, kept.problems)
        fields.forget_waiting_files(self.form, self.definitions, form_key=self._form_key)
        self.answers = kept.values
        agreed = consents.agreed_under(self.form, self.definitions, self.answers)
        self.consents = {ACCESS_NEEDS: agreed} if agreed else {}
        return not kept.problems

    def let_files_wait(self) -> None:
        """Keep what came along with a form that is refused, or asked about once more, for its next attempt."""
        fields.let_files_wait(self.form, self.definitions, form_key=self._form_key, now=clock.now())

    def told_by(self, head: Head) -> Head:
        """Somebody with the answers that were given here."""
        return Head(head.name, head.email, self.answers, self.consents, self._field_set_id)

    def told_by_all(self, names: Sequence[str], *, named: bool) -> tuple[Head, ...]:
        """Those who come together, with what was answered once for all of them.

        Of a group without names it is said once, not of all, that somebody needs help.
        """
        first, *others = names
        once = set() if named else {each.key for each in self.definitions if each.kind is FieldKind.ACCESS_NEEDS}
        told = self.told_by(Head(first))
        shared = {key: value for key, value in told.answers.items() if key not in once}
        return (told, *(Head(each, answers=shared) for each in others))

    def _asked(self, setup: Setup, *, lenient: bool) -> tuple[Definition, ...]:
        return setup.asked_of_newcomer(lenient=lenient)

    def say_full(self, refusal: ChoiceFullError) -> None:
        """Answers that others have just given, or that have too few places for this group."""
        fields.put_problems(self.form, full_ones(refusal))


class CallerQuestions(NewcomerQuestions):
    """All that the event asks, for whoever puts somebody down who calls: what wasn't said can be given later.

    What is asked of each person holds for all who come.
    """

    def _asked(self, setup: Setup, *, lenient: bool) -> tuple[Definition, ...]:  # noqa: ARG002 - nothing ever must be
        return tuple(replace(each, required=False) for each in setup.definitions)

    @property
    def once(self) -> Mapping[str, object]:
        """What was said once for all who come."""
        return {each.key: self.answers[each.key] for each in self.definitions if self._is_said(each, of_each=False)}

    def told_by(self, head: Head) -> Head:
        """Somebody with what is asked of each."""
        own = {each.key: self.answers[each.key] for each in self.definitions if self._is_said(each, of_each=True)}
        return replace(super().told_by(head), answers=own)

    def _is_said(self, definition: Definition, *, of_each: bool) -> bool:
        return definition.of_each is of_each and definition.key in self.answers


def _mark_of(definitions: Iterable[Definition]) -> str:
    """The mark of the questions themselves: which stations there are, and have room, changes beside them."""
    return mark_of(
        replace(each, choices=(), required=False) if each.kind is FieldKind.STATION else each for each in definitions
    )


def full_ones(refusal: ChoiceFullError) -> dict[str, Problem]:
    """What is to be said of each question whose answer can't be given."""
    found = {key: Problem(ProblemCode.FULL) for key, _choice in refusal.choices}
    for told, code in ((refusal.left, ProblemCode.FEW_LEFT), (refusal.most, ProblemCode.TOO_FEW)):
        found |= {key: Problem(code, number) for key, number in told.items() if key in found}
    return found
