"""What happened to a registration. `tickets`, `stations` and `mail` listen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp.events.types import EventId
from webapp.organisations.types import OrganisationId
from webapp.registration.types import AttendeeId, InvitationId, RegistrationId


@dataclass(frozen=True, slots=True)
class ConfirmationAsked:
    """Somebody registered and must confirm the address; the place (or rank on the waiting list) is kept until then."""

    registration_id: RegistrationId
    until: datetime


@dataclass(frozen=True, slots=True)
class SeatConfirmed:
    """A place is certain; `moved_up` when it came from the waiting list. Not `is_told` to those who want no mail."""

    registration_id: RegistrationId
    moved_up: bool = False
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class PutOnWaitingList:
    """The address is confirmed, but no place is free. Not `is_told` to those who want no mail."""

    registration_id: RegistrationId
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class OfferMade:
    """Somebody in line has a place until then, if they want it."""

    registration_id: RegistrationId
    until: datetime


@dataclass(frozen=True, slots=True)
class OfferExpired:
    """An offered place was not taken in time and went on."""

    registration_id: RegistrationId


@dataclass(frozen=True, slots=True)
class SeatTakenBack:
    """Somebody in line was given a certain place at the door by mistake, and stands as before."""

    registration_id: RegistrationId


@dataclass(frozen=True, slots=True)
class ApprovalAsked:
    """The address is confirmed; whether there is a place is the organizer's decision."""

    registration_id: RegistrationId


@dataclass(frozen=True, slots=True)
class RegistrationDeclined:
    """The organizer turned a request down."""

    registration_id: RegistrationId
    reason: str


@dataclass(frozen=True, slots=True)
class RegistrationCancelled:
    """The place is given up, by the attendee or by the desk."""

    registration_id: RegistrationId
    had_place: bool


@dataclass(frozen=True, slots=True)
class RegistrationRepeated:
    """Somebody registered again with an address that is registered already; the first one stands."""

    registration_id: RegistrationId


@dataclass(frozen=True, slots=True)
class AttendeeAdded:
    """One more comes along; with a certain place when the registration is confirmed."""

    registration_id: RegistrationId
    attendee_id: AttendeeId


@dataclass(frozen=True, slots=True)
class AttendeeLeft:
    """Somebody of a registration doesn't come after all."""

    registration_id: RegistrationId
    attendee_id: AttendeeId


@dataclass(frozen=True, slots=True)
class AttendeeReplaced:
    """Somebody else comes in the place of another one; `joins` for whoever wasn't part of the registration before."""

    registration_id: RegistrationId
    before: AttendeeId
    after: AttendeeId
    joins: bool = False


@dataclass(frozen=True, slots=True)
class AttendeeCameAllTheSame:
    """Somebody whose place was given up had been let in before that was known; they have a place again."""

    registration_id: RegistrationId
    attendee_id: AttendeeId


@dataclass(frozen=True, slots=True)
class AttendeeHadNotCome:
    """Somebody who had a place again for that reason hadn't come in after all; they have given it up as before."""

    registration_id: RegistrationId
    attendee_id: AttendeeId


@dataclass(frozen=True, slots=True)
class AttendeeRefused:
    """The organizer doesn't want somebody who should have come with a registration as well."""

    registration_id: RegistrationId
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class RegistrationCorrected:
    """Who registered, who comes, or what was answered is put right; `differences` as in the history."""

    registration_id: RegistrationId
    differences: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class AddressGivenUp:
    """Whoever registered, or somebody who comes along, has another address than this one; `is_told`: it hears so."""

    registration_id: RegistrationId
    email: str
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class RegistrationReaddressed:
    """A registration is that of another address than `before`, as it is compared.

    `by_holder`: whoever proved the one has proved the other as well; else the desk says whose it is.
    """

    registration_id: RegistrationId
    before: str
    by_holder: bool


@dataclass(frozen=True, slots=True)
class AttendeesReaddressed:
    """People who come along have an address of their own now, or another one than before."""

    registration_id: RegistrationId
    attendee_ids: tuple[AttendeeId, ...]


@dataclass(frozen=True, slots=True)
class AddressAsked:
    """Whoever registered would rather have this address; nothing changes until it is confirmed from there."""

    registration_id: RegistrationId
    email: str
    wish: str


@dataclass(frozen=True, slots=True)
class TicketsAskedFor:
    """Somebody wants the tickets of a registration once more."""

    registration_id: RegistrationId


@dataclass(frozen=True, slots=True)
class OwnTicketsAskedFor:
    """Somebody wants the tickets once more that an address has with the registrations of others."""

    event_id: EventId
    email_normal: str


@dataclass(frozen=True, slots=True)
class RegistrationErased:
    """What could tell who it was is deleted, also from invitations; whoever keeps copies deletes them too.

    `addresses` are those that went, as they are compared, that of the registration first.
    """

    registration_id: RegistrationId
    public_ids: tuple[str, ...]
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressErased:
    """Nothing at the events of an organisation tells of this address any more; whoever keeps copies deletes them too.

    `public_ids`: invitations to it, and registrations of others with which it had come along, or whose histories told
    of it, at `event_ids`.
    """

    organisation_id: OrganisationId
    email_normal: str
    public_ids: tuple[str, ...]
    event_ids: tuple[EventId, ...]


@dataclass(frozen=True, slots=True)
class FurtherInvitationsAgreed:
    """Whoever has the address has proved it, and agreed with the registration to be invited to further events."""

    registration_id: RegistrationId


@dataclass(frozen=True, slots=True)
class GuestListWaits:
    """A table of people to invite waits to be looked through or to be gone on with."""

    guest_list_id: int


@dataclass(frozen=True, slots=True)
class InvitationWithdrawn:
    """Somebody isn't asked to come any more."""

    invitation_id: InvitationId


@dataclass(frozen=True, slots=True)
class LettersDue:
    """People of an event are to be invited or reminded; what is due to whom stands at the invitations."""

    event_id: int
