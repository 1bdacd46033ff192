from webapp.events.services.erasing import empty_bin
from webapp.foundation import clock
from webapp.foundation.jobs import job
from webapp.foundation.transaction import unit_of_work


@job(every_minutes=60)
def erase_what_was_thrown_away() -> None:
    """Erase what has been in the bin for a month."""
    with unit_of_work():
        empty_bin(now=clock.now())
