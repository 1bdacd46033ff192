"""What was written to whom, as the outbox has it."""

from sqlalchemy import select

from webapp.foundation.database import session
from webapp.mail.models import OutboxMail


def mails_to(work, address=None):
    """Kind and recipient of every mail, the first first; those to one address alone if it is named."""
    with work():
        rows = session().execute(select(OutboxMail.kind, OutboxMail.recipient).order_by(OutboxMail.id)).all()
    return [(kind, to) for kind, to in rows if address in {None, to}]


def text_to(work, address, kind):
    """The text of the last mail of this kind to an address."""
    with work():
        found = select(OutboxMail.text).where(OutboxMail.recipient == address, OutboxMail.kind == kind)
        return session().scalars(found.order_by(OutboxMail.id.desc())).first()
