"""Links of the letters that went out, as their readers find them."""

import re

from sqlalchemy import select

from webapp.foundation.database import session
from webapp.mail.models import OutboxMail

_LINK = re.compile(r"http://localhost(/sign-in/[a-z]+/\S+)")


def letters_to(work, email):
    """Kind, subject and text of what was written to the address, in order."""
    with work():
        rows = session().scalars(select(OutboxMail).where(OutboxMail.recipient == email).order_by(OutboxMail.id))
        return [(row.kind, row.subject, row.text) for row in rows]


def link_to(work, email):
    """The path that the latest letter to the address leads to."""
    return _LINK.findall(letters_to(work, email)[-1][2])[-1]
