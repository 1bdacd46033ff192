"""What goes along with a mail: a date that calendars take in, keep up and take out again, and tickets on paper."""

import io
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP

import icalendar
import pytest
from pypdf import PdfReader

from tests.factories.events import make_event, make_venue
from tests.factories.registration import cancel, make_registration
from tests.readers.calendars import read_with_ical_js
from webapp.events import services as events
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.mail import services
from webapp.mail.enclosures import enclosures_of
from webapp.mail.messages import message_of
from webapp.registration import services as registration
from webapp.registration.queries import get_by_public_id
from webapp.registration.types import Head

pytestmark = pytest.mark.usefixtures("now")
STARTS = datetime(2027, 3, 24, 14, 0, tzinfo=UTC)
AFTER = datetime(2027, 3, 31, 13, 0, tzinfo=UTC)


@pytest.fixture
def post(work):
    """Everything that goes out next, as mail programs get it, by (kind, recipient)."""

    def send():
        found = {}
        with work():
            while (mail := services.claim(now=clock.now())) is not None:
                raw = message_of(mail, sender="desk@example.org", enclosures=enclosures_of(mail)).as_bytes()
                assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
                found[mail.kind, mail.recipient] = message_from_bytes(raw, policy=SMTP)
                services.mark_sent(mail, now=clock.now())
        return found

    return send


def calendars(message):
    return [part for part in message.walk() if part.get_content_type() == "text/calendar"]


