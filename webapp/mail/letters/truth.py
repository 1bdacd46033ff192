"""Which of the mails that were written are true still, so that they may go out once more."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, not_, select

from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.types import EventStatus, Phase
from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form
from webapp.mail.letters.rendering import when_and_where
from webapp.mail.models import OutboxMail
from webapp.mail.types import MailKind
from webapp.registration.models import Attendee, Change, Invitation, Registration
from webapp.registration.queries import availability, ranks_of
from webapp.registration.types import (
    LIVE,
    ChangeKind,
    InvitationStatus,
    RegistrationAvailability,
    RegistrationId,
    RegistrationStatus,
)

# What may happen to a registration without making untrue what was written about it.
_BESIDE_THE_POINT = (
    ChangeKind.TAGGED,
    ChangeKind.ANSWERS,
    ChangeKind.CAME_IN,
    ChangeKind.PERSON_ASKED,
    ChangeKind.PERSON_REFUSED,
)
_AHEAD = frozenset({Phase.UPCOMING, Phase.RUNNING, Phase.POSTPONED})
_DATED = frozenset({Phase.UPCOMING, Phase.RUNNING})
_OPEN = frozenset({Phase.UPCOMING})
_ANY = frozenset(Phase)
# When a mail of a kind means something; the others do as long as the event lies ahead, with a date or without.
_PHASES = {
    MailKind.OFFER: _OPEN,
    MailKind.OFFER_EXPIRED: _DATED,
    MailKind.INVITATION: _OPEN,
    MailKind.INVITATION_REMINDER: _OPEN,
    MailKind.EVENT_CANCELLED: frozenset({Phase.CANCELLED}),
    MailKind.EVENT_POSTPONED: frozenset({Phase.POSTPONED}),
    MailKind.EVENT_MOVED: _DATED,
    MailKind.EVENT_CHANGED: _DATED,
    MailKind.EVENT_RESTORED: _AHEAD,
    MailKind.REMINDER: _OPEN,
    MailKind.THANKS: frozenset({Phase.PAST}),
    MailKind.MESSAGE: _DATED | {Phase.PAST, Phase.POSTPONED},
    MailKind.CALENDAR: _ANY,
    MailKind.CANCELLED: _ANY,
    MailKind.NO_LONGER: _ANY,
    MailKind.DECLINED: _ANY,
}
_SEATED = frozenset({RegistrationStatus.CONFIRMED})
_EVERYBODY = frozenset(RegistrationStatus)
# Of whom a mail of a kind may be true; the others are for everybody who is registered or waits.
_STATUSES = {
    MailKind.CONFIRMATION_ASKED: LIVE - {RegistrationStatus.CONFIRMED, RegistrationStatus.OFFERED},
    MailKind.SEAT_CONFIRMED: _SEATED,
    MailKind.MOVED_UP: _SEATED,
    MailKind.WAITING_LIST: frozenset({RegistrationStatus.WAITING}),
    MailKind.OFFER: frozenset({RegistrationStatus.OFFERED}),
    MailKind.OFFER_EXPIRED: frozenset({RegistrationStatus.EXPIRED}),
    MailKind.APPROVAL_ASKED: frozenset({RegistrationStatus.REQUESTED}),
    MailKind.DECLINED: frozenset({RegistrationStatus.DECLINED}),
    MailKind.CANCELLED: frozenset({RegistrationStatus.CANCELLED}),
    # A rank is another one tomorrow: whoever asks for it gets the one of today.
    MailKind.TICKETS_AGAIN: LIVE - {RegistrationStatus.WAITING},
    MailKind.EVENT_CANCELLED: _EVERYBODY,
    MailKind.MESSAGE: _EVERYBODY,
    MailKind.CALENDAR: _EVERYBODY,
    MailKind.REMINDER: _SEATED,
    MailKind.THANKS: _SEATED,
}
# True whatever was changed since.
_LASTING = frozenset({MailKind.EVENT_CANCELLED, MailKind.CALENDAR, MailKind.REMINDER, MailKind.THANKS})
_FATES = frozenset({MailKind.EVENT_CANCELLED, MailKind.EVENT_POSTPONED, MailKind.EVENT_MOVED, MailKind.EVENT_RESTORED})
_ASKING = frozenset({MailKind.INVITATION, MailKind.INVITATION_REMINDER})
_AT_ONCE = 500
_WITHOUT_A_DATE = frozenset({MailKind.CALENDAR, MailKind.CANCELLED, MailKind.NO_LONGER, MailKind.DECLINED})


@dataclass(frozen=True, slots=True)
class _Around:
    """What there is to know of those whom some mails are about, read at once."""

    registrations: Mapping[str, Registration]
    changed: Mapping[int, datetime]
    people: Mapping[int, Sequence[Attendee]] = field(default_factory=dict)
    invitations: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
    ranks: Mapping[RegistrationId, int] = field(default_factory=dict)


def still_true(mails: Sequence[OutboxMail], event: Event, now: datetime) -> set[str]:
    """The public ids of those mails that say of their reader and the event how both stand now.

    Five queries for each few hundred mails.
    """
    found = set[str]()
    for at in range(0, len(mails), _AT_ONCE):
        some = mails[at : at + _AT_ONCE]
        around = _around({mail.about for mail in some}, event)
        found |= {mail.public_id for mail in some if _fits(mail, event, now) and _holds(mail, around, now)}
    return found


def _around(abouts: Iterable[str], event: Event) -> _Around:
    wanted = list(abouts)
    found = {
        each.public_id: each
        for each in session().scalars(select(Registration).where(Registration.public_id.in_(wanted)))
    }
    ids = [each.id for each in found.values()]
    changes = (
        select(Change.registration_id, func.max(Change.made_at))
        .where(Change.registration_id.in_(ids), Change.kind.not_in([kind.value for kind in _BESIDE_THE_POINT]))
        .group_by(Change.registration_id)
    )
    people: dict[int, list[Attendee]] = defaultdict(list)
    for each in session().scalars(select(Attendee).where(Attendee.registration_id.in_(ids))):
        people[each.registration_id].append(each)
    asked = Invitation.public_id.in_(wanted), not_(Invitation.comes_along)
    invitations = select(Invitation.public_id, Invitation.status, Invitation.invited_at).where(*asked)
    return _Around(
        registrations=found,
        changed={row[0]: row[1] for row in session().execute(changes)},
        people=people,
        invitations={row[0]: (row[1], row[2]) for row in session().execute(invitations)},
        ranks=ranks_of(event.id, ids),
    )


def _fits(mail: OutboxMail, event: Event, now: datetime) -> bool:
    """True when the mail names the event as it is planned now, at a time when such a mail means something."""
    kind = MailKind(mail.kind)
    if phase(event, now) not in _PHASES.get(kind, _AHEAD) or not _leads_on(mail, kind, event, now):
        return False
    if kind in _FATES and not _gives_reason(mail, kind, event):
        return False
    return kind in _WITHOUT_A_DATE or all(said in mail.text for said in when_and_where(kind, event, mail.language))


def _gives_reason(mail: OutboxMail, kind: MailKind, event: Event) -> bool:
    """True when the mail says why; of what is restored to no date only that is kept for which it lost that."""
    is_undated = kind is MailKind.EVENT_RESTORED and event.status == EventStatus.POSTPONED
    return is_undated or event.status_reason in mail.text


def _leads_on(mail: OutboxMail, kind: MailKind, event: Event, now: datetime) -> bool:
    """True when nobody is led to a form that is closed, or told that it is while it isn't; nor promised an offer."""
    is_open = availability(event, now) is RegistrationAvailability.OPEN
    if kind is MailKind.OFFER_EXPIRED:
        return ("/registrations/" in mail.text) == is_open
    if kind is MailKind.WAITING_LIST and (mail.created_at < event.starts_at) != (now < event.starts_at):
        return False  # whoever waits is offered places until it begins, and none after that
    return is_open or (kind not in _ASKING and f"/events/{event.slug}/register" not in mail.text)


