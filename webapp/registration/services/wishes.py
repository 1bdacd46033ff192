"""The organizer's word on people who shall join a registration that was approved without them."""

from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.foundation.transaction import all_or_nothing
from webapp.registration.errors import AttendeeRequestNotFoundError, PersonInvalidError
from webapp.registration.facts import AttendeeRefused
from webapp.registration.models import AttendeeRequest, Registration
from webapp.registration.services import event_places, history
from webapp.registration.services.answered_files import files_in, let_go
from webapp.registration.services.asking import refused
from webapp.registration.services.people import add_attendee, replace_attendee
from webapp.registration.types import ChangeKind, Head, Problem


@all_or_nothing
def approve_attendee(*, request: AttendeeRequest, now: datetime, despite_entry: bool = False) -> None:
    """Let somebody join, as `add_attendee` and `replace_attendee` do for the desk, with the same refusals."""
    request, registration = _behind_the_lock(request)
    rights.require(Role.ORGANIZER, registration.event.scope)
    head = Head(request.name, request.email, request.answers, request.consents, request.field_set_id)
    instead_of_id = request.instead_of_id
    session().delete(request)
    session().flush()
    if instead_of_id not in {each.id for each in registration.attendees}:
        add_attendee(registration=registration, head=head, now=now)
        return
    replace_attendee(
        registration=registration,
        attendee_id=instead_of_id,
        head=head,
        now=now,
        despite_entry=despite_entry,
    )


@all_or_nothing
def decline_attendee(*, request: AttendeeRequest, reason: str, now: datetime) -> None:
    """Turn somebody down, with a reason that whoever asked will read."""
    if not reason.strip():
        raise PersonInvalidError(fields={"reason": Problem.MISSING})
    request, registration = _behind_the_lock(request)
    rights.require(Role.ORGANIZER, registration.event.scope)
    history.record(
        registration,
        ChangeKind.PERSON_REFUSED,
        now=now,
        reason=reason.strip(),
        differences=refused(request),
    )
    name = request.name
    _forget(request)
    facts.publish(AttendeeRefused(registration.id, name, reason.strip()))


def take_wish_back(*, request: AttendeeRequest) -> None:
    """Whoever asked doesn't want it any more."""
    request, _registration = _behind_the_lock(request)
    _forget(request)


def _forget(request: AttendeeRequest) -> None:
    session().delete(request)
    let_go(request.registration.event_id, files_in(request.answers))


def _behind_the_lock(request: AttendeeRequest) -> tuple[AttendeeRequest, Registration]:
    """AttendeeRequestNotFoundError when it was decided meanwhile."""
    event_places.lock(request.registration.event)
    found = session().get(AttendeeRequest, request.id, populate_existing=True)
    if found is None:
        raise AttendeeRequestNotFoundError
    return found, event_places.current(found.registration_id)
