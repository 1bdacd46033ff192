"""An event's history in words: each change by the label that its field has on the form, and what was said before."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, cast

from flask_babel import gettext as _
from wtforms import Field

from webapp.accounts.queries import names_of
from webapp.accounts.types import SYSTEM
from webapp.admin.inputs.controls import ClockField, DayAndTimeField
from webapp.events.queries import history_of
from webapp.foundation import clock
from webapp.foundation.http import formats, language
from webapp.foundation.http.kept_fields import kept_by
from webapp.foundation.http.shown_values import shown

if TYPE_CHECKING:
    from webapp.admin.events.forms.events import DraftForm
    from webapp.events.models import Event, EventChange

# What stands in several fields of the form, or isn't kept by the name of one.
_FIELDS = {
    "starts_at": "starts",
    "ends_at": "ends",
    "host_id": "host",
    "series_id": "series",
    "access_note": "venue_access",
}
_WORDS = re.compile(r"\S+\s*")
_LONG = 60
_AROUND = 4
_ALIKE = 0.5

Part = tuple[str, str]  # same, gone or new, and which words


@dataclass(frozen=True, slots=True)
class Difference:
    """What a field is called, and its words: those that stayed, went and came."""

    label: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the history, who made it, and what it changed."""

    change: "EventChange"
    who: str
    differences: Sequence[Difference]


def told_history(event: "Event", form: "DraftForm") -> list[Entry]:
    """What was done to an event, the latest first. Two queries."""
    changes = history_of(event.id)
    names = names_of(each.actor_key for each in changes)
    labelled = {said.name: form[name] for name, _kind, said in kept_by(form)}
    labelled |= {key: form[name] for key, name in _FIELDS.items()}
    return [Entry(each, _who(each.actor_key, names), list(_told(each, event, form, labelled))) for each in changes]


def _who(key: str, names: Mapping[str, str]) -> str:
    if key == SYSTEM.key:
        return str(_("automatically"))
    return names.get(key) or str(_("someone who is no longer on the team"))


def _told(
    change: "EventChange", event: "Event", form: "DraftForm", labelled: Mapping[str, Field]
) -> Iterable[Difference]:
    for one in change.differences:
        key = cast("str", one["field"])
        field = labelled.get(key) or form._fields.get(key)
        if field is not None:  # what nobody is asked isn't told either
            before, after = (_in_words(field, one[when], event.zone) for when in ("before", "after"))
            yield Difference(str(field.label.text), _parts(before, after))


def _in_words(field: Field, value: object, zone: str) -> str:
    if isinstance(field, DayAndTimeField | ClockField):
        if not value:
            return ""
        return formats.day_and_time(clock.local(datetime.fromisoformat(str(value)), zone), language.current())
    if isinstance(value, list):
        return ", ".join(shown(field, each) for each in value)
    return str(value) if isinstance(value, str) and len(value) > _LONG else shown(field, value)


def _parts(before: str, after: str) -> list[Part]:
    """Short values whole; of long ones the words that went and came, with a few around them."""
    old, new = (_WORDS.findall(text) for text in (before, after))
    compared = SequenceMatcher(None, old, new, autojunk=False)
    if max(len(before), len(after)) <= _LONG or compared.ratio() < _ALIKE:
        return [part for part in (("gone", before), ("new", after)) if part[1]]
    found: list[Part] = []
    for kind, a, b, c, d in compared.get_opcodes():
        if kind == "equal":
            found.append(("same", _shortened(old[a:b], is_first=a == 0, is_last=b == len(old))))
            continue
        found += [part for part in (("gone", "".join(old[a:b])), ("new", "".join(new[c:d]))) if part[1].strip()]
    return found


def _shortened(words: list[str], *, is_first: bool, is_last: bool) -> str:
    """What stayed, but for what is far from anything that changed."""
    if len(words) <= 2 * _AROUND:
        return "".join(words)
    head, tail = "".join(words[:_AROUND]), "".join(words[-_AROUND:])
    return f"{'' if is_first else head}… {'' if is_last else tail}"
