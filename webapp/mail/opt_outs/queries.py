from collections.abc import Collection

from sqlalchemy import select

from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form
from webapp.mail.models import OptOut
from webapp.registration.models import Attendee, Invitation, Registration

_AT_ONCE = 500


def refusing(digests: Collection[str]) -> set[str]:
    """Those among these addresses that want no mail beyond their own registrations. One query for each few hundred."""
    wanted, found = list(digests), set[str]()
    for at in range(0, len(wanted), _AT_ONCE):
        found |= set(session().scalars(select(OptOut.digest).where(OptOut.digest.in_(wanted[at : at + _AT_ONCE]))))
    return found


def address_behind(about: str, *, is_first: bool = False) -> str:
    """The address of a registration, an invitation or a companion as it is compared; empty when it is gone.

    `is_first`: of a registration only the one that it had from the beginning. Three queries at most.
    """
    for model in (Registration, Invitation):
        statement = select(model.email_normal).where(model.public_id == about)
        if is_first and model is Registration:
            statement = statement.where(Registration.link_id == Registration.public_id)
        found: str | None = session().scalar(statement)
        if found:
            return found
    return normal_form(session().scalar(select(Attendee.email).where(Attendee.public_id == about)) or "")
