import pytest
from sqlalchemy import select

from webapp.foundation.database import session
from webapp.mail.models import OutboxMail


@pytest.fixture
def outbox():
    """The mails written so far, in order; inside a transaction."""
    return lambda **where: list(session().scalars(select(OutboxMail).filter_by(**where).order_by(OutboxMail.id)))
