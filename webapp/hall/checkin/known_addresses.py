"""What staff at the door hear of an address that is registered already."""

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.registration.types import RegistrationStatus

if TYPE_CHECKING:
    from webapp.registration.models import Registration

_UNCONFIRMED = _l(
    "This address hasn’t been confirmed yet. Please have them confirm it by our email, or leave it out here."
)
_SAID = {
    RegistrationStatus.PENDING: _UNCONFIRMED,
    RegistrationStatus.REQUESTED: _l(
        "This address has asked for a place, and the host hasn’t decided yet. Please ask the host."
    ),
    RegistrationStatus.WAITING: _l("This address is on the waiting list. Tick the box to let them in."),
    RegistrationStatus.OFFERED: _l("This address has been offered a place. Tick the box to let them in."),
}


def waits(found: "Registration") -> bool:
    """True for who may be let in with the registration they have, if a place is theirs."""
    return found.status == RegistrationStatus.OFFERED or (
        found.status == RegistrationStatus.WAITING and found.held_until is None
    )


def said_of(found: "Registration") -> str:
    """How it stands with them, and what to do."""
    if found.status == RegistrationStatus.CONFIRMED:
        return str(_("This address is registered. Please ask for the ticket, or enter its code."))
    if found.held_until is not None and not waits(found):
        return str(_UNCONFIRMED)
    return str(_SAID[RegistrationStatus(found.status)])
