"""Questions filled with what somebody answered before, and what becomes of an answer that the form can't show."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict

from flask_babel import gettext as _

from webapp.fields import forms as fields
from webapp.fields.consents import agreed_under
from webapp.fields.inputs import as_typed
from webapp.fields.services import reads_alike, takes, visible
from webapp.fields.types import Definition, FieldKind
from webapp.fields.wording import shown
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.registration.forms.waiting_files import forget_files, let_files_wait, wait_for_files
from webapp.registration.queries.answers import Forms, Given, standing_of_all, standing_of_person

if TYPE_CHECKING:
    from webapp.registration.models import Attendee, Registration

_DIGEST = 10


def digest(value: object) -> str:
    """A short mark of a value: two forms that carry the same one were filled with the same."""
    if value is None:
        return ""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:_DIGEST]


class Shape(TypedDict):
    """What all parts are built with: what was sent, and what is left of each answer."""

    sent: Mapping[str, object] | None
    left: fields.Left


class Part:
    """The questions to all who come together (`head` is None) or to one of them.

    What was answered in other words than the form has now isn't filled in, for it would say something else; nor is what
    people answered differently while each was asked. It stays as it was given until the question is answered anew; so
    does what the form didn't ask.
    """

    def __init__(
        self,
        made: "Registration",
        head: "Attendee | None",
        definitions: Sequence[Definition],
        prefix: str,
        known: Forms,
        shape: Shape,
    ) -> None:
        stands = standing_of_person(known, made, head) if head else standing_of_all(known, made)
        self.head, self.prefix, self.before = head, prefix, stands.answers
        self.differing = {each.key: stands.differing[each.key] for each in definitions if each.key in stands.differing}
        given = {each.key: known.given(made, stands, each.key) for each in definitions}
        self.earlier = _in_other_words(given, definitions)
        self.definitions = tuple(
            replace(each, required=False) if each.key in {*self.earlier, *self.differing} else each
            for each in definitions
        )
        self._filled = {key: value for key, value in self.before.items() if key not in self.earlier}
        self.form = fields.question_form(self.definitions, prefix=prefix, values=self._filled, **shape)
        if shape["sent"]:
            wait_for_files(self.form, self.definitions)
        self.answers: Mapping[str, object] = {}
        self.anew: set[str] = set()
        self.agreed_under = ""  # the privacy notice that was shown to whoever agreed that needs are kept

    @property
    def told_earlier(self) -> dict[str, str]:
        """The answers that aren't filled in, in the words that they were given in."""
        differing = {key: "; ".join(map(_told, said)) for key, said in self.differing.items()}
        return {key: shown(each.definition, each.value) for key, each in self.earlier.items()} | differing

    @property
    def marks(self) -> dict[str, str]:
        """What each field was filled from."""
        return {self.prefix + each.key: self._mark(each.key) for each in self.definitions}

    def _mark(self, key: str) -> str:
        said = [[name, given.value] for name, given in self.differing.get(key, ())]
        return digest(said or self.before.get(key))

    def read(self) -> None:
        """Read and check what was sent; files are kept with it."""
        cleaned = fields.read(self.form, self.definitions)
        kept = self._kept(cleaned.values)
        problems = {key: problem for key, problem in cleaned.problems.items() if key not in kept}
        fields.put_problems(self.form, problems)
        if problems:
            return
        stored = fields.keep_files(self.form, self.definitions, cleaned.values, now=clock.now())
        fields.put_problems(self.form, stored.problems)
        forget_files(self.form, self.definitions)
        self.answers = {**kept, **stored.values}
        # What stays as it was told is kept under the notice that it was told under.
        new = {key: value for key, value in cleaned.values.items() if value != self._filled.get(key)}
        self.agreed_under = agreed_under(self.form, self.definitions, new)
        self.anew = {key for key in (*self.earlier, *self.differing) if key in stored.values}

    def let_files_wait(self) -> None:
        """Keep the files that came along, for the form is refused."""
        let_files_wait(self.form, self.definitions)

    def compare(self, marks: Mapping[str, str], *, is_other: bool) -> None:
        """Say at each field what was saved since the form was filled; what wasn't touched shows what is saved now."""
        typed = fields.read(self.form, self.definitions).values
        for each in self.definitions:
            was, now = marks.get(self.prefix + each.key, ""), self._mark(each.key)
            mine = typed.get(each.key)
            is_touched = not is_other and digest(mine) != was and not (mine is None and each.key in self.told_earlier)
            if (now == was and not is_other) or digest(mine) == now:
                continue
            saved = self.told_earlier.get(each.key) or shown(each, self.before.get(each.key))
            self._say(each, saved, shown(each, mine), is_touched=is_touched)

    def _say(self, definition: Definition, saved: str, mine: str, *, is_touched: bool) -> None:
        field, said = self.form[definition.key], {"saved": saved or _("nothing"), "typed": mine or _("nothing")}
        if is_touched:
            field.errors = (_("Saved meanwhile: “%(saved)s”. You entered: “%(typed)s”.", **said),)
            return
        field.errors = (_("Changed meanwhile: here it said “%(typed)s”, now “%(saved)s” is saved.", **said),)
        if definition.kind is not FieldKind.FILE:
            field.data = as_typed(definition, self._filled.get(definition.key), language.current())

    def _kept(self, given: Mapping[str, object]) -> dict[str, object]:
        """The answers that stay: not asked now, not shown, not answered anew, or a file that no other one replaces."""
        asked = {each.key: each for each in self.definitions}
        shown_before = {each.key for each in visible(self.definitions, self._filled)}
        shown_now = {each.key for each in visible(self.definitions, given)}
        return {
            key: value
            for key, value in self.before.items()
            if key not in asked
            or (key not in shown_before and key not in shown_now)
            or (key in self.earlier and self._is_left(asked[key], value, given))
            or (asked[key].kind is FieldKind.FILE and key in shown_now and key not in given)
        }

    def _is_left(self, definition: Definition, value: object, given: Mapping[str, object]) -> bool:
        """True when nothing else was given; a page of before may send once more what isn't on offer now."""
        sent = self.form[definition.key].data
        return definition.key not in given and (not sent or (sent == value and not takes(definition, value)))


def _in_other_words(given: Mapping[str, Given | None], definitions: Iterable[Definition]) -> dict[str, Given]:
    return {
        each.key: said
        for each in definitions
        if (said := given[each.key]) and not reads_alike(said.definition, each, said.value)
    }


def _told(said: tuple[str, Given]) -> str:
    name, given = said
    words = shown(given.definition, given.value)
    return f"{name}: {words}" if name else words
