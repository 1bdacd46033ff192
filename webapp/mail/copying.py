"""What of the mails goes along when their event is copied: own words and what is sent at a set time; no letter."""

from dataclasses import replace

from sqlalchemy import select

from webapp.events.copying import PEOPLE, Copy, copies, leave_behind
from webapp.events.types import Part
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.mail.models import IS_UP, Mailing, OutboxMail, Wording
from webapp.mail.types import MailingState, MailKind, Recipients
from webapp.registration.models import Category
from webapp.registration.types import CategoryId

_AT_A_SET_TIME = (MailKind.REMINDER.value, MailKind.THANKS.value)


@copies(Part.MAILS, Wording)
def _words(copy: Copy) -> None:
    for wording in session().scalars(select(Wording).where(Wording.event_id == copy.source.id)):
        copy.add(wording)


_ITS_OWN = {"wanted", "state", "due_at", "sent_for", "reached", "told", "created_at", "done_at", "deleted_at"}


@copies(Part.MAILS, Mailing, but=_ITS_OWN)
def _mailings(copy: Copy) -> None:
    """Reminders and thanks as drafts: somebody looks at them before they go out by themselves once more."""
    of_event = select(Mailing).where(Mailing.event_id == copy.source.id, Mailing.kind.in_(_AT_A_SET_TIME), IS_UP)
    for mailing in session().scalars(of_event.order_by(Mailing.id)).all():
        wanted = _wanted(copy, Recipients.from_record(mailing.wanted))
        if wanted is not None:
            draft = {"state": MailingState.DRAFT.value, "created_at": copy.now, "reached": 0, "told": 0}
            anew = dict.fromkeys(("due_at", "sent_for", "done_at"))
            copy.add(mailing, public_id=tokens.new_id(), wanted=wanted.record(), **draft, **anew)


def _wanted(copy: Copy, recipients: Recipients) -> Recipients | None:
    """The same kind of people; None for chosen ones, who are others by now, and those of a category left behind."""
    wanted = recipients.wanted
    category_id = copy.id_of(Category, wanted.category_id)
    if wanted.chosen is not None or (wanted.category_id is not None and category_id is None):
        return None
    return replace(
        recipients, wanted=replace(wanted, category_id=None if category_id is None else CategoryId(category_id))
    )


leave_behind(OutboxMail, because=PEOPLE)
