"""A confirmed seat makes a ticket for each head, a cancelled one revokes them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from tests.factories.events import make_event
from tests.factories.stations import make_guest
from tests.factories.tickets import make_ticket
from tests.queries import counted
from webapp.events.models import Event
from webapp.foundation import clock, facts, tokens
from webapp.foundation.database import session
from webapp.registration.facts import RegistrationCancelled, SeatConfirmed
from webapp.registration.models import Attendee
from webapp.tickets import queries, services
from webapp.tickets.facts import TicketIssued, TicketRevoked
from webapp.tickets.models import Ticket
from webapp.tickets.types import HeldTicket

pytestmark = pytest.mark.both


@pytest.fixture
def told(monkeypatch):
    """What was published about tickets."""
    heard = []
    for fact in (TicketIssued, TicketRevoked):
        monkeypatch.setitem(facts._handlers, fact, [heard.append])
    return heard


def add_attendee(registration, name):
    attendee = Attendee(public_id=tokens.new_id(), name=name, registration=registration)
    session().add(attendee)
    session().flush()
    return attendee


def test_each_head_gets_one_ticket_however_often_the_seat_is_confirmed(work, told):
    with work():
        registration = make_guest(make_event(), "Kim Muster").registration
        add_attendee(registration, "Alex Beispiel")
        facts.publish(SeatConfirmed(registration.id))
        facts.publish(SeatConfirmed(registration.id))
        tickets = queries.tickets_of_registration(registration.id)
    assert [ticket.attendee.name for ticket in tickets] == ["Kim Muster", "Alex Beispiel"]
    assert told == [TicketIssued(ticket.id) for ticket in tickets]


def test_codes_and_references_are_random_and_readable(work):
    with work():
        event = make_event()
        tickets = [make_ticket(event) for _ in range(20)]
    assert len({ticket.code for ticket in tickets}) == len({ticket.reference for ticket in tickets}) == 20
    assert all(len(ticket.code) == 8 and set(ticket.code) <= set(tokens.SPOKEN_ALPHABET) for ticket in tickets)
    assert all(len(tokens.decode(ticket.reference)) == 16 for ticket in tickets)


def test_a_taken_code_is_drawn_again_at_the_same_event_only(work, monkeypatch):
    codes = iter(["AAAA2222", "AAAA2222", "AAAA2222", "BBBB3333"])
    monkeypatch.setattr(tokens, "new_spoken_code", lambda _: next(codes))
    with work():
        event = make_event()
        drawn = [make_ticket(event).code, make_ticket(make_event()).code, make_ticket(event).code]
    assert drawn == ["AAAA2222", "AAAA2222", "BBBB3333"]


def test_without_any_free_code_it_says_so(work, monkeypatch):
    monkeypatch.setattr(tokens, "new_spoken_code", lambda _: "AAAA2222")
    with work():
        event = make_event()
        make_ticket(event)
        with pytest.raises(RuntimeError, match="no free code"):
            make_ticket(event)


def test_two_confirmations_at_once_issue_one_ticket(work):
    with work():
        event = make_event()
        guest_id, event_id = make_guest(event).id, event.id

    def issue(_):
        with work():
            attendee, event = session().get(Attendee, guest_id), session().get(Event, event_id)
            return services.issue_ticket(attendee=attendee, event=event, now=clock.now()).id

    with ThreadPoolExecutor(6) as threads:
        assert len(set(threads.map(issue, range(12)))) == 1
    with work():
        assert session().scalar(select(func.count()).select_from(Ticket)) == 1


def test_cancelling_revokes_the_tickets_of_that_registration_only(work, now, told):
    with work():
        event = make_event()
        going, staying = make_ticket(event), make_ticket(event)
        told.clear()
        facts.publish(RegistrationCancelled(going.attendee.registration_id, had_place=True))
        facts.publish(RegistrationCancelled(going.attendee.registration_id, had_place=True))
    assert (going.revoked_at, staying.revoked_at) == (now, None)
    assert told == [TicketRevoked(going.id)]
    with work():
        assert queries.count_valid(event.id) == 1


def test_a_seat_confirmed_again_makes_the_same_ticket_good(work, now):
    with work():
        ticket = make_ticket(make_event())
        registration_id = ticket.attendee.registration_id
        services.revoke_tickets(registration_id=registration_id, now=now)
        facts.publish(SeatConfirmed(registration_id))
        assert queries.tickets_of_registration(registration_id) == [ticket]
        assert ticket.revoked_at is None


def test_tickets_are_found_by_reference_code_and_person(work, app):
    with work():
        event, other = make_event(), make_event()
        ticket = make_ticket(event, "Kim Muster")
        attendee_id, reference, code, registration = (
            ticket.attendee_id,
            ticket.reference,
            ticket.code,
            ticket.attendee.registration_id,
        )
        event_id, other_id = event.id, other.id
    ways = [
        lambda: queries.find_by_reference(reference),
        lambda: (
            queries.find_with_event(reference).attendee.registration.event.host and queries.find_by_code(event_id, code)
        ),
        lambda: queries.tickets_of_registration(registration)[0],
    ]
    with counted(app) as seen:
        for way in ways:
            with work():
                assert way().attendee.name == "Kim Muster"
    assert len(seen) == 4
    with work():
        assert queries.ticket_of_attendee(attendee_id).code == code
        assert queries.find_by_code(other_id, code) is None
        assert queries.find_by_reference(tokens.new_id()) is None
        assert queries.held_of([tokens.new_id()]) == {}


def test_the_door_gets_what_it_needs_in_one_query(work, app):
    with work():
        event = make_event()
        ticket = make_ticket(event, "Kim Muster")
        wanted = HeldTicket(ticket.id, event.id, "Kim Muster", None, None, ticket.attendee_id)
        reference, code = ticket.reference, ticket.code
        assert queries.reference_of_code(event.id, code) == reference
        assert queries.reference_of_code(make_event().id, code) is None
    for way, which in (
        (lambda which: queries.held_of([which])[which], reference),
        (queries.find_held, wanted.id),
    ):
        with counted(app) as seen, work():
            assert way(which) == wanted
        assert len(seen) == 1
