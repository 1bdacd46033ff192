"""A message as it lies in the mailbox, read for its page."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import SMTP, compat32

log = logging.getLogger(__name__)

_FIRST_YEAR, _NO_YEAR = 1970, 9999


@dataclass(frozen=True, slots=True)
class Received:
    """A message that lies in the mailbox."""

    name: str
    at: datetime
    to: str
    subject: str
    text: str
    html: str


def read(name: str, raw: bytes) -> Received | None:
    """The message of these bytes; None for what is no mail."""
    try:
        return _received(name, raw)
    except Exception as problem:  # noqa: BLE001 - the parser says in many ways that a file is damaged
        log.warning("%s in the mailbox is no mail: %s", name, type(problem).__name__)
        return None


def _received(name: str, raw: bytes) -> Received:
    message = message_from_bytes(raw, policy=SMTP)
    parts = {kind: message.get_body(preferencelist=(kind,)) for kind in ("plain", "html")}
    return Received(
        name=name,
        at=_aware(message["Date"].datetime),
        to=_showable(_addressee(raw)),
        subject=_showable(str(message["Subject"])),
        text=_showable(parts["plain"].get_content()) if parts["plain"] else "",
        html=_showable(parts["html"].get_content()) if parts["html"] else "",
    )


def _aware(moment: datetime) -> datetime:
    """A date may leave its zone open (RFC 5322, "-0000")."""
    if not _FIRST_YEAR <= moment.year < _NO_YEAR:
        raise ValueError("a date beyond what any zone can show")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _showable(text: str) -> str:
    """Without what no page can hold: half letters that stand for damaged bytes."""
    return text.encode("utf-8", "replace").decode()


def _addressee(raw: bytes) -> str:
    # The newer parser puts blanks between the pieces of a long name.
    return str(make_header(decode_header(message_from_bytes(raw, policy=compat32)["To"])))
