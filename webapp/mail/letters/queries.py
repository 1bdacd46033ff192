"""In which words mails speak, and who wants none."""

from datetime import datetime

from sqlalchemy import bindparam, select

from webapp.events.types import EventId
from webapp.foundation.database import session, table_of
from webapp.mail.models import Wording
from webapp.mail.outbox.queries import MAILS_BY_FORM
from webapp.mail.types import MailKind, OwnWords

_WORDING = table_of(Wording).c
_OWN_WORDS = select(_WORDING.subject, _WORDING.text).where(
    _WORDING.event_id == bindparam("event"),
    _WORDING.kind == bindparam("kind"),
    _WORDING.language == bindparam("lang"),
)
_BEFORE_ASKING = select(
    MAILS_BY_FORM.scalar_subquery(),
    _OWN_WORDS.with_only_columns(_WORDING.subject).scalar_subquery(),
    _OWN_WORDS.with_only_columns(_WORDING.text).scalar_subquery(),
)


def own_words(event_id: EventId, kind: MailKind, lang: str) -> OwnWords:
    """How the organizer says mails of this kind; empty where nobody changed the usual words. One query."""
    row = session().execute(_OWN_WORDS, {"event": event_id, "kind": kind.value, "lang": lang}).one_or_none()
    return OwnWords(row.subject, row.text) if row else OwnWords()


def before_asking(email_normal: str, *, since: datetime, event_id: EventId, lang: str) -> tuple[int, OwnWords]:
    """As `unasked_mails` by the form, with the words of the question. One query: every registration asks it."""
    asked = {"email_normal": email_normal, "since": since}
    of_kind = {"event": event_id, "kind": MailKind.CONFIRMATION_ASKED.value, "lang": lang}
    count, subject, text = session().execute(_BEFORE_ASKING, {**asked, **of_kind}).one()
    return count, OwnWords(subject or "", text or "")


def worded(event_id: EventId) -> set[tuple[str, str]]:
    """What the organizer says in other words: (kind, language). One query."""
    statement = select(Wording.kind, Wording.language).where(Wording.event_id == event_id)
    return {(row.kind, row.language) for row in session().execute(statement)}
