"""Who gets places: decided in one pass behind the event's lock, and taken in the same step."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from webapp.capacity.types import PoolId
from webapp.events.models import Event
from webapp.foundation.going_on import resting
from webapp.registration import queries, rules
from webapp.registration.errors import ChoiceFullError, GroupTooLargeError, NoPlaceError
from webapp.registration.rules import Claim, Decision, Outcome
from webapp.registration.services.event_places import Places
from webapp.registration.types import Needs, RegistrationId, Waiting

Choices = Mapping[PoolId, tuple[str, str]]  # question and answer

NO_CHOICES: Choices = MappingProxyType({})
OFFERING = "offer a place"


def allot(places: Places, claim: Claim, now: datetime, *, somebody_waits: bool = True) -> Decision:
    """Decide about a claim; whoever is seated has taken all of it, instead of what was held, and else nothing changed.

    Whoever knows that nobody waits in line spares looking.
    """
    decision = weigh(places, claim, now, somebody_waits=somebody_waits)
    if not decision.is_seated:
        places.leave()
        return decision
    if claim.beyond:
        places.grant(claim.more)
    elif not places.take(claim.more):
        return rules.unseated(claim, places.levels(claim.more))
    places.give_back(claim.less)
    return decision


def weigh(places: Places, claim: Claim, now: datetime, *, somebody_waits: bool = True) -> Decision:
    """What `allot` would decide. Takes nothing, and needs no lock."""
    line = _line(places.event, claim, now) if somebody_waits else ()
    return rules.decide(claim, places.levels(() if claim.beyond else claim.more), line, places.event.pool_id)


def called_up(places: Places) -> dict[RegistrationId, Needs]:
    """Whose turn it is in the line, each with what the group needs; nobody's where the event is full."""
    if places.is_full:
        return {}
    called = rules.call_up(_who_may_be_called(places.event), places.levels(), places.event.pool_id)
    return {each.registration_id: each.needs for each in called}


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


def _line(event: Event, claim: Claim, now: datetime) -> Iterable[Waiting]:
    """Who of the line counts for the claim. Where nobody moves up any more they keep nothing back."""
    if claim.who is not None:
        return _who_may_be_called(event) if rules.may_move_up(event, now) else ()
    return () if rules.line_is_over(event, now) else queries.who_waits(event)


def _who_may_be_called(event: Event) -> Iterator[Waiting]:
    """All in line but those with whom an offer went wrong a moment ago."""
    passed_over = resting(OFFERING)
    yield from (each for each in queries.who_waits(event) if str(each.registration_id) not in passed_over)
