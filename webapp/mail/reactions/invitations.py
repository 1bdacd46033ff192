from webapp.foundation import facts
from webapp.foundation.jobs import wake
from webapp.mail.mailings.inviting import write_invitations
from webapp.registration.facts import LettersDue


@facts.on(LettersDue)
def write_soon(_fact: LettersDue) -> None:
    wake(write_invitations)
