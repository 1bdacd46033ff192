from webapp.foundation import facts
from webapp.foundation.http import links
from webapp.mail.letters import speaking
from webapp.mail.posting import Reader, write_to
from webapp.mail.types import MailKind
from webapp.registration.facts import Invited
from webapp.registration.queries import get_invitation
from webapp.registration.types import INVITATION_LINK


@facts.on(Invited)
def invite(fact: Invited) -> None:
    invitation = get_invitation(fact.invitation_id)
    kind = MailKind.INVITATION_REMINDER if fact.again else MailKind.INVITATION
    # The organizer vouches for the name.
    reader = Reader(invitation.public_id, invitation.email, invitation.language, invitation.name)
    with speaking(invitation.language):
        link = links.absolute("public.invitation", token=links.seal(INVITATION_LINK, invitation.public_id))
    write_to(kind, invitation.event, reader, link, name=invitation.name)
