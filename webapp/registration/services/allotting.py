"""Who gets places: decided in one pass behind the event's lock, and taken in the same step."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from webapp.events.models import Event
from webapp.foundation.going_on import resting
from webapp.registration import queries, rules
from webapp.registration.rules import Claim, Decision
from webapp.registration.services.event_places import Places
from webapp.registration.types import Needs, RegistrationId, Waiting

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


def _line(event: Event, claim: Claim, now: datetime) -> Iterable[Waiting]:
    """Who of the line counts for the claim. Where nobody moves up any more they keep nothing back."""
    if claim.who is not None:
        return _who_may_be_called(event) if rules.may_move_up(event, now) else ()
    return () if rules.line_is_over(event, now) else queries.who_waits(event)


def _who_may_be_called(event: Event) -> Iterator[Waiting]:
    """All in line but those with whom an offer went wrong a moment ago."""
    passed_over = resting(OFFERING)
    yield from (each for each in queries.who_waits(event) if str(each.registration_id) not in passed_over)
