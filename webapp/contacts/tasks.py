from webapp.contacts import services
from webapp.contacts.facts import ContactTableWaits
from webapp.foundation import clock, facts
from webapp.foundation.going_on import take_steps
from webapp.foundation.jobs import job, wake
from webapp.foundation.stopping import go_on
from webapp.foundation.transaction import looking, unit_of_work
from webapp.registration.facts import ConfirmationAsked, LettersDue, SeatConfirmed


@job(every_minutes=1)
def take_up_who_is_new() -> None:
    """Have whoever registered or was invited since the last time found among the contacts."""
    while True:
        go_on()
        with unit_of_work():
            if not services.catch_up(now=clock.now()):
                return


@job(every_minutes=10)
def look_over_contacts() -> None:
    """Put right what was missed, and let go of those behind whom nothing stands any more."""
    with looking():  # nobody who writes waits for it
        addresses = services.missed()
    with unit_of_work():
        services.put_right(addresses=addresses, now=clock.now())


@job(every_minutes=1)
def look_through_tables() -> None:
    """Read tables of people to enter, and go on entering those that the office agreed to."""
    services.work_on_tables(now=clock.now())


@job(every_minutes=60)
def forget_contacts() -> None:
    """Delete for good what was put into the bin, consents that were taken back, and old tables."""
    now = clock.now()
    steps = {
        "bin": lambda: services.empty_bin(now=now),
        "consents": lambda: services.forget_withdrawn(now=now),
        "tables": lambda: services.forget_old_tables(now=now),
    }
    take_steps("forget contacts", steps)


def take_up_soon(_fact: ConfirmationAsked | SeatConfirmed | LettersDue) -> None:
    wake(take_up_who_is_new)


facts.on(ConfirmationAsked)(take_up_soon)
facts.on(SeatConfirmed)(take_up_soon)
facts.on(LettersDue)(take_up_soon)


@facts.on(ContactTableWaits)
def look_soon(_fact: ContactTableWaits) -> None:
    wake(look_through_tables)
