"""Letters to people whom the organizer asks to come: written a portion at a time, however many they are."""

from collections import defaultdict
from collections.abc import Mapping

from webapp.events.models import Event
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.going_on import Work, go_through, resting
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.foundation.jobs import job
from webapp.foundation.transaction import savepoint
from webapp.mail.letters import rendering
from webapp.mail.letters.enqueueing import Reader, put
from webapp.mail.letters.rendering import Letter, fill
from webapp.mail.mailings import portions
from webapp.mail.mailings.portions import at_once_or_each, write_portions
from webapp.mail.opt_outs.links import opt_out_address, refusing_among
from webapp.mail.types import MailKind
from webapp.registration.addresses import agreed_among
from webapp.registration.models import Invitation
from webapp.registration.queries.invitations import letters_due
from webapp.registration.types import CONSENT_LINK, INVITATION_LINK, InvitationId, InvitationStatus, LetterDue

_WRITING = "write an invitation"
_KINDS = {
    LetterDue.INVITATION.value: MailKind.INVITATION,
    LetterDue.REMINDER.value: MailKind.INVITATION_REMINDER,
}


@job(every_minutes=1)
def write_invitations() -> None:
    """Write the letters that are due, but no more than the post can take: a long list must not bury other mail."""
    write_portions(write_portion)


def write_portion() -> int:
    """Write the next letters that are due; returns how many were looked at, 0 when none is left."""
    due = letters_due(portions.PORTION, clock.now(), without=[int(each) for each in resting(_WRITING)])
    by_event: dict[int, list[Invitation]] = defaultdict(list)
    for invitation in due:
        by_event[invitation.event_id].append(invitation)
    for invitations in by_event.values():
        _write_to(invitations)
    session().flush()
    return len(due)


def _write_to(invitations: list[Invitation]) -> None:
    """Write to all of them; whoever it fails for is tried again later."""
    them = {each.id: each for each in invitations}

    def write_one(which: InvitationId) -> None:
        _write(them[which].event, [them[which]])

    one: Work[InvitationId] = Work(_WRITING, write_one, savepoint)
    at_once_or_each(lambda: _write(invitations[0].event, invitations), lambda: len(go_through(one, them)))


def _write(event: Event, invitations: list[Invitation]) -> int:
    """One wording for each kind and language is rendered once; each letter is filled in."""
    wordings = _Wordings(event, agreed_among(event.host_id, (each.email_normal for each in invitations)))
    refusing = refusing_among(each.email_normal for each in invitations)
    mails: dict[MailKind, list[tuple[Reader, Letter]]] = defaultdict(list)
    with speaking(event.language):
        for each in invitations:
            if each.letter_due is None or each.status != InvitationStatus.OPEN or each.email_normal in refusing:
                continue
            kind = _KINDS[each.letter_due]
            # The organizer vouches for the name.
            off = opt_out_address(each.public_id, each.email, each.language)
            reader = Reader(each.public_id, each.email, each.language, each.name, off)
            mails[kind].append((reader, wordings.letter(kind, each, off)))
    for kind, written in mails.items():
        put(kind, event, written, in_bulk=True)
    for each in invitations:
        each.letter_due = None
    return sum(map(len, mails.values()))


class _Wordings:
    """The letters of an event: whoever agreed to be invited again reads why, and how that is taken back."""

    def __init__(self, event: Event, agreed: Mapping[str, str]) -> None:
        self._event, self._agreed = event, agreed
        self._gaps = {name: tokens.new_id() for name in ("link", "name", "unsubscribe", "consent")}
        self._known: dict[tuple[MailKind, str, bool], Letter] = {}

    def letter(self, kind: MailKind, invitation: Invitation, off: str) -> Letter:
        """What stands in somebody's letter."""
        lang, contact_id = invitation.language, self._agreed.get(invitation.email_normal)
        which = kind, lang, contact_id is not None
        if which not in self._known:
            gaps = self._gaps if contact_id else {**self._gaps, "consent": ""}
            self._known[which] = rendering.write(kind, self._event, lang, own=None, **gaps)
        with speaking(lang):
            pages = {
                "link": _page("public.registrations.invitation", INVITATION_LINK, invitation.link_id),
                "consent": _page("public.consents.consent", CONSENT_LINK, contact_id) if contact_id else "",
            }
        values = {**pages, "name": invitation.name, "unsubscribe": off}
        return fill(self._known[which], {self._gaps[name]: said for name, said in values.items()})


def _page(endpoint: str, purpose: str, public_id: str) -> str:
    return links.absolute(endpoint, token=links.seal(purpose, public_id))
