"""Whoever comes learns where to dial in, by each letter that names the date; nobody else does."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.mail import make_mailing
from tests.factories.registration import make_registration
from webapp.events import services as events
from webapp.foundation import clock
from webapp.mail import announcing
from webapp.mail.types import MailKind, Recipients
from webapp.registration.types import RegistrationFilter, RegistrationStatus

pytestmark = pytest.mark.usefixtures("now")

STARTS = datetime(2027, 3, 28, 13, 0, tzinfo=UTC)


def write_all():
    while announcing.write_portion():
        pass


def test_only_people_with_a_place_learn_where_to_dial_in(work, outbox):
    with work():
        event = make_event(starts_at=STARTS)
        event.conference_url = "https://video.example.org/x"
        make_registration(event)
        seated = make_mailing(
            event, MailKind.REMINDER, recipients=Recipients(RegistrationFilter(status=RegistrationStatus.CONFIRMED))
        )
        everybody = make_mailing(event, MailKind.REMINDER)
        clock.move_on(STARTS - timedelta(hours=3) - clock.now())
        write_all()
        ((mail,), (other,)) = outbox(mailing_id=seated.id), outbox(mailing_id=everybody.id)
    assert "https://video.example.org/x" in mail.text
    assert "https://video.example.org/x" in mail.html
    assert "video.example.org" not in other.text + other.html


def test_whoever_comes_learns_where_to_dial_in_at_the_new_date_too(work, outbox):
    with work():
        event = make_event(starts_at=STARTS, capacity=1)
        event.conference_url = "https://video.example.org/x"
        make_registration(event, "Kim", email="kim@example.org")
        make_registration(event, "Wanda", email="wanda@example.org")
        later = STARTS + timedelta(days=7)
        who = {"event": event, "now": clock.now()}
        events.postpone_event(**who, reason="Sturm", starts_at=later, ends_at=later + timedelta(hours=2))
        events.cancel_event(event=event, now=clock.now(), reason="Sturm")
        events.restore_event(event=event, now=clock.now(), reason="Sonne")
        mails = [*outbox(kind="event_moved"), *outbox(kind="event_restored")]
    assert len(mails) == 4
    for mail in mails:
        assert ("video.example.org" in mail.text) is (mail.recipient == "kim@example.org")
        assert ("video.example.org" in mail.html) is (mail.recipient == "kim@example.org")


def test_no_place_that_is_only_held_tells_where_to_dial_in(work, outbox):
    with work():
        event = make_event(starts_at=STARTS)
        event.conference_url = "https://video.example.org/x"
        make_registration(event, "Fremd", email="fremd@example.org", confirmed=False)
        later = STARTS + timedelta(days=7)
        who = {"event": event, "now": clock.now()}
        events.postpone_event(**who, reason="Sturm", starts_at=later, ends_at=later + timedelta(hours=2))
        (mail,) = outbox(kind="event_moved")
    assert "video.example.org" not in mail.text + mail.html
