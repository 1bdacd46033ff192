from collections.abc import Sequence

from flask import current_app

from webapp.accounts.facts import AccountClosed, AddressReplaced, ColleagueInvited, InvitationWithdrawn, LetterAsked
from webapp.accounts.models import AskedLetter, TeamInvitation
from webapp.accounts.queries import find_active_user, get_invitation_behind, get_letter
from webapp.accounts.types import ADDRESS_LINK, PASSWORD_LINK, TEAM_LINK, Asked
from webapp.events.queries import find_event_by_key
from webapp.foundation import clock, facts
from webapp.foundation.http import links, site
from webapp.foundation.http.language import speaking
from webapp.foundation.transaction import after_commit
from webapp.mail.errors import TooManyMailsError
from webapp.mail.letters.staff import To, may_write, write_to_staff
from webapp.mail.outbox.delivery import local_mailbox
from webapp.mail.outbox.services import forget_about, forget_staff
from webapp.mail.types import StaffMailKind


@facts.on(ColleagueInvited)
def ask_to_join(fact: ColleagueInvited) -> None:
    """The link belongs to the address that it goes to; whoever invited is whom a reply reaches."""
    invitation = get_invitation_behind(fact.invitation)
    _refuse_flood(StaffMailKind.TEAM_INVITATION, invitation.email)
    host = find_active_user(invitation.invited_by)
    write_to_staff(
        StaffMailKind.TEAM_INVITATION,
        To(invitation.public_id, invitation.email, invitation.language),
        what=_place(invitation),
        reply_to=host.email if host else "",
        host=host.name if host else "",
        is_event=invitation.event_key is not None,
        role=invitation.role,
        until=clock.local(invitation.expires_at, site.current().zone),
        link=_link("public.sign_in.join_team", TEAM_LINK, invitation.public_id, invitation.language),
    )


@facts.on(LetterAsked)
def send_what_proves_an_address(fact: LetterAsked) -> None:
    letter = get_letter(fact.letter)
    if letter.kind == Asked.PASSWORD:
        # Nobody hears whether it goes out: whoever asked may be a stranger.
        if may_write(StaffMailKind.NEW_PASSWORD, letter.email):
            _write(letter, StaffMailKind.NEW_PASSWORD, "public.sign_in.set_password", PASSWORD_LINK)
    else:
        _refuse_flood(StaffMailKind.NEW_ADDRESS, letter.email)
        _write(letter, StaffMailKind.NEW_ADDRESS, "public.sign_in.confirm_address", ADDRESS_LINK)


@facts.on(AddressReplaced)
def tell_the_one_before(fact: AddressReplaced) -> None:
    """Somebody who got at an account must not take it over unseen."""
    write_to_staff(StaffMailKind.ADDRESS_REPLACED, To(fact.user, fact.before, fact.language))


@facts.on(InvitationWithdrawn)
def write_no_more(fact: InvitationWithdrawn) -> None:
    """What hasn't gone out yet doesn't, and whoever was asked leaves nothing behind."""
    _forget(forget_about([fact.invitation]))


@facts.on(AccountClosed)
def forget_the_letters(fact: AccountClosed) -> None:
    _forget(forget_staff(about=fact.user, email_normal=fact.email_normal))


def _forget(names: Sequence[str]) -> None:
    mailbox = local_mailbox(current_app.config["SETTINGS"])
    after_commit(lambda: mailbox.forget(names))


def _write(letter: AskedLetter, kind: StaffMailKind, endpoint: str, purpose: str) -> None:
    link = _link(endpoint, purpose, letter.public_id, letter.language)
    until = clock.local(letter.expires_at, site.current().zone)
    write_to_staff(kind, To(letter.public_id, letter.email, letter.language), link=link, until=until)


def _link(endpoint: str, purpose: str, public_id: str, lang: str) -> str:
    with speaking(lang):
        return links.absolute(endpoint, token=links.seal(purpose, public_id))


def _place(invitation: TeamInvitation) -> str:
    """What somebody is to work for: an event, an organisation, or the whole installation."""
    if invitation.organisation is not None:
        return invitation.organisation.name
    event = find_event_by_key(invitation.event_key) if invitation.event_key else None
    return event.title if event else site.current().name


def _refuse_flood(kind: StaffMailKind, email: str) -> None:
    if not may_write(kind, email):
        raise TooManyMailsError
