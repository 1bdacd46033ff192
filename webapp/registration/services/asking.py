"""Who joins a registration that was approved without them: the organizer has the word, as about the first ones."""

from datetime import datetime

from sqlalchemy import select

from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form
from webapp.registration import queries
from webapp.registration.models import Attendee, AttendeeRequest, Registration
from webapp.registration.services import history
from webapp.registration.services.answered_files import files_in, let_go
from webapp.registration.services.applications import tidied_head
from webapp.registration.types import WHOSE, ChangeKind, Head, RegistrationStatus

_APPROVED = {RegistrationStatus.CONFIRMED, RegistrationStatus.WAITING, RegistrationStatus.OFFERED}


def is_needed(registration: Registration) -> bool:
    """True when whoever holds the link wants more, or others, than the organizer has said yes to."""
    approved = registration.status in _APPROVED and queries.terms_behind(registration).needs_approval
    return approved and history.is_own(registration)


def ask(registration: Registration, head: Head, instead_of: Attendee | None, now: datetime) -> None:
    """Put the wish before the organizer, in place of an earlier one for the same place; it takes no place yet."""
    tidied = tidied_head(head)
    earlier = _for_the_place_of(instead_of) if instead_of else []
    for each in earlier:
        session().delete(each)
    session().add(
        AttendeeRequest(
            public_id=tokens.new_id(),
            registration_id=registration.id,
            instead_of_id=instead_of.id if instead_of else None,
            name=tidied.name,
            email=tidied.email,
            answers=dict(head.answers),
            field_set_id=head.field_set_id or queries.setup_of(registration.event_id).field_set_id,
            consents=dict(head.consents),
            asked_at=now,
        )
    )
    difference = [
        {
            "field": "person",
            "before": instead_of.name if instead_of else None,
            "after": tidied.name,
            WHOSE: normal_form(tidied.email),
        }
    ]
    history.record(registration, ChangeKind.PERSON_ASKED, now=now, differences=difference)
    session().flush()
    for each in earlier:
        let_go(registration.event_id, files_in(each.answers))


def hand_on(leaving: Attendee, coming: Attendee | None) -> None:
    """What was asked for the place of somebody who leaves is asked for whoever has it then, or as one more."""
    for each in _for_the_place_of(leaving):
        each.instead_of_id = coming.id if coming else None
    session().flush()


def end_all(registration: Registration, now: datetime) -> None:
    """Whoever asked for them holds the registration no longer: nobody is left to say yes to."""
    asked = select(AttendeeRequest).where(AttendeeRequest.registration_id == registration.id)
    for each in session().scalars(asked.order_by(AttendeeRequest.id)).all():
        history.record(registration, ChangeKind.PERSON_REFUSED, now=now, differences=refused(each))
        theirs = files_in(each.answers)
        session().delete(each)
        let_go(registration.event_id, theirs)


def refused(wish: AttendeeRequest) -> list[dict[str, object]]:
    """What a history says of somebody who may not come; by the address they can be forgotten there as well."""
    return [{"field": "person", "before": wish.name, "after": None, WHOSE: normal_form(wish.email)}]


def _for_the_place_of(attendee: Attendee) -> list[AttendeeRequest]:
    return list(session().scalars(select(AttendeeRequest).where(AttendeeRequest.instead_of_id == attendee.id)))
