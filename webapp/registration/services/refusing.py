"""What whoever gets no place is told: that there are too few in all, that an answer is full, or that none is left."""

from collections.abc import Mapping
from types import MappingProxyType

from webapp.capacity.types import PoolId
from webapp.registration import rules
from webapp.registration.errors import ChoiceFullError, GroupTooLargeError, NoPlaceError
from webapp.registration.rules import Claim, Decision, Outcome
from webapp.registration.services.event_places import Places

Choices = Mapping[PoolId, tuple[str, str]]  # question and answer

NO_CHOICES: Choices = MappingProxyType({})


def refuse_what_never_fits(places: Places, claim: Claim, choices: Choices = NO_CHOICES) -> None:
    """GroupTooLargeError, or ChoiceFullError for an answer, where more is needed than before and than there is."""
    more = {pool_id: claim.needs[pool_id] for pool_id in claim.more}
    known = places.levels(more)
    never = {pool_id: known[pool_id].capacity or 0 for pool_id in rules.beyond_all(more, known)}
    beside = never.keys() - choices.keys()
    if beside:
        raise GroupTooLargeError(most=min(never[pool_id] for pool_id in beside))
    if never:
        answers = [choices[pool_id] for pool_id in sorted(never)]
        raise ChoiceFullError(choices=answers, most={choices[pool_id][0]: whole for pool_id, whole in never.items()})


def raise_if_refused(decision: Decision, choices: Choices = NO_CHOICES) -> None:
    """ChoiceFullError where answers are full, else NoPlaceError, for whoever is neither seated nor in line."""
    if decision.outcome is not Outcome.REFUSED:
        return
    if decision.full:
        raise ChoiceFullError(choices=[choices[pool_id] for pool_id in sorted(decision.full)])
    raise NoPlaceError
