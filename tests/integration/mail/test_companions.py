"""Whoever comes along with an address of their own hears what those who registered hear, and nothing of theirs."""

import uuid
from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.mail import make_mailing
from tests.factories.registration import cancel, make_registration
from tests.queries import counted
from webapp.calendar.types import Method
from webapp.checkin.queries import door_of
from webapp.checkin.services import record
from webapp.checkin.types import Direction, Scan, Verdict
from webapp.events import services as events
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.mail.letters.telling import audience_of
from webapp.mail.mailings import announcing, portions
from webapp.mail.outbox.enclosures import enclosures_of
from webapp.mail.types import MailKind, OwnWords, Recipients
from webapp.registration import services
from webapp.registration.types import Head, RegistrationFilter, RegistrationStatus
from webapp.tickets.queries import tickets_of_registration

pytestmark = pytest.mark.usefixtures("now")
LATER = timedelta(days=1)


def moved(event):
    who = {"event": event, "now": clock.now(), "reason": "Sturm"}
    events.update_event(**who, starts_at=event.starts_at + LATER, ends_at=event.ends_at + LATER)


def changed(event):
    who = {"event": event, "now": clock.now(), "reason": "Sturm"}
    events.update_event(**who, ends_at=event.ends_at + LATER)


def taken_off(event):
    events.postpone_event(event=event, now=clock.now(), reason="Sturm")


def cancelled(event):
    events.cancel_event(event=event, now=clock.now(), reason="Sturm")


def restored(event):
    cancelled(event)
    events.restore_event(event=event, now=clock.now(), reason="Sturm")


FATES = {
    "event_moved": moved,
    "event_changed": changed,
    "event_postponed": taken_off,
    "event_cancelled": cancelled,
    "event_restored": restored,
}


def family(event, **values):
    """Ada with Ben, who has an address of his own, and Cem, who reads Ada's mail."""
    heads = (Head("Ada"), Head("Ben Busch", "ben@example.org"), Head("Cem", "ADA@example.org"))
    return make_registration(event, "Ada Anders", email="ada@example.org", heads=heads, **values)


def write_all():
    while announcing.write_portion():
        pass


def tells_nothing_of(registration, mail):
    said = mail.subject + mail.text + mail.html + mail.recipient_name
    return not any(each in said for each in ("/registrations/", registration.public_id, "Ada", "Ben", "ada@"))


@pytest.mark.both
@pytest.mark.parametrize("kind", FATES)
def test_what_becomes_of_the_event_is_told_to_everybody_with_a_ticket_once(work, outbox, kind):
    with work():
        event = make_event()
        made = family(event)
        FATES[kind](event)
        mails = outbox(kind=kind)
        assert [mail.recipient for mail in mails] == ["ada@example.org", "ben@example.org"]
        ben = mails[1]
        assert tells_nothing_of(made, ben)
        assert ben.text.count("/t/") == ben.html.count("/t/") == (0 if kind == "event_cancelled" else 1)
        calls_off = kind == "event_cancelled"
        method, date = enclosures_of(ben).calendar
        assert method is (Method.CANCEL if calls_off else Method.REQUEST)
        assert b"ben@example.org" in date


@pytest.mark.parametrize("kind", FATES)
def test_one_address_gets_one_letter_however_many_tickets_it_has(work, outbox, kind):
    with work():
        event = make_event(capacity=20)
        shared = tuple(Head(name, "home@example.org") for name in ("Ada", "Ben", "Cem"))
        make_registration(event, heads=(Head("Kim"), *shared))
        make_registration(event, heads=(Head("Kim"), Head("Dana", "Home@example.org")), email="other@example.org")
        make_registration(event, email="guest@example.org")
        make_registration(event, heads=(Head("Kim"), Head("Eva", "guest@example.org")), email="third@example.org")
        FATES[kind](event)
        told = [mail.recipient for mail in outbox(kind=kind)]
        assert len(told) == len({each.lower() for each in told}) == 5
        letter = next(mail for mail in outbox(kind=kind) if mail.recipient == "home@example.org")
        assert letter.text.count("/t/") == (0 if kind == "event_cancelled" else 4)


def test_a_ticket_counts_more_than_a_rank_of_the_same_address(work, outbox):
    with work():
        event = make_event(capacity=2)
        make_registration(event, heads=(Head("Ada"), Head("Ben", "ben@example.org")), email="ada@example.org")
        make_registration(event, email="ben@example.org")
        make_registration(event, email="ben.2@example.org")
        moved(event)
        by_reader = {mail.recipient: mail.text for mail in outbox(kind="event_moved")}
        assert sorted(by_reader) == ["ada@example.org", "ben.2@example.org", "ben@example.org"]
        assert "/t/" in by_reader["ben@example.org"]
        assert "Warteliste" not in by_reader["ben@example.org"]
        assert "Warteliste" in by_reader["ben.2@example.org"]


