"""What became of an invitation, by the registration that answered it."""

from webapp.registration.types import InvitationStatus, RegistrationStatus, Reply

_BY_REGISTRATION = {
    RegistrationStatus.PENDING: Reply.OPEN,
    RegistrationStatus.REQUESTED: Reply.ASKS,
    RegistrationStatus.WAITING: Reply.WAITS,
    RegistrationStatus.OFFERED: Reply.OFFERED,
    RegistrationStatus.CONFIRMED: Reply.COMES,
    RegistrationStatus.CANCELLED: Reply.CANCELLED,
    RegistrationStatus.DECLINED: Reply.REFUSED,
    RegistrationStatus.EXPIRED: Reply.LAPSED,
}
# To these nobody has to say anything more by the invitation.
_SETTLED = frozenset({Reply.COMES, Reply.OFFERED, Reply.WAITS, Reply.ASKS, Reply.REFUSED, Reply.WITHDRAWN})


def reply(invited: str, registered: str | None) -> Reply:
    """How an invitation stands whose registration, if one answered it, stands so. The registration has the word."""
    if invited in {InvitationStatus.OPEN, InvitationStatus.WITHDRAWN}:
        return Reply(invited)
    if registered is not None:
        return _BY_REGISTRATION[RegistrationStatus(registered)]
    return Reply.DECLINED if invited == InvitationStatus.DECLINED else Reply.LAPSED


def ways_to(wanted: Reply) -> list[tuple[InvitationStatus, RegistrationStatus | None]]:
    """How an invitation and the registration behind it may stand for this to have become of it."""
    registered = (None, *RegistrationStatus)
    return [(one, other) for one in InvitationStatus for other in registered if reply(one, other) is wanted]


def may_be_answered(found: Reply, *, by_another: bool) -> bool:
    """True while whoever was invited can say yes by the link; what another address said doesn't keep them out."""
    return found is not Reply.WITHDRAWN if by_another else found not in _SETTLED


def may_be_withdrawn(found: Reply) -> bool:
    """True while nobody comes, waits or asks to come by it."""
    return found in {Reply.OPEN, Reply.DECLINED, Reply.CANCELLED, Reply.LAPSED, Reply.REFUSED}
