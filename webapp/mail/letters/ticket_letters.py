"""Tickets in letters: all of them to whoever registered, one to a head with an address of its own."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from flask_babel import ngettext

from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.types import Phase
from webapp.foundation import clock
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.mail.companions import Household, companions_at, own_pages
from webapp.mail.letters.enqueueing import Reader, may_write_unasked, write, write_to
from webapp.mail.types import MailKind, OwnWords
from webapp.registration.missed import missed
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries import find_live
from webapp.registration.types import AttendeeId, RegistrationStatus
from webapp.tickets.models import Ticket
from webapp.tickets.payload import payload_of, payloads_of
from webapp.tickets.queries import tickets_of_registration, valid_tickets_of

MOST_LISTED = 12
# What holds after all is said in our words: the organizer's for these kinds know only of what is new.
_AGAIN = {"again": True, "own": OwnWords()}


def tickets_of(registration: Registration) -> dict[str, object]:
    """The tickets by name; a group without names, or a large one, finds them on the page of its registration."""
    heads = registration.attendees
    if len(heads) > MOST_LISTED or not all(head.name for head in heads):
        return {"tickets": [], "heads": len(heads)}
    valid = [ticket for ticket in tickets_of_registration(registration.id) if ticket.revoked_at is None]
    return {
        "tickets": [{"name": ticket.attendee.name, "url": ticket_page(ticket, registration)} for ticket in valid],
        "heads": len(heads),
    }


def without_a_station(registration: Registration, newcomer: Attendee | None = None) -> tuple[tuple[str, str], ...]:
    """Stations that were wished for and had no place left, and for whom, where that has to be said.

    Where it is about a `newcomer`, the others know already.
    """
    heads = registration.attendees
    found: dict[str, list[str]] = defaultdict(list)
    names = {each.id: each.name for each in heads}
    for head, title in missed(registration).items():
        if newcomer is None or newcomer.id == head:
            found[title].append(names[head])
    return tuple((title, who) for title, them in found.items() for who in _for_whom(them, len(heads), registration))


def _for_whom(names: Sequence[str], of: int, registration: Registration) -> Sequence[str]:
    """Each by name; how many where they have none, and nothing for all of them."""
    if of == 1 or (len(names) == of and not all(names)):
        return [""]
    if all(names):
        return names
    with speaking(registration.language):
        return [str(ngettext("%(num)s person", "%(num)s people", len(names)))]


def ticket_page(ticket: Ticket, registration: Registration) -> str:
    """The address of a ticket's page."""
    with speaking(registration.language):
        return links.absolute("public.tickets.ticket", payload=payload_of(ticket, registration.event))


def ticket_pages(event: Event, households: Sequence[Household]) -> dict[AttendeeId, str]:
    """The addresses of the tickets of those who come along. Two queries for each few hundred of them."""
    spoken = {person: each.first.language for each in households for person in each.people}
    tickets = valid_tickets_of(event.id, spoken)
    payloads = payloads_of(tickets.values(), event)
    found = {}
    for person, ticket in tickets.items():
        with speaking(spoken[person]):
            found[person] = links.absolute("public.tickets.ticket", payload=payloads[ticket.id])
    return found


def _told(pages: Sequence[str]) -> dict[str, object]:
    return {"tickets": [{"url": page} for page in pages], "heads": len(pages)}


def send_own_tickets(registration: Registration, attendees: Iterable[Attendee], *, again: bool = False) -> bool:
    """Each address that heads have of their own gets all its tickets in one letter.

    `again`: they were told that one is void, and it holds after all. False when one got none, because it had enough
    mails lately or is that of whoever registered: they have to be told.
    """
    tickets = [each for each in tickets_of_registration(registration.id) if each.revoked_at is None]
    readers = _own_readers(registration, attendees)
    full = missed(registration) if readers else {}
    is_told = bool(readers)
    for address, reader in readers.items():
        own = [each for each in tickets if normal_form(each.attendee.email) == address]
        pages = [ticket_page(each, registration) for each in own]
        if pages and may_write_unasked(reader.email):
            stations = Counter(full[each.attendee_id] for each in own if each.attendee_id in full)
            some = tuple((title, 0 if count == len(own) else count) for title, count in stations.items())
            told = {**_told(pages), "left_out": some, **(_AGAIN if again else {})}
            write_to(MailKind.TICKET_OF_HEAD, registration.event, reader, pages[0], **told)
        else:
            is_told = False
    return is_told


def send_tickets_along(kind: MailKind, event: Event, household: Household) -> None:
    """The tickets that an address has with the registrations of others, as far as they still open a door.

    Silent on a flood: whoever asked must not learn from it that the address is known.
    """
    first, fate = household.first, phase(event, clock.now())
    if not may_write_unasked(first.email):
        return
    reader = Reader(first.public_id, first.email, first.language)
    opens = fate not in {Phase.CANCELLED, Phase.PAST}
    pages = own_pages(household, ticket_pages(event, [household])) if opens else []
    with speaking(first.language):
        page = links.absolute("public.events.event", slug=event.slug)
    said = {"tickets": [{"url": each} for each in pages], "heads": len(household.people), "fate": fate}
    said |= {"confirmed": True, "stands": RegistrationStatus.CONFIRMED}
    # The organizer's words for this kind are about one's own registration.
    write_to(kind, event, reader, [*pages, page][0], **said, own=OwnWords(), along=True)


def take_own_tickets_back(
    registration: Registration, attendees: Iterable[Attendee], *, is_passed_on: bool = False
) -> None:
    """Tell each address that heads have of their own which tickets are no longer valid, and which ones are."""
    if registration.confirmed_at is None:
        return
    gone = list(attendees)
    for address, reader in _own_readers(registration, gone).items():
        if not may_write_unasked(reader.email, taking_back=True):
            continue
        said = {
            "tickets": [{"url": page} for page in _still_valid(registration.event, address)],
            "heads": sum(normal_form(each.email) == address for each in gone),
            "is_passed_on": is_passed_on,
        }
        # Nobody but whoever registered gets the link to the registration.
        with speaking(registration.language):
            page = links.absolute("public.events.event", slug=registration.event.slug)
        write_to(MailKind.NO_LONGER, registration.event, reader, page, **said)


def say_that_it_stands_again(registration: Registration) -> None:
    """Tell whoever registered, and was told that it is cancelled, that it stands for those who had come before."""
    full = without_a_station(registration)
    write(
        MailKind.SEAT_CONFIRMED,
        registration,
        **tickets_of(registration),
        **_AGAIN,
        name=registration.name,
        left_out=full,
    )


def _still_valid(event: Event, address: str) -> list[str]:
    """The pages of all tickets that an address has at the event, by its own registration and by those of others."""
    households = companions_at(event.id, address)
    pages = ticket_pages(event, households)
    along = [page for each in households for page in own_pages(each, pages)]
    own = find_live(event.id, address)
    if own is None or own.status != RegistrationStatus.CONFIRMED:
        return along
    valid = (each for each in tickets_of_registration(own.id) if each.revoked_at is None)
    theirs = (each for each in valid if normal_form(each.attendee.email) in {"", address})
    return [*(ticket_page(each, own) for each in theirs), *along]


def _own_readers(registration: Registration, attendees: Iterable[Attendee]) -> dict[str, Reader]:
    # Nobody has confirmed these addresses: they get no words that somebody typed, not even a name.
    found: dict[str, Reader] = {}
    for each in attendees:
        address = normal_form(each.email)
        if address and address != registration.email_normal:
            found.setdefault(address, Reader(registration.public_id, each.email, registration.language))
    return found
