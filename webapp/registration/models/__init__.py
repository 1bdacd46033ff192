"""What the room keeps: how people register, who did, and who is asked to."""

from webapp.registration.models.invitations import GuestList, Invitation
from webapp.registration.models.registrations import (
    AddressWish,
    Attendee,
    AttendeeRequest,
    Category,
    Change,
    ChoicePool,
    Consent,
    Registration,
    SignUp,
    comes_along,
)

__all__ = [
    "AddressWish",
    "Attendee",
    "AttendeeRequest",
    "Category",
    "Change",
    "ChoicePool",
    "Consent",
    "GuestList",
    "Invitation",
    "Registration",
    "SignUp",
    "comes_along",
]
