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
# What counts more than a ticket along with somebody else.
_STANDS = frozenset({Reply.COMES, Reply.OFFERED, Reply.WAITS, Reply.ASKS, Reply.WITHDRAWN})


def reply(invited: str, registered: str | None, *, along: bool = False) -> Reply:
    """How an invitation stands whose registration, if one answered it, stands so. The registration has the word.

    Whoever has a ticket `along` with somebody else and nothing of their own that stands comes as well.
    """
    return Reply.COMES if is_brought_along(invited, registered, along=along) else _said(invited, registered)


def is_brought_along(invited: str, registered: str | None, *, along: bool) -> bool:
    """True for whoever comes only because somebody else brings them along."""
    return along and _said(invited, registered) not in _STANDS


def _said(invited: str, registered: str | None) -> Reply:
    if invited in {InvitationStatus.OPEN, InvitationStatus.WITHDRAWN}:
        return Reply(invited)
    if registered is not None:
        return _BY_REGISTRATION[RegistrationStatus(registered)]
    return Reply.DECLINED if invited == InvitationStatus.DECLINED else Reply.LAPSED


def ways_to(wanted: Reply, *, along: bool = False) -> list[tuple[InvitationStatus, RegistrationStatus | None]]:
    """How an invitation and the registration behind it may stand for this to have become of it."""
    registered = (None, *RegistrationStatus)
    pairs = [(one, other) for one in InvitationStatus for other in registered]
    return [pair for pair in pairs if reply(*pair, along=along) is wanted]


def may_be_answered(found: Reply, *, by_another: bool) -> bool:
    """True while whoever was invited can say yes by the link; what another address said doesn't keep them out."""
    return found is not Reply.WITHDRAWN if by_another else found not in _SETTLED


def may_be_withdrawn(found: Reply) -> bool:
    """True while nobody comes, waits or asks to come by it."""
    return found in {Reply.OPEN, Reply.DECLINED, Reply.CANCELLED, Reply.LAPSED, Reply.REFUSED}
