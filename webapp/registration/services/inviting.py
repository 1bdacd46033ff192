"""People whom the organizer asks to come, by a personal link."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, not_, select, update

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.foundation import facts, tokens
from webapp.foundation.database import session
from webapp.foundation.email_addresses import checked_address, normal_form
from webapp.foundation.seen import mark_of, refuse_unseen
from webapp.registration import queries, rules
from webapp.registration.errors import PersonInvalidError, RegistrationClosedError, RegistrationStateError
from webapp.registration.facts import ConfirmationAsked, InvitationWithdrawn, LettersDue
from webapp.registration.models import Invitation, Registration
from webapp.registration.queries.invitations import invited_to, last_date_with_guests, mark_of_silent
from webapp.registration.services import event_places
from webapp.registration.services.answering_invitations import note_answer, registered_among
from webapp.registration.services.applications import address_problem, problems
from webapp.registration.services.confirming import confirm_address
from webapp.registration.services.registering import register, sign_up
from webapp.registration.services.taking_over import loses_places
from webapp.registration.types import (
    Accepted,
    Application,
    CategoryId,
    InvitationId,
    InvitationStatus,
    LetterDue,
    Problem,
    RegistrationAvailability,
)

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to invite."""

    name: str
    email: str
    organisation: str = ""
    language: str = "de"
    category_id: CategoryId | None = None


def guest_problems(guest: Guest) -> dict[str, Problem]:
    """What keeps somebody from being invited, by field."""
    return problems(name=guest.name, email=guest.email, organisation=guest.organisation)


@rights.needs(Role.ORGANIZER)
def invite(*, event: Event, guests: Iterable[Guest], now: datetime) -> Sequence[Invitation]:
    """Invite everybody who isn't invited yet, once per address; all are well-formed or nobody is invited.

    An invitation that was withdrawn is made anew, with another link: the one of the letter before opens nothing again.
    Whoever is registered already has said yes and gets no letter, nor does whoever comes along with somebody else, as
    long as they do.
    The letters are written soon after, a portion at a time, so that a long list needs no long transaction.
    """
    event_places.lock(event)  # whoever calls the event off, or takes it off the page, comes before or after all of them
    if rules.availability(event, now) is not RegistrationAvailability.OPEN:
        raise RegistrationClosedError
    checked: dict[str, Guest] = {}
    for row, guest in enumerate(guests, 1):
        found = guest_problems(guest)
        if found:
            raise PersonInvalidError(fields=found, row=row)
        checked.setdefault(normal_form(checked_address(guest.email)), guest)
    known, withdrawn = known_guests(event, checked), _withdrawn(event, checked)
    made = [
        _issued(withdrawn.get(normal) or _invitation(event, normal), guest, now)
        for normal, guest in checked.items()
        if normal not in known
    ]
    coming = registered_among(event, (each.email_normal for each in made))
    for each in made:
        if each.email_normal in coming:
            each.status, each.answered_at, each.letter_due = InvitationStatus.ACCEPTED.value, now, None
            each.registration_id = coming[each.email_normal]
    session().add_all(made)
    session().flush()
    if len(made) > len(coming):
        facts.publish(LettersDue(event.id))
    return made


@rights.needs(Role.ORGANIZER)
def invite_again(*, event: Event, now: datetime, seen: str | None = None) -> Sequence[Invitation]:
    """Invite those whom the host invited to the last date of the series, each into the category of the same name.

    Their addresses were entered by the host. Whoever wants no such mail gets none. MayNotError for whoever doesn't
    organize that date as well: its people would be theirs to read then. SeenOtherwiseError when others would be invited
    than those who were `seen` (by their addresses).
    """
    event_places.lock(event)
    before = last_date_with_guests(event)
    if before is not None:
        rights.require(Role.ORGANIZER, before.scope)
    refuse_unseen(seen, mark_of(sorted(each.email_normal for each in invited_last_time(event=event))))
    offered = {(each.kind, str(each.label)): each.id for each in queries.categories_of(event.id)}
    guests = [
        Guest(
            name=each.name,
            email=each.email,
            organisation=each.organisation,
            language=each.language,
            category_id=offered.get((each.category.kind, str(each.category.label))) if each.category else None,
        )
        for each in (invited_to(before, but_to=event) if before is not None else ())
    ]
    return invite(event=event, guests=guests, now=now)


@rights.needs(Role.ORGANIZER)
def invited_last_time(*, event: Event) -> Sequence[Invitation]:
    """Whom `invite_again` would invite; nobody where whoever acts doesn't organize that date. Two queries."""
    before = last_date_with_guests(event)
    if before is None or not rights.may(Role.ORGANIZER, before.scope):
        return ()
    return invited_to(before, but_to=event)


def known_guests(event: Event, addresses: Iterable[str]) -> set[str]:
    """Which of these addresses, in their normal form, are invited already. One query for each few hundred."""
    return {each.email_normal for each in _invited(event, addresses, Invitation.status != InvitationStatus.WITHDRAWN)}


def _withdrawn(event: Event, addresses: Iterable[str]) -> dict[str, Invitation]:
    """Those of these addresses whose invitations are made anew, each with another link by now."""
    withdrawn = Invitation.status == InvitationStatus.WITHDRAWN
    found = {each.email_normal: each for each in _invited(event, addresses, withdrawn)}
    for each in found.values():
        each.link_id = tokens.new_id()
    return found


def _invited(event: Event, addresses: Iterable[str], stands: ColumnElement[bool]) -> Iterator[Invitation]:
    wanted = list(addresses)
    for at in range(0, len(wanted), _AT_ONCE):
        some = Invitation.email_normal.in_(wanted[at : at + _AT_ONCE])
        yield from session().scalars(select(Invitation).where(Invitation.event_id == event.id, some, stands))


