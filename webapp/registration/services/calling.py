"""Whoever calls the office: put down at the desk, with a place, in line, or beyond all places if the host says so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.events.types import EventStatus
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.registration import queries, rules
from webapp.registration.errors import RegistrationClosedError
from webapp.registration.facts import PutOnWaitingList, SeatConfirmed
from webapp.registration.models import Registration
from webapp.registration.queries import Setup
from webapp.registration.rules import Claim
from webapp.registration.services import (
    allotting,
    consenting,
    event_places,
    history,
    putting_down,
    waiting_list,
)
from webapp.registration.services.answering_invitations import note_answer
from webapp.registration.services.event_places import Places
from webapp.registration.services.expiring import HOLDING, clear
from webapp.registration.services.refusing import raise_if_refused, refuse_what_never_fits
from webapp.registration.services.registering import add_attendees
from webapp.registration.types import (
    CONSENTS,
    MOST_HEADS,
    PRIVACY,
    Application,
    ChangeKind,
    Head,
    Needs,
    RegistrationStatus,
    WhenFull,
)


@rights.needs(Role.ORGANIZER)
def take_call(
    *,
    event: Event,
    application: Application,
    now: datetime,
    when_full: WhenFull | None = None,
    is_told: bool = True,
    note: str = "",
) -> Registration:
    """Put down who called, whether the public may register or not; the address may be left out.

    NoPlaceError when nothing is left and nobody said what then; ChoiceFullError for answers that are full, unless the
    host goes beyond all places. AlreadyRegisteredError points to the registration of the address. The host's word
    stands for the answer to a mail; without `is_told` none goes out. `note` stays in the history.
    """
    places = event_places.lock(event)
    if event.status == EventStatus.DRAFT or not rules.may_change(event, now):
        raise RegistrationClosedError
    setup, heads = queries.setup_of(event.id), putting_down.heads_of(application)
    terms = setup.terms_of(application.category_id) if application.category_id else setup.plain
    # A larger group than the form takes, and beyond all places, is the host's own business.
    putting_down.check(application, heads, replace(terms, places=None, most_heads=MOST_HEADS))
    needs = {event.pool_id: len(heads), **rules.needs(heads, application.answers, terms, setup.choices)}
    clear(places, now, HOLDING)
    address = putting_down.unknown_address(event, application.email)
    is_seated = _has_places(places, setup, needs, when_full, now)
    registration = putting_down.store(event, application, heads, terms, address, needs, now)
    if not is_seated:
        registration.status, registration.confirmed_at = RegistrationStatus.WAITING.value, None
        registration.address_confirmed_at, registration.queued_at = now, waiting_list.queue_time(places, now)
    session().flush()
    add_attendees(registration, heads)
    agreed = _agreed(application, heads)
    consenting.note(registration.id, agreed, now)
    history.record(registration, ChangeKind.CALLED, now=now, reason=note.strip(), differences=_noted(agreed))
    note_answer(registration, now)
    session().flush()
    facts.publish((SeatConfirmed if is_seated else PutOnWaitingList)(registration.id, is_told=is_told))
    places.renew()
    return registration


def _has_places(places: Places, setup: Setup, needs: Needs, when_full: WhenFull | None, now: datetime) -> bool:
    """Decided like everybody's; who calls stands behind all who wait, unless the host goes beyond all places."""
    choices = {each.pool_id: (each.field_key, each.choice_key) for each in setup.choices}
    claim = Claim(
        needs,
        chosen={pool_id: heads for pool_id, heads in needs.items() if pool_id in choices},
        may_wait=when_full is WhenFull.WAIT,
        beyond=when_full is WhenFull.BEYOND,
    )
    if not claim.beyond:
        refuse_what_never_fits(places, claim, choices)
    decision = allotting.allot(places, claim, now)
    raise_if_refused(decision, choices)
    return decision.is_seated


def _agreed(application: Application, heads: tuple[Head, ...]) -> Mapping[str, str]:
    """What was said on the telephone, also that the privacy notice was pointed out: version by text."""
    shown = {PRIVACY: application.privacy_version} if application.privacy_version else {}
    return shown | putting_down.consents_of(application, heads)


def _noted(agreed: Mapping[str, str]) -> list[dict[str, object]]:
    return [{"field": CONSENTS, "before": None, "after": sorted(agreed)}] if agreed else []