def entry(message):
    """The one entry, read by two independent readers that must agree."""
    raw = calendars(message)[0].get_payload(decode=True)
    (ours,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    (theirs,) = read_with_ical_js(raw)
    assert theirs["uid"] == str(ours["UID"])
    return ours, theirs


def method(message):
    inline, attached = calendars(message)
    assert inline.get_payload(decode=True) == attached.get_payload(decode=True)
    assert attached.get_filename() == "invite.ics"
    assert attached.get_content_disposition() == "attachment"
    said = icalendar.Calendar.from_ical(inline.get_payload(decode=True))
    assert inline.get_param("method") == attached.get_param("method") == str(said["METHOD"])
    return inline.get_param("method")


def test_a_confirmed_place_comes_with_the_date_as_mail_programs_want_it(work, post, client):
    with work():
        event = make_event("Dialog", starts_at=STARTS, venue=make_venue(), contact_email="mia@example.org")
        event.conference_url = "https://video.example.org/x"
        slug = event.slug
        make_registration(event, email="kim@example.org")
    mails = post()
    assert calendars(mails["confirmation_asked", "kim@example.org"]) == []
    message = mails["seat_confirmed", "kim@example.org"]
    assert method(message) == "REQUEST"
    # Text first, then HTML, then the date: programs show the last one they understand.
    alternative = next(part for part in message.walk() if part.get_content_type() == "multipart/alternative")
    kinds = [part.get_content_type() for part in alternative.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    ours, theirs = entry(message)
    assert str(ours["ORGANIZER"]) == "mailto:mia@example.org"
    assert str(ours["ATTENDEE"]) == "mailto:kim@example.org"
    assert ours["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert str(ours["STATUS"]) == "CONFIRMED"
    assert str(ours["CONFERENCE"]) == "https://video.example.org/x"
    assert (theirs["starts"], theirs["zone"]) == ("2027-03-24T14:00:00.000Z", "Europe/Berlin")
    (in_feed,) = read_with_ical_js(client.get(f"/events/{slug}.ics").data)
    assert in_feed["uid"] == theirs["uid"]


def test_without_a_contact_the_sender_is_the_organizer(work, post):
    with work():
        make_registration(make_event(starts_at=STARTS, contact_email=""), email="kim@example.org")
    ours, _ = entry(post()["seat_confirmed", "kim@example.org"])
    assert str(ours["ORGANIZER"]) == "mailto:dialogwerk@example.org"


def test_the_date_lives_on_in_the_mailbox_over_move_cancel_and_restore(work, post):
    seen = []

    def look(kind, expected):
        message = post()[kind, "kim@example.org"]
        ours, theirs = entry(message)
        seen.append((theirs["uid"], int(ours["SEQUENCE"]), ours["DTSTAMP"].dt))
        assert method(message) == expected
        clock.move_on(timedelta(minutes=1))
        return ours, theirs

    def change(what, **said):
        with work():
            what(event=get_event(slug), now=clock.now(), **said)

    with work():
        event = make_event("Dialog", starts_at=STARTS)
        make_registration(event, email="kim@example.org")
        slug = event.slug
    look("seat_confirmed", "REQUEST")
    ends = AFTER + timedelta(hours=2)
    change(events.update_event, starts_at=AFTER, ends_at=ends, reason="Saal belegt")
    _, moved = look("event_moved", "REQUEST")
    assert moved["starts"] == "2027-03-31T13:00:00.000Z"
    change(events.postpone_event, reason="Sturm", starts_at=None, ends_at=None)
    postponed, _ = look("event_postponed", "REQUEST")
    assert str(postponed["STATUS"]) == "TENTATIVE"
    change(events.cancel_event, reason="Kein Saal")
    cancelled, _ = look("event_cancelled", "CANCEL")
    assert str(cancelled["STATUS"]) == "CANCELLED"
    change(events.restore_event, reason="Doch")
    undated, _ = look("event_restored", "REQUEST")
    assert str(undated["STATUS"]) == "TENTATIVE"
    later = timedelta(days=7)
    change(events.postpone_event, reason="Saal", starts_at=AFTER + later, ends_at=ends + later)
    dated, _ = look("event_moved", "REQUEST")
    assert str(dated["STATUS"]) == "CONFIRMED"
    change(events.cancel_event, reason="Kein Saal")
    look("event_cancelled", "CANCEL")
    change(events.restore_event, reason="Doch")
    back, _ = look("event_restored", "REQUEST")
    assert str(back["STATUS"]) == "CONFIRMED"
    assert len({uid for uid, *_ in seen}) == 1
    order = [(sequence, stamp) for _, sequence, stamp in seen]
    assert order == sorted(order)
    assert len(set(order)) == len(order)


def test_whoever_cancels_is_freed_of_the_date_and_whoever_waited_never_had_it(work, post):
    with work():
        event = make_event(starts_at=STARTS, capacity=1)
        seated = make_registration(event, email="seated@example.org").public_id
        waiting = make_registration(event, email="waiting@example.org").public_id
        slug = event.slug
    assert calendars(post()["waiting_list", "waiting@example.org"]) == []
    with work():
        who = {"event": get_event(slug), "now": clock.now()}
        events.postpone_event(**who, reason="Sturm", starts_at=None, ends_at=None)
    mails = post()
    assert calendars(mails["event_postponed", "waiting@example.org"]) == []
    assert len(calendars(mails["event_postponed", "seated@example.org"])) == 2
    with work():
        for each in (waiting, seated):
            cancel(get_by_public_id(each))
    mails = post()
    assert calendars(mails["cancelled", "waiting@example.org"]) == []
    assert method(mails["cancelled", "seated@example.org"]) == "CANCEL"
    ours, _ = entry(mails["cancelled", "seated@example.org"])
    assert str(ours["STATUS"]) == "CANCELLED"


def test_a_mail_that_waited_brings_what_is_true_now(work, post):
    with work():
        event = make_event(starts_at=STARTS)
        make_registration(event, email="kim@example.org")
        events.cancel_event(event=event, now=clock.now(), reason="Kein Saal")
    assert method(post()["seat_confirmed", "kim@example.org"]) == "CANCEL"


def test_a_mail_about_somebody_erased_is_gone(work, post):
    with work():
        gone = make_registration(make_event(starts_at=STARTS), email="gone@example.org")
        registration.erase(registration=gone, now=clock.now())
    assert not [who for _, who in post() if who == "gone@example.org"]


def sheets(message):
    return [part for part in message.walk() if part.get_content_type() == "application/pdf"]


def test_tickets_are_attached_where_the_organizer_wants_it(work, post):
    with work():
        event = make_event("Dialog", starts_at=STARTS)
        registration.set_up(event=event, attach_tickets=True)
        heads = (Head("Ada", "ada@example.org"), Head("Ben", "ben@example.org"))
        make_registration(event, "Ada", email="ada@example.org", heads=heads)
        slug = event.slug
    mails = post()
    own, head = mails["seat_confirmed", "ada@example.org"], mails["ticket_of_head", "ben@example.org"]
    assert [part.get_filename() for part in sheets(own)] == [f"ticket-{slug}-1.pdf", f"ticket-{slug}-2.pdf"]
    assert len(sheets(head)) == 1
    for part in (*sheets(own), *sheets(head)):
        pdf = PdfReader(io.BytesIO(part.get_payload(decode=True)))
        assert len(pdf.pages) == 1
        assert pdf.root_object["/Lang"] == "de"
    assert sheets(mails["confirmation_asked", "ada@example.org"]) == []


def test_tickets_are_links_where_nobody_asked_for_more(work, post):
    with work():
        make_registration(make_event(starts_at=STARTS), email="kim@example.org")
    assert sheets(post()["seat_confirmed", "kim@example.org"]) == []


def test_a_class_finds_its_tickets_on_its_page(work, post):
    with work():
        event = make_event(starts_at=STARTS, capacity=40)
        registration.set_up(event=event, attach_tickets=True, most_heads=30)
        heads = tuple(Head(f"Kind {number}") for number in range(20))
        make_registration(event, email="school@example.org", heads=heads)
    assert sheets(post()["seat_confirmed", "school@example.org"]) == []
