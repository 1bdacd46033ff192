"""What is left at an event for whoever fills in its form."""

from collections import Counter
from collections.abc import Iterable, Mapping

from webapp.capacity.queries import levels
from webapp.capacity.types import PoolId
from webapp.fields.types import FieldKind
from webapp.registration.errors import ChoiceFullError
from webapp.registration.forms.asked import Asked
from webapp.registration.types import Application, CategoryTerms


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
