from webapp.foundation import clock, facts, files, pending_files
from webapp.foundation.jobs import job, wake
from webapp.foundation.transaction import unit_of_work
from webapp.registration import services
from webapp.registration.facts import GuestListWaits


@job(every_minutes=1)
def keep_places_moving() -> None:
    """Give back what nobody confirmed in time, and let those in line have what is free."""
    with unit_of_work():
        services.expire_due(now=clock.now())
    with unit_of_work():
        services.fill_free_places(now=clock.now())


@job(every_minutes=1)
def look_through_guest_lists() -> None:
    """Read tables of people to invite, and go on inviting those that the organizer agreed to."""
    services.read_lists()
    services.invite_lists(now=clock.now())


@job(every_minutes=60)
def forget_in_time() -> None:
    """Delete answers, people and files whose time of keeping is over."""
    with unit_of_work():
        services.forget_old_answers(now=clock.now())
    with unit_of_work():
        services.forget_old_people(now=clock.now())
    with unit_of_work():
        services.forget_old_lists(now=clock.now())
    with unit_of_work():
        files.sweep(now=clock.now())
        pending_files.sweep(now=clock.now())


@facts.on(GuestListWaits)
def look_soon(_fact: GuestListWaits) -> None:
    wake(look_through_guest_lists)
