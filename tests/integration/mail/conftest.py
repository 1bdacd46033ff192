import pytest
from sqlalchemy import select

from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.mail.outbox import tasks


@pytest.fixture
def outbox():
    """The mails written so far, in order; inside a transaction."""
    return lambda **where: list(session().scalars(select(OutboxMail).filter_by(**where).order_by(OutboxMail.id)))


@pytest.fixture
def deliver(app, monkeypatch):
    """One round of the worker into these hands."""

    def round_with(hands):
        monkeypatch.setattr(tasks, "deliverer_of", lambda _settings: hands)
        with app.app_context():
            return tasks.deliver_all(app.config["SETTINGS"])

    return round_with