@rights.needs(Role.ORGANIZER)
def remind(*, event: Event, now: datetime, only: Iterable[InvitationId] | None = None, seen: str | None = None) -> int:
    """Write once more to those who haven't answered, don't come along and weren't reminded yet; returns how many.

    SeenOtherwiseError when more people were invited than were `seen` (`queries.invitations.mark_of_silent`).
    """
    event_places.lock(event)
    refuse_unseen(seen, mark_of_silent(event.id))
    if rules.availability(event, now) is not RegistrationAvailability.OPEN:
        raise RegistrationClosedError
    silent = (
        update(Invitation)
        .where(
            Invitation.event_id == event.id,
            Invitation.status == InvitationStatus.OPEN,
            Invitation.reminded_at.is_(None),
            Invitation.letter_due.is_(None),
            not_(Invitation.comes_along),
        )
        .values(reminded_at=now, letter_due=LetterDue.REMINDER.value)
    )
    if only is not None:
        silent = silent.where(Invitation.id.in_(list(only)))
    reminded = int(session().execute(silent).rowcount)  # type: ignore[attr-defined]
    if reminded:
        facts.publish(LettersDue(event.id))
    return reminded


def accept_invitation(*, invitation: Invitation, application: Application, now: datetime) -> Accepted:
    """Register whoever was invited. The link proves the address that it was sent to, and no other one.

    The category that they were invited into takes them whatever its code and times, and when it is offered no more.
    With another address that one is asked by its own mail first, and told no more than by the public form; the
    invitation is used up when it answers. Who is registered already keeps what stands, unless nobody has proved it;
    places that are reserved pass on, or stay reserved where they are too few: then what was entered waits beside them
    until the address is confirmed.
    """
    event = invitation.event
    event_places.lock(event)
    _lock(invitation)
    if not invitation.may_be_answered:
        raise RegistrationStateError
    if not _is_own_address(invitation, application.email):
        # Used up by another address, it is open to its own one alone; whoever else has it comes as by the public form.
        by = "" if _is_used_up(invitation) else invitation.link_id
        return Accepted(sign_up(event=event, application=replace(application, invited_by=by), now=now))
    application = replace(application, invited_by=invitation.link_id)
    setup = queries.setup_of(event.id).open_to(invitation.category)
    standing = queries.live_of(event.id, invitation.email_normal)
    known = next((each for each in standing if each.is_proved), None)
    registration = known or register(event=event, application=application, now=now, is_proved=True, setup=setup)
    if known is None and _loses_places(registration, now):
        receipt = queries.receipt_of(registration)
        if registration not in standing:
            facts.publish(ConfirmationAsked(registration.id, until=receipt.until))
        return Accepted(receipt, registration)
    registration = confirm_address(registration=registration, now=now)
    note_answer(registration, now)
    session().refresh(invitation)
    return Accepted(queries.receipt_of(registration), registration, was_known=known is not None)


def _loses_places(made: Registration, now: datetime) -> bool:
    """True when places that are reserved for the address aren't enough for what was entered by its invitation now."""
    others = [each for each in queries.live_of(made.event_id, made.email_normal) if each.id != made.id]
    return bool(others) and loses_places(made.event, made, others, now)


def decline_invitation(*, invitation: Invitation, now: datetime) -> None:
    """Say that one can't come, as long as there is something to come to; may be thought over until registration closes.

    Changes nothing for whoever is registered: they cancel their registration.
    """
    _lock(invitation)
    if not rules.may_leave(invitation.event, now):
        raise RegistrationClosedError
    if invitation.may_be_answered and not _is_used_up(invitation):
        invitation.status, invitation.answered_at = InvitationStatus.DECLINED.value, now
        invitation.letter_due = invitation.registration_id = None
        session().flush()


@rights.needs(Role.ORGANIZER, of="invitation")
def withdraw_invitation(*, invitation: Invitation, now: datetime) -> None:
    """Take an invitation back by which nobody comes; its link opens nothing any more, also when they are asked anew."""
    _lock(invitation)
    if not invitation.may_be_withdrawn:
        raise RegistrationStateError
    invitation.status, invitation.answered_at = InvitationStatus.WITHDRAWN.value, now
    invitation.letter_due = None
    session().flush()
    facts.publish(InvitationWithdrawn(invitation.id))


def _invitation(event: Event, normal: str) -> Invitation:
    return Invitation(public_id=tokens.new_id(), event_id=event.id, email_normal=normal)


def _issued(invitation: Invitation, guest: Guest, now: datetime) -> Invitation:
    invitation.category_id, invitation.registration_id = guest.category_id, None
    invitation.status, invitation.letter_due = InvitationStatus.OPEN.value, LetterDue.INVITATION.value
    invitation.name, invitation.organisation = rules.tidy(guest.name), rules.tidy(guest.organisation)
    invitation.email, invitation.language = checked_address(guest.email), guest.language
    invitation.invited_at, invitation.reminded_at, invitation.answered_at = now, None, None
    return invitation


def _is_own_address(invitation: Invitation, email: str) -> bool:
    return address_problem(email) is None and normal_form(checked_address(email)) == invitation.email_normal


def _is_used_up(invitation: Invitation) -> bool:
    registration = invitation.registration
    return invitation.is_answered_by_another and registration is not None and registration.is_live


def _lock(invitation: Invitation) -> None:
    # Only its own row: PostgreSQL locks nothing that an outer join may leave empty, such as the category.
    session().refresh(invitation, with_for_update={"of": Invitation})
    session().expire(invitation, ["registration"])
