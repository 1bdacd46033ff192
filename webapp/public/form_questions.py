"""What a registration form asks at an event, and what is left of each answer and category."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from webapp.capacity.queries import levels
from webapp.capacity.types import PoolId
from webapp.fields.services import asked_in
from webapp.fields.types import Definition, FieldKind
from webapp.registration.errors import ChoiceFullError
from webapp.registration.queries import Setup
from webapp.registration.types import Application, CategoryTerms
from webapp.stations.offered import with_stations

if TYPE_CHECKING:
    from webapp.events.models import Event


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions asked once and of each person, with the stations as answers where one is asked for."""

    once: tuple[Definition, ...]
    each: tuple[Definition, ...]
    left: Mapping[tuple[str, str], int | None]
    has_files: bool

    def of(self, terms: CategoryTerms | None) -> "Asked":
        """What of it those of one category are asked; all of it while nobody has said which."""
        if terms is None:
            return self
        once, each = (asked_in(some, terms.public_id) for some in (self.once, self.each))
        return replace(self, once=once, each=each)


def asked_at(event: "Event", setup: Setup, *, with_levels: bool) -> Asked:
    """The questions of the event's form. `with_levels` for showing it: whoever takes an answer asks behind the lock."""
    definitions, left = with_stations(event, (setup if setup.has_categories else setup.asking(setup.plain)).definitions)
    if with_levels and setup.choices:
        now = levels(choice.pool_id for choice in setup.choices)
        left |= {(each.field_key, each.choice_key): now[each.pool_id].free for each in setup.choices}
    return Asked(
        once=tuple(each for each in definitions if not each.of_each),
        each=tuple(each for each in definitions if each.of_each),
        left=left,
        has_files=any(each.kind is FieldKind.FILE for each in definitions),
    )


def free_of(pool_ids: Iterable[PoolId | None]) -> dict[PoolId, int | None]:
    """How many places each pool has left; None means without limit. One query."""
    known = {pool_id for pool_id in pool_ids if pool_id is not None}
    return {pool_id: level.free for pool_id, level in levels(known).items()} if known else {}


def brings_ticket(terms: Iterable[CategoryTerms], free: Mapping[PoolId, int | None]) -> bool:
    """Whether every category has places left, as far as is known, and takes people without the host's word."""
    return all(not each.needs_approval and (each.pool_id is None or free.get(each.pool_id) != 0) for each in terms)


def overfull(asked: Asked, application: Application) -> ChoiceFullError | None:
    """What to say of stations that more people ask for than there are places now; None when there are enough."""
    wanted: Counter[tuple[str, str]] = Counter()
    for each in (*asked.once, *asked.each):
        if each.kind is FieldKind.STATION:
            given = [(application.answers if each in asked.once else head.answers) for head in application.heads]
            wanted.update((each.key, answers[each.key]) for answers in given if answers.get(each.key))
    free = {choice: asked.left.get(choice) for choice in wanted}
    lacking = {choice: left for choice, left in free.items() if left is not None and left < wanted[choice]}
    few = {key: left for (key, _station), left in lacking.items() if left}
    return ChoiceFullError(choices=[*lacking], left=few) if lacking else None


def asks_anything(definitions: Iterable[Definition]) -> bool:
    """True when a form for changing the answers to these questions would hold one."""
    return bool(changeable(definitions))


def changeable(definitions: Iterable[Definition]) -> tuple[Definition, ...]:
    """The questions whose answers their holders may change; a station is changed where its places are counted."""
    return tuple(each for each in definitions if each.kind is not FieldKind.STATION)
