"""Who wants places has them, waits in line or is refused: one decision, by whichever way somebody comes to it."""

from collections.abc import Iterable, Mapping, MutableMapping

from webapp.capacity.types import Level, PoolId
from webapp.registration.rules.claims import Claim, Decision, Outcome
from webapp.registration.rules.places import call_up, lacking, lets_pass
from webapp.registration.types import Needs, Waiting


def decide(
    claim: Claim, levels: MutableMapping[PoolId, Level], line: Iterable[Waiting], event_pool: PoolId
) -> Decision:
    """What becomes of a claim, by how full everything is and by those in `line`, who is looked at only if it matters.

    `levels` counts in whoever of the line has a turn before.
    """
    more, otherwise = claim.more, unseated(claim, levels)
    if claim.beyond or (not lacking(more, levels) and _has_the_turn(claim, more, levels, line, event_pool)):
        return Decision(Outcome.SEATED)
    return otherwise


def unseated(claim: Claim, levels: Mapping[PoolId, Level]) -> Decision:
    """What becomes of a claim that gets nothing: whoever may wait does, unless an answer is full."""
    full = frozenset(lacking(claim.chosen, levels))
    return Decision(Outcome.IN_LINE if claim.may_wait and not full else Outcome.REFUSED, full)


def _has_the_turn(
    claim: Claim, more: Needs, levels: MutableMapping[PoolId, Level], line: Iterable[Waiting], event_pool: PoolId
) -> bool:
    if claim.who is not None:
        return any(each.registration_id == claim.who for each in call_up(line, levels, event_pool))
    return claim.out_of_turn or not more or lets_pass(line, levels, event_pool, more)
