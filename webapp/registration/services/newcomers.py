"""Whoever comes by the form: how things stand behind the event's lock, and what they get of it."""

from dataclasses import dataclass
from datetime import datetime

from webapp.events.models import Event
from webapp.registration import queries, rules
from webapp.registration.errors import RegistrationClosedError
from webapp.registration.queries import Standing
from webapp.registration.rules import Claim, Outcome
from webapp.registration.services import event_places, yielding
from webapp.registration.services.allotting import allot
from webapp.registration.services.applications import Entry
from webapp.registration.services.event_places import Places
from webapp.registration.services.expiring import HOLDING, clear
from webapp.registration.services.refusing import raise_if_refused
from webapp.registration.types import Needs, RegistrationAvailability


@dataclass(frozen=True, slots=True)
class Seat:
    """What a form gets, and whether something `stands` for its address already."""

    places: Places
    needs: Needs
    outcome: Outcome
    stands: bool

    @property
    def is_taken(self) -> bool:
        """True for places, false for a rank and for a request."""
        return self.outcome is Outcome.SEATED

    @property
    def is_rank(self) -> bool:
        """True for a rank on the waiting list."""
        return self.outcome is Outcome.IN_LINE

    def kept_until(self, now: datetime) -> datetime:
        """Until when it is kept for whoever has to confirm the address."""
        return rules.kept_until(self.places.event, now, seated=self.is_taken)

    def leave(self) -> None:
        """Give back what was taken: the form gets nothing after all."""
        if self.is_taken:
            self.places.give_back(self.needs)


def seat(event: Event, entry: Entry, now: datetime) -> Seat:
    """Take places behind the event's lock unless somebody waits for them; else there is a rank, or a request.

    ChoiceFullError for answers that are full, RegistrationClosedError for what was called off while the form was read.
    """
    places, outcome, standing = _asked(event, entry) if entry.terms.needs_approval else _allotted(event, entry, now)
    found = Seat(places, entry.needs, outcome, stands=standing.is_known)
    if rules.availability(standing, now) is not RegistrationAvailability.OPEN:
        found.leave()
        raise RegistrationClosedError
    return found


def _asked(event: Event, entry: Entry) -> tuple[Places, Outcome, Standing]:
    places = event_places.lock(event)
    return places, Outcome.ASKED, queries.standing(event.id, entry.email_normal)


def _allotted(event: Event, entry: Entry, now: datetime) -> tuple[Places, Outcome, Standing]:
    places, chosen = event_places.lock_taking(event, entry.needs), Needs()
    if not places.are_taken_ahead:
        # What nobody confirmed or accepted in time is free at once and not only when the job comes round.
        clear(places, now, HOLDING)
        chosen = _chosen_anew(event, entry)
    standing = queries.standing(event.id, entry.email_normal)
    decision = allot(places, Claim(entry.needs, chosen=chosen), now, somebody_waits=standing.in_line)
    raise_if_refused(decision, entry.choices)
    return places, decision.outcome, standing


def _chosen_anew(event: Event, entry: Entry) -> Needs:
    """What answers take beyond what whoever has the address holds already; anybody else would learn of that."""
    held = yielding.held_by(event, queries.live_of(event.id, entry.email_normal)) if entry.is_proved else {}
    chosen = {pool_id: heads for pool_id, heads in entry.needs.items() if pool_id in entry.choices}
    return rules.what_is_more(held, chosen)
