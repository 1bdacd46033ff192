"""Any subject, name and sender reads the same in a program that decodes by the letter; one address stays one."""

from datetime import UTC, datetime
from email.policy import SMTP

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.readers.headers import decoded, mailbox, unfolded
from webapp.mail.outbox.headers import address_field, exact_field, text_field
from webapp.mail.outbox.messages import message_of
from webapp.mail.types import Claimed, MailId

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), min_size=1, max_size=200)
# As titles, kinds and towns are: words with and without umlauts, parted by single blanks.
WORDS = st.lists(
    st.sampled_from(["Ihr Platz:", "Übergänge", "für", "Mittweida,", "Größe", "„Werkstatt“", "–", "a", "2.", "Döbeln"]),
    min_size=1,
    max_size=25,
).map(" ".join)
SUBJECTS = st.one_of(WORDS, TEXTS)


def raw_of(*, subject: str = "Platz", name: str = "Kim", sender: str = "d@example.org", unsubscribe: str = "") -> bytes:
    mail = Claimed(
        id=MailId(1), public_id="p" * 22, message_id="<m1@localhost>", kind="seat_confirmed", about="a" * 22,
        recipient="kim@example.org", recipient_name=name, sender_name="", reply_to="host@example.org", language="de",
        subject=subject, text="Guten Tag\n", html="<p>Guten Tag</p>", unsubscribe=unsubscribe,
        attempts=1, created_at=NOW, lease=NOW,
    )  # fmt: skip
    raw = message_of(mail, sender=sender).as_bytes(policy=SMTP)
    assert max(len(line) for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n")) <= 200
    return raw


@given(SUBJECTS)
@example("Änderung: 2. Zukunftswerkstatt für Übergänge – Döbeln und Größe")
@example("=?utf-8?q?Mia?=")
@example("  zwei  Blanks  ")
def test_a_subject_reads_as_it_was_written(subject):
    assert decoded(unfolded(raw_of(subject=subject), "Subject")) == subject


@given(SUBJECTS)
@example("Kim, Robin; Alex <a@example.com>")
@example("Müller, „Kim“ von und zu Überlingen am Bodensee, Handwerkskammer Chemnitz, Abteilung Öffentlichkeitsarbeit")
@example('D’Artagnan O\'Brien-"Smith" \\ ')
@example("n" * 160 + ", Kim")
def test_a_name_stays_the_name_of_one_address(name):
    assert mailbox(unfolded(raw_of(name=name), "To")) == (name, "kim@example.org")


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("Dialogwerk <desk@example.org>", "Dialogwerk"),
        ('"Kammer, Chemnitz" <desk@example.org>', "Kammer, Chemnitz"),
        ('"Kammer für Übersee, Größe und Ähnliches" <desk@example.org>', "Kammer für Übersee, Größe und Ähnliches"),
        ("desk@example.org", ""),
    ],
)
def test_a_sender_stays_one(sender, name):
    raw = raw_of(sender=sender)
    assert mailbox(unfolded(raw, "From")) == (name, "desk@example.org")
    assert mailbox(unfolded(raw, "Reply-To")) == ("", "host@example.org")


def test_a_long_address_to_press_is_never_broken():
    address = "https://events.example.org/unsubscribe/" + "a1-B_" * 24
    assert unfolded(raw_of(unsubscribe=address), "List-Unsubscribe") == f"<{address}>"


@pytest.mark.parametrize("bad", ["a\nBcc: b@example.org", "a\rb"])
def test_a_field_is_one_line(bad):
    for write in (text_field, exact_field, lambda name, text: address_field(name, text, "a@example.org")):
        with pytest.raises(ValueError, match="one line"):
            write("X", bad)


@given(SUBJECTS)
def test_no_line_with_encoded_words_is_longer_than_the_standard_allows(text):
    for field in (text_field("Subject", text), address_field("To", text, "kim@example.org")):
        lines = field.fold(policy=SMTP).removesuffix("\r\n").split("\r\n")
        assert all(len(line) <= 76 for line in lines)