def test_whoever_has_no_ticket_yet_or_any_more_is_not_told(work, outbox):
    with work():
        event = make_event(capacity=7)
        pair = make_registration(event, heads=(Head("Ada"), Head("Ben", "ben@example.org")))
        services.drop_attendee(registration=pair, attendee_id=pair.attendees[1].id, now=clock.now())
        cancel(make_registration(event, heads=(Head("Ada"), Head("Cem", "cem@example.org"))))
        make_registration(event, heads=(Head("Ada"), Head("Dan", "dan@example.org")), confirmed=False)
        make_registration(event, heads=tuple(Head("Eva", f"eva{n}@example.org") for n in range(5)))
        moved(event)
        assert not [mail for mail in outbox(kind="event_moved") if mail.recipient[:3] in {"ben", "cem", "dan", "eva"}]


@pytest.mark.parametrize("kind", FATES)
def test_the_desk_counts_whom_it_tells(work, outbox, kind):
    with work():
        event = make_event(capacity=6)
        family(event)
        make_registration(event, confirmed=False)
        make_registration(event, heads=(Head("Kim"), Head("Lou", "lou@example.org"), Head("Mia")))
        counted_before = len(audience_of(event.id))
        FATES[kind](event)
        assert counted_before == len(outbox(kind=kind)) == 4


def test_many_who_come_along_cost_the_queries_of_few(app, work):
    def queries_for(count):
        with work():
            event = make_event(capacity=None)
            for number in range(count):
                make_registration(event, heads=(Head("Ada"), Head("Ben", f"b{number}@example.org")))
            slug = event.slug
        with counted(app) as seen, work():
            events.cancel_event(event=get_event(slug), now=clock.now(), reason="Sturm")
        return len(seen)

    assert queries_for(2) == queries_for(8)


@pytest.mark.both
@pytest.mark.parametrize("kind", [MailKind.MESSAGE, MailKind.REMINDER, MailKind.THANKS])
def test_what_many_are_told_reaches_those_who_come_along(work, outbox, kind, monkeypatch):
    monkeypatch.setattr(portions, "PORTION", 1)
    with work():
        event = make_event(capacity=20)
        made = family(event)
        make_registration(event, heads=(Head("Kim"), Head("Ben", "BEN@example.org")), email="kim@example.org")
        make_registration(event, email="cem@example.org")
        make_registration(event, heads=(Head("Kim"), Head("Cem", "cem@example.org")), email="third@example.org")
        mailing = make_mailing(event, kind)
        expected = len(announcing.count_of(mailing)[0])
        clock.move_on(timedelta(days=6) if kind is MailKind.REMINDER else timedelta(days=9))
        write_all()
        mails = outbox(kind=kind.value)
        told = sorted(mail.recipient.lower() for mail in mails)
        assert told == ["ada@example.org", "ben@example.org", "cem@example.org", "kim@example.org", "third@example.org"]
        assert expected == mailing.told == len(mails)
        ben = next(mail for mail in mails if mail.recipient == "ben@example.org")
        assert tells_nothing_of(made, ben)
        assert not any(left in ben.text for left in ("{", "Guten Tag ,"))
        assert ben.text.count("/t/") == (0 if kind is MailKind.THANKS else 2)


def test_a_message_to_those_who_wait_goes_to_nobody_who_comes_along(work, outbox):
    with work():
        event = make_event(capacity=3)
        family(event)
        make_registration(event, heads=(Head("Kim"), Head("Dan", "dan@example.org")), email="kim@example.org")
        waiting = Recipients(RegistrationFilter(status=RegistrationStatus.WAITING))
        make_mailing(event, recipients=waiting)
        write_all()
        assert [mail.recipient for mail in outbox(kind="message")] == ["kim@example.org"]


def test_thanks_go_to_those_who_came_themselves(work, outbox):
    with work():
        event = make_event()
        made = family(event)
        other = make_registration(event, heads=(Head("Kim"), Head("Dan", "dan@example.org")), email="kim@example.org")
        for registration, number in ((made, 0), (other, 1)):
            ticket = tickets_of_registration(registration.id)[number]
            scan = Scan(str(uuid.uuid4()), ticket.reference, Direction.IN, clock.now(), shown=Verdict.ADMITTED)
            record(door=door_of(event), scans=[scan], now=clock.now())
        make_mailing(event, MailKind.THANKS, recipients=Recipients(came=True))
        clock.move_on(timedelta(days=9))
        write_all()
        told = [mail.recipient for mail in outbox(kind="thanks")]
        assert told == ["ada@example.org", "kim@example.org", "dan@example.org"]


def test_whoever_comes_along_can_refuse_further_mail_for_themselves_alone(app, work, outbox, client):
    with work():
        event = make_event()
        family(event)
        make_mailing(event, is_service=False)
        write_all()
        off = {mail.recipient: mail.unsubscribe for mail in outbox(kind="message")}
        slug = event.slug
    assert client.post(off["ben@example.org"], data={"List-Unsubscribe": "One-Click"}).status_code == 204
    with work():
        make_mailing(get_event(slug), is_service=False, texts={"de": OwnWords("Neu", "Neues.")})
        write_all()
        assert [mail.recipient for mail in outbox(subject="Neu")] == ["ada@example.org"]


@pytest.mark.parametrize("kind", FATES)
def test_the_signature_stands_apart(work, outbox, kind):
    with work():
        event = make_event()
        family(event)
        make_mailing(event)
        make_mailing(event, MailKind.REMINDER)
        write_all()
        FATES[kind](event)
        assert all("\n\n-- \n" in mail.text for mail in outbox())
