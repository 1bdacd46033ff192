"""What the desk puts right about somebody: tickets, places and ranks stay as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.foundation.email_addresses import checked_address, normal_form
from webapp.foundation.transaction import all_or_nothing
from webapp.registration import rules
from webapp.registration.errors import PersonInvalidError
from webapp.registration.facts import AddressGivenUp, AttendeesReaddressed, ConfirmationAsked, RegistrationCorrected
from webapp.registration.models import Attendee, Registration
from webapp.registration.services import asking, event_places, history
from webapp.registration.services.addresses import count_words, readdress, refuse_registered
from webapp.registration.services.applications import head_problems, problems, tidied_head
from webapp.registration.services.changing import move_behind_the_lock
from webapp.registration.services.open_wishes import end_wishes
from webapp.registration.services.rebooking import people_of, refuse_not_standing
from webapp.registration.types import AttendeeId, CategoryTerms, ChangeKind, Contact, Head, Problem


@dataclass(frozen=True, slots=True)
class _Done:
    """What is different now, which addresses were given up, and whose own address is new."""

    differences: list[dict[str, object]]
    given_up: list[str]
    readdressed: list[AttendeeId]


@rights.needs(Role.ORGANIZER, of="registration")
@all_or_nothing
def correct(
    *,
    registration: Registration,
    contact: Contact,
    people: Mapping[AttendeeId, Head],
    now: datetime,
    is_told: bool = True,
    move_to: CategoryTerms | None = None,
) -> bool:
    """Put names, addresses and the organisation right; False when all of it stands like that already.

    Whoever of the people was called like the contact is called like the contact again, unless another name is given.
    Another address has a link of its own, and links that went to the one before open nothing; an address that nobody
    has confirmed is asked anew. With `is_told` they are written what changed, and who had an address that is given up.
    AlreadyRegisteredError points to the registration of an address; PersonInvalidError names what can't be taken.
    Where they shall `move_to` another category, NoPlaceError as for `move`.
    """
    places, registration = event_places.lock_for(registration)
    people_of(registration)
    refuse_not_standing(registration)
    _check(registration, contact, people)
    done = _Done([], [], [])
    _put_people_right(registration, contact, people, done)
    _put_contact_right(registration, contact, done, now)
    if move_to is not None and move_to.category_id != registration.category_id:
        done.differences.append(move_behind_the_lock(places, registration, move_to.category_id, now))
    if not done.differences:
        return False
    count_words(registration)
    history.record(registration, ChangeKind.CORRECTED, now=now, differences=done.differences)
    session().flush()
    for email in dict.fromkeys(filter(None, done.given_up)):
        facts.publish(AddressGivenUp(registration.id, email, is_told=is_told))
    if is_told:
        _tell(registration, done)
    return True


def _check(registration: Registration, contact: Contact, people: Mapping[AttendeeId, Head]) -> None:
    found = problems(name=contact.name, email=contact.email, organisation=contact.organisation)
    if found.get("email") is Problem.MISSING and registration.is_proved:
        del found["email"]  # the host knows how to reach them
    for attendee in registration.attendees:
        head = people.get(attendee.id)
        # A group without names has none to put right.
        of_head = head_problems(head) if head and (head.name.strip() or attendee.name) else {}
        found |= {f"{field}-{attendee.public_id}": problem for field, problem in of_head.items()}
    if found:
        raise PersonInvalidError(fields=found)


def _put_contact_right(registration: Registration, contact: Contact, done: _Done, now: datetime) -> None:
    address = checked_address(contact.email) if contact.email.strip() else ""
    after = {"name": rules.tidy(contact.name), "email": address, "organisation": rules.tidy(contact.organisation)}
    before = {field: getattr(registration, field) for field in after}
    done.differences[:0] = history.differences(before, after)
    registration.name, registration.organisation = after["name"], after["organisation"]
    if before != after:
        end_wishes([registration.id])
    if address != registration.email:
        refuse_registered(registration, address)
        if normal_form(address) == normal_form(registration.email):
            registration.email = address
            return
        done.given_up.append(registration.email)
        readdress(registration, address, now)
        asking.end_all(registration, now)


def _put_people_right(
    registration: Registration, contact: Contact, people: Mapping[AttendeeId, Head], done: _Done
) -> None:
    for attendee in registration.attendees:
        head = tidied_head(people.get(attendee.id) or Head(attendee.name, attendee.email))
        is_the_contact = attendee.name == registration.name == head.name
        name = rules.tidy(contact.name) if is_the_contact and head.name else head.name
        done.differences.extend(_of_person(attendee, name, head.email))
        attendee.name = name
        if head.email != attendee.email:
            done.given_up.append(attendee.email)
            done.readdressed.append(attendee.id)
            attendee.email = head.email


def _of_person(attendee: Attendee, name: str, email: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = (
        [{"field": "person", "before": attendee.name, "after": name}] if name != attendee.name else []
    )
    if email != attendee.email:
        found.append({"field": "person_email", "before": attendee.email, "after": email, "person": name})
    return found


def _tell(registration: Registration, done: _Done) -> None:
    if registration.is_proved:
        facts.publish(RegistrationCorrected(registration.id, tuple(done.differences)))
    elif any(each["field"] == "email" for each in done.differences) and registration.held_until is not None:
        facts.publish(ConfirmationAsked(registration.id, until=registration.held_until))
    if done.readdressed:
        facts.publish(AttendeesReaddressed(registration.id, tuple(done.readdressed)))
