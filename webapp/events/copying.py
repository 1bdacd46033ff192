"""What goes along when an event is copied: each room tells its own, and what it leaves behind.

Whatever hangs on an event is either copied, with all of its columns but those that are named, or left behind for a
reason that is said; `tests/integration/events/test_copying.py` compares that with the tables there are.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import inspect

from webapp.accounts.models import AccessLink, RoleAssignment, TeamInvitation
from webapp.events import rules
from webapp.events.models import Event, EventChange, EventMeasure, EventPartner, FormerAddress
from webapp.events.types import Part
from webapp.foundation import tokens
from webapp.foundation.database import Model, session

M = TypeVar("M", bound=Model)

PEOPLE = "people, and what they said and did"
FATE = "what became of the event"


@dataclass(frozen=True, slots=False)
class Copy:
    """An event that was copied and the draft that is made of it; `ids` are those of the rows that went along."""

    source: Event
    made: Event
    now: datetime
    ids: dict[tuple[type[Model], int], int] = field(default_factory=dict)

    @cached_property
    def by(self) -> timedelta:
        """How far the clock on the wall moves from one start to the other."""
        return rules.wall_offset(self.source.starts_at, self.made.starts_at, self.source.zone)

    def moved(self, moment: datetime) -> datetime:
        """A moment that keeps its distance to the start, on the clock on the wall."""
        return rules.moved(moment, self.by, self.source.zone)

    def add(self, row: M, **instead: Any) -> M:
        """Store a row like this one at the new event, but for what is given instead."""
        made = like(row, event_id=self.made.id, **instead)
        session().add(made)
        session().flush()
        if hasattr(row, "id"):
            self.ids[type(row), row.id] = made.id  # type: ignore[attr-defined]
        return made

    def id_of(self, model: type[Model], known: int | None) -> int | None:
        """The id of the row that was made of the one with this id, if it went along."""
        return None if known is None else self.ids.get((model, known))


Copier = Callable[[Copy], None]
_copiers: dict[Part, list[Copier]] = defaultdict(list)
copied: dict[type[Model], frozenset[str]] = {}
left_behind: dict[type[Model], str] = {}


def copies(part: Part, *models: type[Model], but: Collection[str] = ()) -> Callable[[Copier], Copier]:
    """Above what copies the rows of these tables; `but` are the columns in which the copy may differ."""

    def register(copier: Copier) -> Copier:
        _copiers[part].append(copier)
        copied.update(dict.fromkeys(models, frozenset(but)))
        return copier

    return register


def leave_behind(*models: type[Model], because: str) -> None:
    """Say that these rows stay with their event, and why."""
    left_behind.update(dict.fromkeys(models, because))


def copy_all(copy: Copy, parts: Collection[Part]) -> None:
    """Have each room copy its own, in the order of the parts."""
    for part in Part:
        if part in parts:
            for copier in _copiers[part]:
                copier(copy)


def like(row: M, **instead: Any) -> M:
    """A new row with the values of this one, an id of its own, and what is given instead."""
    columns = [each.key for each in inspect(type(row)).column_attrs if each.key != "id"]
    values = {name: deepcopy(getattr(row, name)) for name in columns if name not in instead}
    if "public_id" in values:
        values["public_id"] = tokens.new_id()
    return type(row)(**values, **instead)


@copies(Part.MEASURES, EventMeasure)
def _measures(copy: Copy) -> None:
    for link in copy.source.measures:
        copy.add(link)


@copies(Part.PARTNERS, EventPartner)
def _partners(copy: Copy) -> None:
    for partner in copy.source.partners:
        copy.add(partner)


leave_behind(FormerAddress, because="addresses are of one event alone")
leave_behind(EventChange, because=FATE)
leave_behind(AccessLink, RoleAssignment, TeamInvitation, because=PEOPLE)
