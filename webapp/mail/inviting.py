"""Letters to people whom the organizer asks to come: written a portion at a time, however many they are."""

from collections import defaultdict

from webapp.events.models import Event
from webapp.foundation import clock, tokens, transaction
from webapp.foundation.database import session
from webapp.foundation.going_on import Work, go_through, resting
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.foundation.jobs import job
from webapp.foundation.stopping import StoppedError, go_on
from webapp.foundation.transaction import savepoint, unit_of_work
from webapp.mail import letters, queries
from webapp.mail.enqueueing import Reader, put
from webapp.mail.letters import Letter, fill
from webapp.mail.opt_outs import opt_out_address, refusing_among
from webapp.mail.types import MailKind
from webapp.registration.models import Invitation
from webapp.registration.queries.invitations import letters_due
from webapp.registration.types import INVITATION_LINK, InvitationId, InvitationStatus, LetterDue

PORTION = 200
MOST_WAITING = 1_000
_WRITING = "write an invitation"
_KINDS = {
    LetterDue.INVITATION.value: MailKind.INVITATION,
    LetterDue.REMINDER.value: MailKind.INVITATION_REMINDER,
}


@job(every_minutes=1)
def write_invitations() -> None:
    """Write the letters that are due, but no more than the post can take: a long list must not bury other mail."""
    while True:
        go_on()
        with transaction.looking():
            if queries.waiting_mails() > MOST_WAITING:
                return
        with unit_of_work():
            if not write_portion():
                return


def write_portion() -> int:
    """Write the next letters that are due; returns how many were looked at, 0 when none is left."""
    due = letters_due(PORTION, clock.now(), without=[int(each) for each in resting(_WRITING)])
    by_event: dict[int, list[Invitation]] = defaultdict(list)
    for invitation in due:
        by_event[invitation.event_id].append(invitation)
    for invitations in by_event.values():
        _write_to(invitations)
    session().flush()
    return len(due)


def _write_to(invitations: list[Invitation]) -> None:
    """Write to all of them at once; where that fails, to one after the other."""
    try:
        with savepoint():
            _write(invitations[0].event, invitations)
    except StoppedError:
        raise
    except Exception:  # noqa: BLE001 - whichever of them it was is found out now
        them = {each.id: each for each in invitations}
        one: Work[InvitationId] = Work(_WRITING, lambda each: _write(them[each].event, [them[each]]), savepoint)
        go_through(one, them)


def _write(event: Event, invitations: list[Invitation]) -> None:
    """One wording for each kind and language is rendered once; each letter is filled in."""
    gaps = {name: tokens.new_id() for name in ("link", "name", "unsubscribe")}
    refusing = refusing_among(each.email_normal for each in invitations)
    wordings: dict[tuple[MailKind, str], Letter] = {}
    mails: dict[MailKind, list[tuple[Reader, Letter]]] = defaultdict(list)
    with speaking(event.language):
        for each in invitations:
            if each.letter_due is None or each.status != InvitationStatus.OPEN:
                continue
            if each.email_normal in refusing:
                continue
            kind = _KINDS[each.letter_due]
            wording = wordings.get((kind, each.language))
            if wording is None:
                wording = wordings[kind, each.language] = letters.write(kind, event, each.language, own=None, **gaps)
            with speaking(each.language):
                link = links.absolute(
                    "public.registrations.invitation", token=links.seal(INVITATION_LINK, each.public_id)
                )
            # The organizer vouches for the name.
            off = opt_out_address(each.public_id, each.language)
            reader = Reader(each.public_id, each.email, each.language, each.name, off)
            values = {gaps["link"]: link, gaps["name"]: each.name, gaps["unsubscribe"]: off}
            mails[kind].append((reader, fill(wording, values)))
    for kind, written in mails.items():
        put(kind, event, written, in_bulk=True)
    for each in invitations:
        each.letter_due = None
