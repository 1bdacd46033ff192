"""What happened to a registration. `tickets` and `mail` listen."""

from dataclasses import dataclass
from datetime import datetime

from webapp.registration.types import RegistrationId


@dataclass(frozen=True, slots=True)
class ConfirmationAsked:
    """Somebody registered and must confirm the address; the place (or rank on the waiting list) is kept until then."""

    registration_id: RegistrationId
    until: datetime


@dataclass(frozen=True, slots=True)
class SeatConfirmed:
    """A place is certain; `moved_up` when it came from the waiting list."""

    registration_id: RegistrationId
    moved_up: bool = False


@dataclass(frozen=True, slots=True)
class PutOnWaitingList:
    """The address is confirmed, but no place is free."""

    registration_id: RegistrationId


@dataclass(frozen=True, slots=True)
class RegistrationCancelled:
    """The place is given up, by the attendee or by the desk."""

    registration_id: RegistrationId
    had_place: bool


@dataclass(frozen=True, slots=True)
class RegistrationRepeated:
    """Somebody registered again with an address that is registered already; the first one stands."""

    registration_id: RegistrationId
