"""What happens makes exactly the mails expected, in the transaction of what happened."""

from contextlib import suppress
from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_category, make_registration
from tests.giants import giant
from tests.queries import counted
from webapp.events import services as events
from webapp.events.facts import EventCancelled
from webapp.events.queries import get_event
from webapp.foundation import clock, facts
from webapp.foundation.database import session
from webapp.mail import services as mail_services
from webapp.mail.errors import TooManyMailsError
from webapp.mail.letters import enqueueing
from webapp.registration import services
from webapp.registration.rules import HELD_FOR
from webapp.registration.types import Application, Head

pytestmark = pytest.mark.usefixtures("now")
SENDERS = giant(1_000)


class Hands:
    """Whoever takes mails over, and keeps them."""

    def __init__(self):
        self.messages = []

    def deliver(self, message, _name):
        self.messages.append(message)

    def close(self):
        pass


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
            ("offer", "second@example.org"),
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
        who = {"event": event, "now": clock.now()}
        if fate == "cancelled":
            events.cancel_event(event=event, now=clock.now(), reason="Sturm")
        elif fate == "postponed":
            events.postpone_event(**who, reason="Sturm", starts_at=None, ends_at=None)
        else:
            by = timedelta(days=1) if fate == "moved" else timedelta()
            ends_at = event.ends_at + timedelta(hours=30)
            events.update_event(**who, starts_at=event.starts_at + by, ends_at=ends_at, reason="Sturm")
        mails = outbox()[before:]
        kind = {"longer": "changed"}.get(fate, fate)
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
            assert "Bisheriges Ende" in mails[0].text


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

    # With two of each: whoever has a place reads other words than whoever waits.
    assert queries_for(2) == queries_for(8)


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
    monkeypatch.setattr(enqueueing, "wake", woken.append)
    with work():
        event = make_event()
        facts.publish(EventCancelled(event.id, "nobody comes"))
        assert woken == []
        register(event)
        assert woken == [enqueueing.deliver_due]


@pytest.mark.both
def test_heads_with_an_address_of_their_own_get_their_own_ticket(work, outbox):
    with work():
        heads = (Head("Ada", "kim@example.org"), Head("Ben", "ben@example.org"), Head("Cem"))
        make_registration(make_event(), "Kim Muster", email="kim@example.org", heads=heads)
        mails = outbox()[1:]
        assert told(mails) == [("seat_confirmed", "kim@example.org"), ("ticket_of_head", "ben@example.org")]
        assert mails[0].text.count("/t/") == 3
        assert mails[1].text.count("/t/") == 1
        assert "Ben" not in mails[1].text + mails[1].recipient_name  # nobody has confirmed this address


def test_a_group_without_names_finds_its_tickets_on_one_page(work, outbox):
    with work():
        event = make_event(capacity=40)
        classes = make_category(event, named=False, most_heads=30)
        make_registration(event, heads=(Head(),) * 28, category_id=classes.id)
        mail = outbox()[-1]
        assert ("/t/" in mail.text, "28\u00a0Tickets" in mail.text) == (False, True)


def test_changes_of_heads_are_told_to_those_whom_they_concern(work, outbox):
    with work():
        registration = make_registration(make_event(), heads=(Head("Ada"), Head("Ben", "ben@example.org")))
        before = len(outbox())
        how = {"registration": registration, "now": clock.now()}
        ben = registration.attendees[1].id
        services.replace_attendee(**how, attendee_id=ben, head=Head("Cem", "cem@example.org"))
        services.add_attendee(**how, head=Head("Dana"))
        services.drop_attendee(**how, attendee_id=registration.attendees[0].id)
        assert told(outbox()[before:]) == [
            ("no_longer", "ben@example.org"),
            ("ticket_of_head", "cem@example.org"),
            ("seat_confirmed", registration.email),
        ]


def test_whoever_has_no_address_gets_no_mail(work, outbox):
    with work():
        services.walk_in(event=make_event(), application=Application("Kim", ""), now=clock.now())
        assert outbox() == []


@pytest.mark.both
@pytest.mark.parametrize("stands", ["pending", "confirmed", "waiting", "offered", "requested", "nothing"])
def test_asking_for_the_ticket_again_says_what_stands(work, outbox, stands):
    with work():
        event = make_event(capacity=0 if stands in {"waiting", "offered"} else 5)
        services.set_up(event=event, needs_approval=stands == "requested")
        if stands != "nothing":
            registration = make_registration(event, email="kim@example.org", confirmed=stands != "pending")
            if stands == "offered":
                services.promote(registration=registration, reason="x", now=clock.now(), beyond=True)
            assert registration.status == stands
        before = len(outbox())
        services.send_again(event=event, email=" KIM@example.org")
        told_now = outbox()[before:]
        assert told(told_now) == ([] if stands == "nothing" else [("tickets_again", "kim@example.org")])
        assert all(("/t/" in mail.text) == (stands == "confirmed") for mail in told_now)


@pytest.mark.giant
@pytest.mark.both
@pytest.mark.parametrize("budget", [3, 10], ids=["guarded", "control"])
def test_a_thousand_senders_fill_nobodys_mailbox(work, outbox, monkeypatch, budget):
    """PROOFS 20: registering, registering again, being brought along and asking again share one budget of an hour."""
    monkeypatch.setattr("webapp.mail.rules.MOST_UNASKED", budget)
    victim = "victim@example.org"
    with work():
        slugs = [make_event(capacity=None).slug for _ in range(20)]
    for number in range(SENDERS):
        slug = slugs[number % 20]
        with suppress(TooManyMailsError), work():
            event = get_event(slug)
            if number % 3 == 0:
                register(event, victim)
            elif number % 3 == 1:
                services.send_again(event=event, email=victim)
            elif number < 60:
                make_registration(event, heads=(Head("Ada", victim),))
    with work():
        assert len(outbox(recipient=victim)) == budget


@pytest.mark.both
def test_with_a_person_all_mails_about_them_are_deleted(work, outbox, deliver):
    with work():
        event = make_event()
        gone = make_registration(event, heads=(Head("Ada", "ada@example.org"),))
        make_registration(event, email="stays@example.org")
        services.erase(registration=gone, now=clock.now())
        assert {mail.recipient for mail in outbox()} == {"stays@example.org", "ada@example.org"}
        assert told(outbox(recipient="ada@example.org")) == [("no_longer", "ada@example.org")]
    hands = Hands()
    deliver(hands)
    with work():
        assert {mail.recipient for mail in outbox()} == {"stays@example.org"}
    last = next(message for message in hands.messages if message["To"] == "ada@example.org")
    assert (
        next(part for part in last.walk() if part.get_content_type() == "text/calendar").get_param("method") == "CANCEL"
    )


@pytest.mark.both
def test_what_can_not_be_delivered_to_somebody_forgotten_is_deleted_soon(work, outbox):
    with work():
        gone = make_registration(make_event(), heads=(Head("Ada", "ada@example.org"),))
        services.erase(registration=gone, now=clock.now())
        outbox(recipient="ada@example.org")[0].state = "set_aside"
        session().flush()
        mail_services.forget_old(now=clock.now())
        assert outbox() == []
