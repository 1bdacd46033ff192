"""What happens makes exactly the mails expected, in the transaction of what happened."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from tests.queries import counted
from webapp.accounts.types import SYSTEM
from webapp.events import services as events
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.mail import reactions
from webapp.mail.errors import TooManyMailsError
from webapp.registration import services
from webapp.registration.rules import HELD_FOR

pytestmark = pytest.mark.usefixtures("now")


def told(mails):
    return [(mail.kind, mail.recipient) for mail in mails]


def register(event, email="kim@example.org"):
    return make_registration(event, email=email, confirmed=False)


@pytest.mark.both
def test_a_whole_life_makes_these_mails_and_no_other(work, outbox):
    with work():
        event = make_event(capacity=1)
        first = make_registration(event, email="first@example.org")
        second = make_registration(event, email="second@example.org")
        register(event, email="FIRST@example.org")
        cancel(first)
        clock.move_on(HELD_FOR)
        services.expire_due(now=clock.now())
        cancel(second)
        assert told(outbox()) == [
            ("confirmation_asked", "first@example.org"),
            ("seat_confirmed", "first@example.org"),
            ("confirmation_asked", "second@example.org"),
            ("waiting_list", "second@example.org"),
            ("repeated", "first@example.org"),
            ("cancelled", "first@example.org"),
            ("moved_up", "second@example.org"),
            ("cancelled", "second@example.org"),
        ]
        for mail in outbox():
            assert (mail.state, mail.attempts, mail.due_at) == ("waiting", 0, mail.created_at)
        assert len({mail.message_id for mail in outbox()}) == 8
        assert outbox()[0].message_id.endswith("@localhost>")


def test_an_expired_try_makes_no_mail(work, outbox):
    with work():
        register(make_event())
        clock.move_on(HELD_FOR)
        services.expire_due(now=clock.now())
        assert told(outbox()) == [("confirmation_asked", "kim@example.org")]


def test_a_transaction_undone_leaves_no_mail(work, outbox):
    def register_and_fail():
        with work():
            register(make_event())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        register_and_fail()
    with work():
        assert outbox() == []


@pytest.mark.both
@pytest.mark.parametrize("fate", ["cancelled", "postponed", "moved", "longer"])
def test_the_events_fate_is_told_once_to_everybody_who_is_registered_or_waits(work, outbox, fate):
    with work():
        event = make_event(capacity=2)
        make_registration(event, email="seated@example.org")
        make_registration(event, email="english@example.org", language="en")
        make_registration(event, email="waiting@example.org")
        register(event, email="silent@example.org")
        cancel(make_registration(event, email="gone@example.org"))
        make_registration(make_event(), email="elsewhere@example.org")
        before = len(outbox())
        who = {"event": event, "actor": SYSTEM, "now": clock.now()}
        if fate == "cancelled":
            events.cancel_event(event=event, now=clock.now(), reason="Sturm")
        elif fate == "postponed":
            events.postpone_event(**who, reason="Sturm", starts_at=None, ends_at=None)
        else:
            by = timedelta(days=1) if fate == "moved" else timedelta()
            ends_at = event.ends_at + timedelta(hours=30)
            events.update_event(**who, starts_at=event.starts_at + by, ends_at=ends_at, reason="Sturm")
        mails = outbox()[before:]
        kind = fate if fate in ("cancelled", "postponed") else "moved"
        names = ("seated", "english", "waiting", "silent")
        assert told(mails) == [(f"event_{kind}", f"{name}@example.org") for name in names]
        assert all("Sturm" in mail.text and mail.language in mail.html for mail in mails)
        assert [mail.language for mail in mails] == ["de", "en", "de", "de"]
        # Each link opens the page of its own reader.
        links = {mail.text.partition("/registrations/")[2][:44] for mail in mails}
        assert len(links) == (1 if fate == "cancelled" else 4)
        if fate == "moved":
            assert "Bisher" in mails[0].text
        if fate == "longer":
            assert "Bisher" not in mails[0].text


def test_the_fate_of_many_costs_the_queries_of_few(app, work):
    def queries_for(count):
        with work():
            event = make_event(capacity=1)
            for _ in range(count):
                make_registration(event)
            slug = event.slug
        with counted(app) as seen, work():
            events.cancel_event(event=get_event(slug), now=clock.now(), reason="Sturm")
        return len(seen)

    assert queries_for(1) == queries_for(4)


@pytest.mark.both
def test_strangers_can_have_three_mails_an_hour_sent_to_somebody(work, outbox):
    with work():
        shared = [make_event() for _ in range(5)]
        register(shared[0])
        register(shared[1])
        register(shared[0])
        for event in (shared[0], shared[2]):
            with pytest.raises(TooManyMailsError):
                register(event)
        register(shared[3], email="somebody.else@example.org")
        clock.move_on(timedelta(hours=1))
        register(shared[4])
        assert len(outbox(recipient="kim@example.org")) == 4


def test_a_confirmed_question_counts_no_longer(work, outbox):
    with work():
        for _ in range(5):
            make_registration(make_event(), email="kim@example.org")
        assert len(outbox(kind="confirmation_asked")) == 5


def test_the_name_stands_in_the_address_only_once_it_is_confirmed(work, outbox):
    with work():
        make_registration(make_event(), "Kim Muster")
        assert [mail.recipient_name for mail in outbox()] == ["", "Kim Muster"]


def test_a_mail_wakes_the_worker_after_the_commit_only(app, work, monkeypatch):
    woken = []
    monkeypatch.setattr(reactions, "wake", woken.append)
    with work():
        event = make_event()
        reactions.call_off(reactions.EventCancelled(event.id, "nobody comes"))
        assert woken == []
        register(event)
        assert woken == [reactions.deliver_due]
