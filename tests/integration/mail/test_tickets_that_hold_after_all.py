"""Whoever was written that a ticket is void, and had come in before, is written that it holds; and so back again.

A device without a network sends its entry after the place was given up, and takes it back after that.
"""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.registration import by_link, make_registration
from tests.integration.checkin.conftest import make_door_event
from webapp.checkin import queries as door
from webapp.checkin import services as doors
from webapp.checkin.types import Direction, Scan, Verdict
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail import services as mails
from webapp.mail.models import OutboxMail
from webapp.mail.types import MailKind, OwnWords
from webapp.registration import services
from webapp.registration.types import Head
from webapp.tickets.queries import tickets_of_registration

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]
ADA, BEN = "ada@example.org", "ben@example.org"


def by_desk(made):
    return {"registration": made, "now": clock.now()}


# How Ben's place was given up, and who was written so.
WAYS = {
    "dropped at the desk": (lambda made, ben: services.drop_attendee(attendee_id=ben, **by_desk(made)), {BEN}),
    "replaced at the desk": (
        lambda made, ben: services.replace_attendee(attendee_id=ben, head=Head("Cem"), **by_desk(made)),
        {BEN},
    ),
    "dropped by the link": (lambda made, ben: by_link(services.drop_attendee, made, attendee_id=ben), {BEN}),
    "replaced by the link": (
        lambda made, ben: by_link(services.replace_attendee, made, attendee_id=ben, head=Head("Cem")),
        {BEN},
    ),
    "all cancelled": (lambda made, _ben: by_link(services.cancel, made), {ADA, BEN}),
}
VOID = {ADA: "cancelled", BEN: "no_longer"}
HOLDS = {ADA: "seat_confirmed", BEN: "ticket_of_head"}


def last_letters(*addresses):
    letters = session().scalars(select(OutboxMail).order_by(OutboxMail.id)).all()
    return {each.recipient: each for each in letters if each.recipient in addresses}


def kinds(*addresses):
    return {address: letter.kind for address, letter in last_letters(*addresses).items()}


def upload(event, ticket, at, direction=Direction.IN, undoes=""):
    shown = Verdict.ADMITTED if direction is Direction.IN else Verdict.UNDONE
    scan = Scan(str(uuid.uuid4()), ticket, direction, at, shown=shown, undoes=undoes)
    doors.record(door=door.door_of(event), scans=[scan], now=clock.now())
    clock.move_on(timedelta(seconds=1))
    return scan


@pytest.mark.parametrize("way", WAYS)
def test_the_last_letter_about_a_ticket_is_true(work, way):
    give_up, told = WAYS[way]
    with work():
        event = make_door_event(capacity=5, lasts=timedelta(hours=30))
        made = make_registration(event, "Ada", email=ADA, heads=(Head("Ada"), Head("Ben", BEN)))
        ben = made.attendees[1].id
        ticket = next(each.reference for each in tickets_of_registration(made.id) if each.attendee_id == ben)
        came_at = clock.now()
        clock.move_on(timedelta(minutes=2))
        give_up(made, ben)
        assert kinds(*told) == {address: VOID[address] for address in told}
        scan = upload(event, ticket, came_at)
        assert ben in {each.attendee_id for each in tickets_of_registration(made.id) if each.revoked_at is None}
        assert kinds(*told) == {address: HOLDS[address] for address in told}
        assert all(letter.text.count("/t/") == 1 for letter in last_letters(*told).values())
        upload(event, ticket, clock.now(), Direction.UNDO, undoes=scan.id)
        assert kinds(*told) == {address: VOID[address] for address in told}


@pytest.mark.parametrize(
    ("lang", "one", "stands"),
    [("de", "Ihr Ticket gilt doch", "Ihre Anmeldung gilt doch"), ("en", "valid after all", "stands after all")],
)
def test_it_is_said_in_our_words_whatever_the_organizer_says_of_new_places(work, lang, one, stands):
    with work():
        event = make_door_event()
        for kind in (MailKind.SEAT_CONFIRMED, MailKind.TICKET_OF_HEAD):
            mails.word(event=event, kind=kind, lang=lang, words=OwnWords(text="Das ist neu."))
        heads = (Head("Ada"), Head("Ben", BEN))
        made = make_registration(event, "Ada", email=ADA, heads=heads, language=lang)
        tickets, came_at = [each.reference for each in tickets_of_registration(made.id)], clock.now()
        clock.move_on(timedelta(minutes=2))
        by_link(services.cancel, made)
        for ticket in tickets:
            upload(event, ticket, came_at)
        letters = last_letters(ADA, BEN)
        assert one in letters[BEN].text
        assert one in letters[BEN].html
        assert stands in letters[ADA].text
        assert stands in letters[ADA].html
        assert all(letter.text.count("/t/") == 1 for letter in letters.values())
        assert "/registrations/" not in letters[BEN].text


def test_nobody_is_written_whose_letters_were_true_all_the_time(work):
    with work():
        event = make_door_event()
        made = make_registration(event, "Ada", email=ADA, heads=(Head("Ada"), Head("Ben")))
        ticket, came_at = tickets_of_registration(made.id)[1].reference, clock.now()
        before = session().scalars(select(OutboxMail.id)).all()
        clock.move_on(timedelta(minutes=2))
        services.drop_attendee(attendee_id=made.attendees[1].id, **by_desk(made))
        upload(event, ticket, came_at)
        assert [each.name for each in made.attendees] == ["Ada", "Ben"]
        assert session().scalars(select(OutboxMail.id)).all() == before
