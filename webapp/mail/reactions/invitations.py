from webapp.foundation import facts
from webapp.foundation.jobs import wake
from webapp.mail.mailings.inviting import write_invitations
from webapp.mail.outbox.services import withdraw
from webapp.registration.facts import InvitationWithdrawn, LettersDue
from webapp.registration.queries import get_invitation


@facts.on(LettersDue)
def write_soon(_fact: LettersDue) -> None:
    wake(write_invitations)


@facts.on(InvitationWithdrawn)
def leave_letters_unsent(fact: InvitationWithdrawn) -> None:
    """What still waits to go to them doesn't go out any more: its link opens nothing."""
    invitation = get_invitation(fact.invitation_id)
    withdraw(about=invitation.public_id, email=invitation.email)
