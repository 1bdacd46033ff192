"""How an organizer says what mails of a kind say."""

from sqlalchemy import delete

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.mail import rules
from webapp.mail.errors import PlaceholderError
from webapp.mail.models import Wording
from webapp.mail.types import PLACEHOLDERS, WORDABLE, MailKind, OwnWords


@rights.needs(Role.ORGANIZER)
def word(*, event: Event, kind: MailKind, lang: str, words: OwnWords) -> None:
    """Say mails of this kind in these words from now on; empty ones bring the usual words back.

    PlaceholderError names what stands in braces and can't be filled in.
    """
    if kind not in WORDABLE:
        raise ValueError(kind)
    refuse_unfit(kind, words, lang)
    of_kind = (Wording.event_id == event.id, Wording.kind == kind.value, Wording.language == lang)
    session().execute(delete(Wording).where(*of_kind))
    if words.subject or words.text:
        row = Wording(event_id=event.id, kind=kind.value, language=lang, subject=words.subject, text=words.text)
        session().add(row)
    session().flush()


def refuse_unfit(kind: MailKind, words: OwnWords, lang: str) -> None:
    """PlaceholderError for words whose placeholders can't be filled in for mails of this kind."""
    for field, said in (("subject", words.subject), ("text", words.text)):
        unfit = rules.unfit_placeholders(said, PLACEHOLDERS[kind])
        if unfit:
            raise PlaceholderError(field=field, lang=lang, unfit=unfit)