def _holds(mail: OutboxMail, around: _Around, now: datetime) -> bool:
    """True when whoever the mail is about stands as it says."""
    kind = MailKind(mail.kind)
    if mail.about in around.invitations:
        status, invited_at = around.invitations[mail.about]  # with another link since, if they were asked anew
        return status == InvitationStatus.OPEN and invited_at <= mail.created_at
    registration = around.registrations.get(mail.about)
    if registration is None or registration.erased_at is not None:
        return False
    if mail.recipient_normal != registration.email_normal:
        return _holds_along(mail, kind, registration, around.people[registration.id])
    if registration.status not in _STATUSES.get(kind, LIVE):
        return False
    if kind is MailKind.WAITING_LIST and not _names_rank(mail, around.ranks[registration.id]):
        return False
    is_unchanged = around.changed.get(registration.id, mail.created_at) <= mail.created_at
    is_live = registration.status in LIVE
    return (kind in _LASTING or is_unchanged or (kind is MailKind.MESSAGE and is_live)) and not _is_late(
        registration, kind, now
    )


def _is_late(registration: Registration, kind: MailKind, now: datetime) -> bool:
    """True for what asks for an answer that can't be given any more, or was given."""
    if kind is MailKind.CONFIRMATION_ASKED and registration.is_proved:
        return True
    return registration.held_until is not None and registration.held_until <= now


def _holds_along(mail: OutboxMail, kind: MailKind, registration: Registration, people: Sequence[Attendee]) -> bool:
    """The same of somebody who comes along, and has or had a ticket of their own."""
    same = [each for each in people if normal_form(each.email) == mail.recipient_normal]
    has_place = registration.status == RegistrationStatus.CONFIRMED and not all(each.left_at for each in same)
    if kind is MailKind.EVENT_CANCELLED or not (has_place or kind is MailKind.NO_LONGER):
        return kind is MailKind.EVENT_CANCELLED
    moments = [moment for each in same for moment in (each.joined_at, each.left_at, each.regained_at) if moment]
    return kind in _LASTING or all(moment <= mail.created_at for moment in moments)


def _names_rank(mail: OutboxMail, rank: int) -> bool:
    said = re.findall(r"\d+", mail.text.partition("\n\n")[0])
    return not said or str(rank) in said
