"""An outbox row as a message of RFC 5322 that no name or subject can break out of."""

from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

from email_validator import EmailNotValidError, validate_email

from webapp.mail.errors import UnreachableError
from webapp.mail.types import Claimed


def message_of(mail: Claimed, *, sender: str) -> EmailMessage:
    """The mail as it is handed over, the same on every try; ValueError when it can't be one."""
    message = EmailMessage(policy=SMTP.clone(utf8=not mail.recipient.partition("@")[0].isascii()))
    message["From"] = _sender(sender)
    message["To"] = _address(mail.recipient_name, mail.recipient)
    _add_reply_to(message, mail.reply_to)
    message["Subject"] = mail.subject
    message["Date"] = mail.created_at
    message["Message-ID"] = mail.message_id
    # Nobody's absence note shall answer a machine.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = mail.language  # last, because content headers move into the first part
    return message


def _sender(setting: str) -> Address:
    try:
        return _address(*parseaddr(setting))
    except EmailNotValidError:
        raise UnreachableError("DIALOGWERK_MAIL_FROM is no address") from None


def _add_reply_to(message: EmailMessage, contact: str) -> None:
    # A host who mistyped the own address must not keep guests from their tickets.
    with suppress(EmailNotValidError):
        message["Reply-To"] = _address("", contact)


def _address(name: str, typed: str) -> Address:
    checked = validate_email(typed, check_deliverability=False, test_environment=True)
    # Taken apart, because the whole is refused with umlauts before the @; a name may not pose as an encoded one.
    return Address(name.replace("=?", "= ?"), username=checked.local_part, domain=checked.ascii_domain)
