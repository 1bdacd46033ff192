from contextlib import nullcontext

from webapp.foundation import clock, facts, files, pending_files
from webapp.foundation.going_on import take_steps
from webapp.foundation.jobs import job, wake
from webapp.foundation.traces import leave_no_traces
from webapp.registration import services
from webapp.registration.facts import GuestListWaits, RegistrationErased


@job(every_minutes=1)
def keep_places_moving() -> None:
    """Give back what nobody confirmed in time, and let those in line have what is free."""
    now = clock.now()
    take_steps(
        "keep places moving",
        {"expire": lambda: services.expire_due(now=now), "fill": lambda: services.fill_free_places(now=now)},
    )


@job(every_minutes=1)
def look_through_guest_lists() -> None:
    """Read tables of people to invite, and go on inviting those that the organizer agreed to."""
    steps = {"read": services.read_lists, "invite": lambda: services.invite_lists(now=clock.now())}
    take_steps("look through guest lists", steps, nullcontext)


@job(every_minutes=60)
def forget_in_time() -> None:
    """Delete answers, people and files whose time of keeping is over."""
    now = clock.now()
    steps = {
        "answers": lambda: services.forget_old_answers(now=now),
        "people": lambda: services.forget_old_people(now=now),
        "lists": lambda: services.forget_old_lists(now=now),
        "files": lambda: files.sweep(now=now),
        "waiting files": lambda: pending_files.sweep(now=now),
    }
    take_steps("forget in time", steps)
    leave_no_traces()


@facts.on(RegistrationErased)
def leave_no_traces_soon(_fact: RegistrationErased) -> None:
    wake(leave_no_traces)


@facts.on(GuestListWaits)
def look_soon(_fact: GuestListWaits) -> None:
    wake(look_through_guest_lists)
