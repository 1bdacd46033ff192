"""Whether the host may invite somebody to further events, as their own page shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from webapp.contacts.queries.agreeing import consent_of

if TYPE_CHECKING:
    from webapp.registration.models import Registration
    from webapp.registration.queries import Setup


@dataclass(frozen=True, slots=True)
class Further:
    """Since when somebody agrees, or doesn't any more; neither for whoever was never asked or left the box empty."""

    agreed_at: datetime | None = None
    withdrew_at: datetime | None = None


def further_of(registration: "Registration", setup: "Setup") -> Further | None:
    """How it stands; None where the event doesn't ask and nothing was agreed, and before the address is proved."""
    if registration.erased_at is not None or not registration.is_proved or not registration.email:
        return None
    contact = consent_of(registration)
    if contact is not None and (contact.agreed_at or contact.withdrew_at):
        return Further(contact.agreed_at, contact.withdrew_at)
    return Further() if setup.asks_to_invite else None
