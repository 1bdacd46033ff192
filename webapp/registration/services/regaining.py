"""Places that were given up although their holder had been let in: theirs again, for as long as that holds."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select

from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form
from webapp.registration import queries
from webapp.registration.facts import AttendeeCameAllTheSame, AttendeeHadNotCome, AttendeeReplaced
from webapp.registration.models import Attendee, Registration
from webapp.registration.services import cancelling, event_places, history, seating
from webapp.registration.services.event_places import Places
from webapp.registration.services.handing_on import hand_needs_on
from webapp.registration.services.rebooking import book_anew, people_of
from webapp.registration.types import LIVE, AttendeeId, ChangeKind, RegistrationStatus, Seen


def have_places(attendee_ids: Sequence[AttendeeId], now: datetime) -> None:
    """People had been let in on places that are given up by now: theirs again, or as many more are granted."""
    for attendee_id in attendee_ids:
        _have_a_place(attendee_id, now)


def give_up_again(never_came: Sequence[Seen], now: datetime) -> None:
    """They hadn't come in after all: what `have_places` gave goes back to whoever had it, or is free as it was."""
    if not never_came:
        return
    theirs = Attendee.id.in_({each.attendee_id for each in never_came}), Attendee.regained_at.is_not(None)
    for attendee_id in session().scalars(select(Attendee.id).where(*theirs).order_by(Attendee.id)).all():
        _give_it_up_again(attendee_id, now)


def _have_a_place(attendee_id: AttendeeId, now: datetime) -> None:
    attendee, registration = _behind_the_lock(attendee_id)
    held = registration.status in LIVE
    if held and attendee.left_at is None:
        seating.have_a_seat_again(registration, now)
        return
    successor = _who_may_still_leave(registration, attendee) if held else None
    attendee.regained_at = now
    if not _made_room(registration, attendee):
        attendee.gave_up_at = attendee.left_at
    if held:
        attendee.left_at = None
    else:
        _revive(registration, attendee, now)
    if successor is not None:
        successor.left_at = now
    session().flush()
    session().expire(registration, ["attendees"])
    book_anew(Places(registration.event), registration, now, held=held, beyond=True)
    seating.have_a_seat_again(registration, now)
    _record(registration, ChangeKind.CAME_ALL_THE_SAME, (successor, attendee), now)
    if successor is not None:
        facts.publish(AttendeeReplaced(registration.id, successor.id, attendee.id))
    else:
        facts.publish(AttendeeCameAllTheSame(registration.id, attendee.id))


def hand_back(
    places: Places, registration: Registration, attendee: Attendee, successor: Attendee | None, now: datetime
) -> None:
    """Behind `event_places.lock`: one comes less, or `successor` instead, because they hadn't come in after all."""
    hand_needs_on(registration, attendee)
    attendee.left_at = now
    if successor is not None:
        successor.left_at = None
    session().flush()
    session().expire(registration, ["attendees"])
    book_anew(places, registration, now, beyond=True)
    _record(registration, ChangeKind.HAD_NOT_COME, (attendee, successor), now)
    if successor is not None:
        facts.publish(AttendeeReplaced(registration.id, attendee.id, successor.id))
    else:
        facts.publish(AttendeeHadNotCome(registration.id, attendee.id))


def _give_it_up_again(attendee_id: AttendeeId, now: datetime) -> None:
    attendee, registration = _behind_the_lock(attendee_id)
    since, attendee.regained_at = attendee.regained_at, None
    if registration.status not in LIVE or attendee.left_at is not None:
        return
    others = _others(registration, attendee)
    if registration.regained_at is not None and any(each.regained_at is None for each in others):
        return  # the link's holder has gone on with what stands again
    # Of a cancelled registration nobody had the place meanwhile.
    whole = registration.regained_at is not None
    successor = None if whole else _successor(registration, attendee, lambda each: each.left_at == since)
    places = Places(registration.event)
    if not others and successor is None:
        _cancel_again(places, registration, attendee, now)
    else:
        hand_back(places, registration, attendee, successor, now)


def _made_room(registration: Registration, attendee: Attendee) -> bool:
    """True for who gave nothing up, and was only set aside when a cancelled registration stood again without them."""
    since = registration.regained_at
    return since is not None and attendee.left_at is not None and attendee.left_at >= since


def _others(registration: Registration, attendee: Attendee) -> list[Attendee]:
    return [each for each in registration.attendees if each.id != attendee.id]


def _behind_the_lock(attendee_id: AttendeeId) -> tuple[Attendee, Registration]:
    attendee = queries.get_attendee(attendee_id)
    registration = event_places.current(attendee.registration_id)
    people_of(registration)
    session().refresh(attendee)
    return attendee, registration


def _who_may_still_leave(registration: Registration, gone: Attendee) -> Attendee | None:
    """Who came instead by the link, unless they were let in already."""
    found = _successor(registration, gone, lambda each: each.left_at is None)
    return found if found is not None and found.entered_at is None else None


def _successor(registration: Registration, gone: Attendee, is_meant: Callable[[Attendee], bool]) -> Attendee | None:
    """Who came instead by the link, in however many steps."""
    statement = select(Attendee).where(Attendee.registration_id == registration.id, Attendee.instead_of_id.is_not(None))
    after = {each.instead_of_id: each for each in session().scalars(statement)}
    found = after.get(gone.id)
    while found is not None and not is_meant(found):
        found = after.get(found.id)
    return found


def _revive(registration: Registration, attendee: Attendee, now: datetime) -> None:
    """A cancelled registration stands again, with nobody but the one who came."""
    for other in registration.attendees:
        other.left_at = now
    attendee.left_at = None
    if queries.find_live(registration.event_id, registration.email_normal) is not None:
        registration.email_normal = f"-{registration.public_id}"  # the address has registered anew
    registration.status, registration.cancelled_at = RegistrationStatus.CONFIRMED.value, None
    registration.regained_at = now


def _cancel_again(places: Places, registration: Registration, attendee: Attendee, now: datetime) -> None:
    registration.status, registration.cancelled_at = RegistrationStatus.CANCELLED.value, now
    registration.email_normal = normal_form(registration.email) or registration.email_normal
    history.record(registration, ChangeKind.HAD_NOT_COME, now=now)
    session().flush()
    facts.publish(AttendeeHadNotCome(registration.id, attendee.id))
    attendee.left_at = attendee.gave_up_at
    cancelling.free(places, registration, now)
    _all_on_it_again(registration, attendee)
    places.renew()


def _all_on_it_again(registration: Registration, attendee: Attendee) -> None:
    """Whoever would have been on it when it was cancelled, but for the one who hadn't come, belongs to it as well."""
    since, registration.regained_at = registration.regained_at, None
    gone = select(Attendee).where(Attendee.registration_id == registration.id, Attendee.id != attendee.id)
    if since is not None:
        for made_room in session().scalars(gone.where(Attendee.left_at >= since)):
            made_room.left_at = made_room.gave_up_at
    elif (
        last := session().scalars(gone.order_by(Attendee.left_at.desc(), Attendee.id.desc()).limit(1)).first()
    ) is not None:
        last.left_at = None
    session().flush()
    session().expire(registration, ["attendees"])
    registration.heads = len(registration.attendees)
    session().flush()


def _record(
    registration: Registration,
    kind: ChangeKind,
    swap: tuple[Attendee | None, Attendee | None],
    now: datetime,
) -> None:
    before, after = (each.name if each else None for each in swap)
    difference = [{"field": "person", "before": before, "after": after}]
    history.record(registration, kind, now=now, differences=difference)
    session().flush()
