"""People who come without a registration, at the door."""

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
from webapp.registration.facts import SeatConfirmed
from webapp.registration.models import Category, Registration
from webapp.registration.queries import Setup
from webapp.registration.queries.setup import terms_from
from webapp.registration.rules import Claim
from webapp.registration.services import allotting, consenting, event_places, history, putting_down
from webapp.registration.services.answering_invitations import note_answer
from webapp.registration.services.refusing import raise_if_refused
from webapp.registration.services.registering import add_attendees
from webapp.registration.types import (
    MOST_HEADS,
    Application,
    CategoryId,
    CategoryTerms,
    ChangeKind,
)


@rights.needs(Role.DOOR)
def walk_in(
    *,
    event: Event,
    application: Application,
    now: datetime,
    beyond: bool = False,
    is_inside: bool = False,
) -> Registration:
    """A certain place at once, the address may be left out; NoPlaceError when none is left and `beyond` isn't said.

    AlreadyRegisteredError points to the registration of a known address, so that it is looked at first. Of somebody who
    `is_inside` a device without a network tells later: that holds whatever became of the event and its categories
    meanwhile.
    """
    places = event_places.lock(event)
    if event.status == EventStatus.DRAFT or not (is_inside or rules.may_change(event, now)):
        raise RegistrationClosedError
    setup = queries.setup_of(event.id)
    terms = _terms(event, setup, application.category_id, is_inside=is_inside)
    heads = putting_down.heads_of(application)
    # How many places there are in all is the desk's own business: it may go beyond.
    putting_down.check(application, heads, replace(terms, places=None))
    needs = {event.pool_id: len(heads), **rules.needs(heads, application.answers, terms, setup.choices)}
    address = putting_down.unknown_address(event, application.email)
    # At the door nobody waits for offers any more: a free place is a free place.
    claim = Claim(needs, out_of_turn=True, may_wait=False, beyond=beyond)
    raise_if_refused(allotting.allot(places, claim, now))
    registration = putting_down.store(event, application, heads, terms, address, needs, now)
    session().flush()
    add_attendees(registration, heads)
    consenting.note(registration.id, putting_down.consents_of(application, heads), now)
    history.record(registration, ChangeKind.CAME_IN, now=now)
    note_answer(registration, now)
    session().flush()
    facts.publish(SeatConfirmed(registration.id))
    places.renew()
    return registration


def _terms(event: Event, setup: Setup, category_id: CategoryId | None, *, is_inside: bool) -> CategoryTerms:
    if not is_inside:
        return setup.terms_of(category_id) if category_id else setup.plain
    category = session().get(Category, category_id) if category_id else None
    terms = terms_from(category, setup.plain.places) if category and category.event_id == event.id else setup.plain
    return replace(terms, most_heads=MOST_HEADS, named=False)
