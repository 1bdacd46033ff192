"""What the list of registrations can be narrowed to, so that no filter leads to an empty list."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import String, cast, func, select

from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.registration.models import Registration
from webapp.registration.queries.lists import conditions_of
from webapp.registration.types import RegistrationFilter

# By which of its marks a registration is found, by the filter's name.
_MARKS: Mapping[str, Callable[[RegistrationFilter], object]] = {
    "status": lambda wanted: wanted.status,
    "source": lambda wanted: wanted.source,
    "category": lambda wanted: wanted.category_id,
    "tag": lambda wanted: wanted.tag,
}


@dataclass(frozen=True, slots=True)
class _Alike:
    """Registrations that bear the same marks, and how many they are."""

    marks: Mapping[str, Collection[object]]
    count: int


def offered_of(event_id: EventId, wanted: RegistrationFilter) -> dict[str, dict[object, int]]:
    """How many there are of each mark by filter, given the words and what was chosen in the others. One query.

    What was chosen is always among them.
    """
    alike = _alike(event_id, RegistrationFilter(words=wanted.words))
    chosen = {name: said for name, of in _MARKS.items() if (said := of(wanted))}
    found: dict[str, dict[object, int]] = {}
    for name in _MARKS:
        others = {other: said for other, said in chosen.items() if other != name}
        counts: Counter[object] = Counter({chosen[name]: 0} if name in chosen else {})
        for each in alike:
            if all(said in each.marks[other] for other, said in others.items()):
                counts.update(dict.fromkeys(each.marks[name], each.count))
        found[name] = dict(counts)
    return found


def _alike(event_id: EventId, wanted: RegistrationFilter) -> list[_Alike]:
    said = cast(Registration.tags, String)
    marks = Registration.status, Registration.source, Registration.category_id, said
    statement = select(*marks, func.count()).where(*conditions_of(event_id, wanted)).group_by(*marks)
    return [
        _Alike({"status": (status,), "source": (source,), "category": (category_id,), "tag": json.loads(tags)}, count)
        for status, source, category_id, tags, count in session().execute(statement)
    ]
