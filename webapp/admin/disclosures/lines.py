"""The file for requests about data as people read it: line by line, in the words of the desk."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from webapp.admin.disclosures.labels import ANSWERS, DATA, VALUES
from webapp.admin.wording.changes import changed_said, value_said
from webapp.admin.wording.consents import wording_said
from webapp.foundation import clock
from webapp.foundation.http import formats, site

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d)?")

Part = dict[str, object]


class Line(NamedTuple):
    """A heading, or what is kept under a name; `number` where there are several."""

    name: object
    number: int
    said: object


def lines_of(told: Part) -> Iterator[Line]:
    """Part by part; what is empty is left out."""
    kinds = {"consents": _consent(wording_said()), "changes": _change}
    yield from _lines(told, "", 0, _Reading(kinds))


class _Reading(NamedTuple):
    """How the parts are put into words that know what stands beside them."""

    kinds: Mapping[str, Callable[[Part], Part]]

    def of(self, part: str, told: Part) -> Part:
        """The part in words."""
        if part == ANSWERS:
            return told
        said = self.kinds.get(part, dict)(told)
        return {key: _in_words(part, key, value) for key, value in said.items()}


def _in_words(part: str, key: str, value: object) -> object:
    return VALUES.get((part, key), {}).get(value, value) if isinstance(value, str) else value


def _lines(told: object, name: str, number: int, reading: _Reading, within: str = "") -> Iterator[Line]:
    label = name if within == ANSWERS else DATA.get(name, name)
    if isinstance(told, dict):
        part = reading.of(name, told)
        lines = [line for key, value in part.items() for line in _lines(value, str(key), 0, reading, name)]
        if name and lines:
            yield Line(label, number, None)
        yield from lines
    elif isinstance(told, list):
        for place, value in enumerate(told, 1):
            yield from _lines(value, name, place if len(told) > 1 else 0, reading, within)
    elif told not in (None, ""):
        yield Line(label, number, _as_read(told))


def _consent(wording: Callable[[str, str, datetime | None], str]) -> Callable[[Part], Part]:
    def said(told: Part) -> Part:
        text, given_at = str(told["text"]), told.get("given_at")
        moment = datetime.fromisoformat(str(given_at)) if given_at else None
        return {**told, "version": wording(text, str(told["version"]), moment)}

    return said


def _change(told: Part) -> Part:
    field = str(told["field"])
    values = {when: value_said(field, told[when]) for when in ("before", "after") if told.get(when) is not None}
    return {**told, **values, "field": changed_said(field)}


def _as_read(said: object) -> object:
    """A day or a moment where the text is one."""
    if isinstance(said, str) and _DAY.fullmatch(said):
        return formats.day(date.fromisoformat(said))
    if isinstance(said, str) and _MOMENT.fullmatch(said):
        return formats.day_and_time(clock.local(datetime.fromisoformat(said), site.current().zone))
    return said
