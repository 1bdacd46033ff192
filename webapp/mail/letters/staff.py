"""Letters to people of the staff, about their accounts and teams: none is about an event, and nobody words them."""

import re
from dataclasses import dataclass

from flask import current_app
from flask_babel import lazy_gettext as _l

from webapp.foundation import clock
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.http import site
from webapp.foundation.http.language import speaking
from webapp.foundation.jobs import wake
from webapp.mail import rules
from webapp.mail.letters.enqueueing import own_host
from webapp.mail.letters.rendering import ACCENT
from webapp.mail.outbox.queries import mails_lately
from webapp.mail.outbox.services import put as store
from webapp.mail.outbox.tasks import deliver_due
from webapp.mail.types import StaffMailKind

_GAP = re.compile(r"\n{3,}")
_SUBJECTS = {
    StaffMailKind.TEAM_INVITATION: _l("Join the team: %(what)s"),
    StaffMailKind.NEW_PASSWORD: _l("Set a new password"),
    StaffMailKind.NEW_ADDRESS: _l("Please confirm your new email address"),
    StaffMailKind.ADDRESS_REPLACED: _l("Your account has a new email address"),
}


@dataclass(frozen=True, slots=True)
class To:
    """Whoever gets it; `about` names the account or invitation. A name goes to proved addresses only."""

    about: str
    email: str
    language: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Sender:
    """Who signs, where other letters have the host of an event."""

    host: str
    contact_name: str = ""
    contact_email: str = ""
    funding: str = ""


def may_write(kind: StaffMailKind, email: str) -> bool:
    """False when this address got enough mails of this kind within the hour; each kind has a budget of its own."""
    since = clock.now() - rules.UNASKED_WITHIN
    return rules.may_write_unasked(mails_lately(normal_form(email), kind, since=since))


def write_to_staff(kind: StaffMailKind, reader: To, *, what: str = "", reply_to: str = "", **said: object) -> None:
    """Write the letter into the outbox and wake the worker once it is stored."""
    with speaking(reader.language):
        subject = str(_SUBJECTS[kind]) % {"what": rules.occasion(what, "", "")}
        text, html = _render(kind, {"lang": reader.language, "subject": subject, "what": what, **said})
    row = {
        "kind": kind.value,
        "about": reader.about,
        "recipient": reader.email,
        "recipient_normal": normal_form(reader.email),
        "recipient_name": reader.name,
        "reply_to": reply_to,
        "language": reader.language,
        "subject": subject,
        "text": text,
        "html": html,
    }
    store([row], host=own_host(), now=clock.now())
    wake(deliver_due)


def _render(kind: StaffMailKind, said: dict[str, object]) -> tuple[str, str]:
    own = site.current()
    sender = _Sender(host=own.name)
    told = {"event": sender, "accent": own.accent or ACCENT, "own": (), "own_lang": "", "unsubscribe": "", **said}
    templates = current_app.jinja_env
    text = templates.get_template(f"mail/{kind.value}.txt").render(told)
    return _GAP.sub("\n\n", text.strip()) + "\n", templates.get_template(f"mail/{kind.value}.html").render(told)
