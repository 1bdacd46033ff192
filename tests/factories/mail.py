"""Mailings for tests, made through the services."""

from webapp.events.models import Event
from webapp.foundation import clock
from webapp.mail import services
from webapp.mail.models import Mailing
from webapp.mail.types import MailKind, Moment, OwnWords, Recipients

WORDS = {"de": OwnWords("Parken", "Bitte parken Sie im Hof.")}


def make_mailing(event: Event, kind: MailKind = MailKind.MESSAGE, *, sent: bool = True, **values) -> Mailing:
    """Words to everybody who is registered or waits: now, a day before the start, or a day after the end."""
    defaults = {
        "recipients": Recipients(),
        "texts": WORDS if kind is MailKind.MESSAGE else {},
        "moment": Moment() if kind is MailKind.MESSAGE else Moment(days=1),
    }
    mailing = services.draft_mailing(event=event, kind=kind, now=clock.now(), **{**defaults, **values})
    if sent:
        services.send_mailing(mailing=mailing, now=clock.now())
    return mailing
