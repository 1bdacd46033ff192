"""An outbox row as a message of RFC 5322 that no name or subject can break out of."""

from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from typing import Any

from email_validator import EmailNotValidError, validate_email

from webapp.mail.errors import UnreachableError
from webapp.mail.outbox.enclosures import NOTHING, Enclosures
from webapp.mail.outbox.headers import Written, address_field, exact_field, text_field
from webapp.mail.types import Claimed

_DATE_FILE = "invite.ics"


def message_of(mail: Claimed, *, sender: str, enclosures: Enclosures = NOTHING) -> EmailMessage:
    """The mail as it is handed over, the same on every try; ValueError when it can't be one."""
    message = EmailMessage(policy=SMTP.clone(utf8=not mail.recipient.partition("@")[0].isascii()))
    message["From"] = _sender(mail.sender_name, sender)
    message["To"] = _address("To", mail.recipient_name, mail.recipient)
    _add_reply_to(message, mail.reply_to)
    message["Subject"] = text_field("Subject", mail.subject)
    message["Date"] = mail.created_at
    message["Message-ID"] = exact_field("Message-ID", mail.message_id)
    # Nobody's absence note shall answer a machine.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if mail.unsubscribe:
        message["List-Unsubscribe"] = exact_field("List-Unsubscribe", f"<{mail.unsubscribe}>")
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = mail.language  # before what follows, because content headers move into the first part
    _enclose(message, enclosures)
    _mark_parts(message, mail.public_id)
    return message


def _mark_parts(message: EmailMessage, public_id: str) -> None:
    # Instead of marks drawn by lot: every try of a mail is the same, to the byte.
    for number, part in enumerate(each for each in message.walk() if each.is_multipart()):
        part.set_boundary(f"=-{public_id}-{number}")


def _enclose(message: EmailMessage, enclosures: Enclosures) -> None:
    if enclosures.calendar is not None:
        method, written = enclosures.calendar
        kind: Any = {"maintype": "text", "subtype": "calendar", "cte": "base64"}
        told = {"method": method.value, "charset": "utf-8"}
        # Beside text and HTML: programs offer it as a date (RFC 6047). As a file as well, for those that don't.
        message.add_alternative(written, **kind, params=told)
        message.add_attachment(written, **kind, params={**told, "name": _DATE_FILE}, filename=_DATE_FILE)
    for name, sheet in enclosures.files:
        message.add_attachment(sheet, maintype="application", subtype="pdf", filename=name)


def _sender(name: str, setting: str) -> Written:
    """Whose mail it is, from the operator's address: no other may send for it."""
    usual, address = parseaddr(setting)
    try:
        return _address("From", name or usual, address)
    except EmailNotValidError:
        raise UnreachableError("DIALOGWERK_MAIL_FROM is no address") from None


def _add_reply_to(message: EmailMessage, contact: str) -> None:
    # A host who mistyped the own address must not keep guests from their tickets.
    with suppress(EmailNotValidError):
        message["Reply-To"] = _address("Reply-To", "", contact)


def _address(field: str, name: str, typed: str) -> Written:
    checked = validate_email(typed, check_deliverability=False, test_environment=True)
    return address_field(field, name, f"{checked.local_part}@{checked.ascii_domain}")
