"""An outbox row as a message: nothing that people typed changes who gets it or what it is."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import SMTP, compat32
from email.utils import parseaddr

import pytest
from email_validator import EmailNotValidError

from webapp.mail.errors import UnreachableError
from webapp.mail.outbox.messages import message_of
from webapp.mail.types import Claimed, MailId

NAMES = [
    "Kim Muster",
    "Ö",
    'D’Artagnan O\'Brien-"Smith"',
    "n" * 160,
    "Ä" * 160,
    "نور الهدى",
    "李小龍",
    "🦊 Fuchs",
    "Kim, Robin; Alex <a@example.com>",
    "Jürgen Großmüller-Österreicher von und zu Überlingen am Bodensee",
]


def row(**changes):
    now = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
    values = {
        "id": MailId(1),
        "public_id": "p" * 22,
        "message_id": "<m1@localhost>",
        "kind": "seat_confirmed",
        "about": "a" * 22,
        "recipient": "kim@example.org",
        "recipient_name": "Kim",
        "sender_name": "",
        "reply_to": "",
        "language": "de",
        "subject": "Ihr Platz: Größe „Übersicht“",
        "text": "Grüße aus Mittweida\n",
        "html": "<!DOCTYPE html><p>Grüße</p>",
        "unsubscribe": "",
        "attempts": 1,
        "created_at": now,
        "lease": now,
    }
    return Claimed(**{**values, **changes})


def sent(**changes):
    """The message as a mail program reads it."""
    raw = message_of(row(**changes), sender="Dialogwerk <dialogwerk@example.org>").as_bytes()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    return message_from_bytes(raw, policy=SMTP)


def test_it_says_from_whom_to_whom_what_and_in_which_language():
    message = sent(reply_to="host@example.org")
    assert str(message["From"]) == "Dialogwerk <dialogwerk@example.org>"
    assert str(message["To"]) == "Kim <kim@example.org>"
    assert str(message["Reply-To"]) == "host@example.org"
    assert str(message["Subject"]) == "Ihr Platz: Größe „Übersicht“"
    assert (message["Message-ID"], message["Content-Language"]) == ("<m1@localhost>", "de")
    assert message["Date"].datetime == datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body(("plain",)).get_content().rstrip() == "Grüße aus Mittweida"
    assert message.get_body(("html",)).get_content().rstrip() == "<!DOCTYPE html><p>Grüße</p>"


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_any_name_comes_through_and_stays_a_name(name):
    raw = message_of(row(recipient_name=name), sender="d@example.org").as_bytes()
    assert len(message_from_bytes(raw, policy=SMTP)["To"].addresses) == 1
    written, address = parseaddr(message_from_bytes(raw, policy=compat32)["To"])
    assert (str(make_header(decode_header(written))), address) == (name, "kim@example.org")


def test_a_name_cannot_pose_as_another_ones_encoding():
    (address,) = sent(recipient_name="=?utf-8?q?Mia?=")["To"].addresses
    assert address.display_name == "=?utf-8?q?Mia?="  # as it was typed, not what it would say


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient_name": "Kim\r\nBcc: all@example.org"},
        {"recipient_name": "Kim\nBcc: all@example.org"},
        {"subject": "Platz\r\nBcc: all@example.org"},
        {"recipient": "kim@example.org\r\nBcc: all@example.org"},
        {"recipient": "kim@example.org, all@example.org"},
        {"recipient": ""},
    ],
    ids=["name", "name, bare", "subject", "recipient", "two recipients", "no recipient"],
)
def test_a_header_smuggled_in_makes_no_message(changes):
    with pytest.raises(ValueError):
        message_of(row(**changes), sender="dialogwerk@example.org").as_bytes()


def test_every_try_is_the_same_mail():
    first, second = (message_of(row(), sender="d@example.org") for _ in range(2))
    assert [first[name] for name in ("Message-ID", "Date")] == [second[name] for name in ("Message-ID", "Date")]


def test_a_domain_with_umlauts_travels_in_ascii():
    (address,) = sent(recipient="kim@müller.example.org")["To"].addresses
    assert address.addr_spec == "kim@xn--mller-kva.example.org"


def test_an_address_with_umlauts_travels_as_utf_8():
    raw = message_of(row(recipient="jürgen@example.org"), sender="d@example.org").as_bytes()
    assert "To: Kim <jürgen@example.org>".encode() in raw


def test_a_hosts_mistyped_address_does_not_keep_guests_from_their_tickets():
    assert sent(reply_to="not an address")["Reply-To"] is None


def test_a_mistyped_sender_stops_all_mail():
    with pytest.raises(UnreachableError, match="DIALOGWERK_MAIL_FROM"):
        message_of(row(), sender="Dialogwerk")
    assert issubclass(EmailNotValidError, ValueError)
