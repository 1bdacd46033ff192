"""Bounces, mails that come back: delivery status notifications (RFC 3464), as a mail server hands them over."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from webapp.mail.outbox.services import mark_returned

MOST_BYTES = 5_000_000
_FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Report:
    """A mail of this Message-ID didn't arrive; `status` as in RFC 3463, like 5.1.1."""

    message_id: str
    status: str


def take_report(raw: bytes) -> bool:
    """Note that a mail of ours came back; False for anything else, above all for delays and notes of absence."""
    report = read_report(raw)
    return report is not None and mark_returned(message_id=report.message_id, problem=f"returned: {report.status}")


def read_report(raw: bytes) -> Report | None:
    """What a notification says, None when it says of no failure or of no mail."""
    try:
        return _read(message_from_bytes(raw[:MOST_BYTES], policy=compat32))
    except RecursionError:  # hundreds of boxes in each other: nobody's notification
        return None


def _read(message: Message) -> Report | None:
    if message.get_content_type() != "multipart/report":
        return None
    status = next((found for part in message.walk() if (found := _failure(part))), "")
    about = next((found for part in _originals(message) if (found := _one_line(part.get("Message-ID")))), "")
    return Report(about, status) if status and about else None


def _failure(part: Message) -> str:
    if _one_line(part.get("Action")).casefold() != _FAILED:
        return ""
    status = _one_line(part.get("Status")).partition(" ")[0]
    return status[:9] if status[:1] in {"4", "5"} else "5"


def _originals(message: Message) -> Iterator[Message]:
    """What the mail was that came back, whole or only its headers."""
    for part in message.walk():
        kind, payload = part.get_content_type(), part.get_payload()
        if kind == "message/rfc822" and isinstance(payload, list) and payload and isinstance(payload[0], Message):
            yield payload[0]
        if kind == "text/rfc822-headers":
            decoded = part.get_payload(decode=True)
            yield message_from_bytes(decoded if isinstance(decoded, bytes) else b"", policy=compat32)


def _one_line(value: object) -> str:
    return " ".join(str(value or "").split())
