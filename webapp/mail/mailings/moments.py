"""When a mailing goes out, by the date of its event."""

from datetime import datetime

from webapp.events.models import Event
from webapp.events.types import EventStatus
from webapp.mail import rules
from webapp.mail.models import Mailing
from webapp.mail.types import MailKind, Moment


def due_at(kind: MailKind, moment: Moment, event: Event) -> datetime:
    """So long before the event begins, or after it has ended."""
    if kind is MailKind.THANKS:
        return rules.after(event.ends_at, event.zone, moment)
    return rules.before(event.starts_at, event.zone, moment)


def goes_out_at(mailing: Mailing) -> datetime | None:
    """When a reminder or thanks go out; None while the event has no date on which it takes place."""
    event = mailing.event
    takes_place = event.status in {EventStatus.PUBLISHED, EventStatus.DRAFT}
    moment = Moment(mailing.days, mailing.hours)
    return due_at(MailKind(mailing.kind), moment, event) if takes_place else None
