from webapp.calendar import services
from webapp.foundation import clock, jobs
from webapp.foundation.transaction import unit_of_work


@jobs.job(every_minutes=60)
def forget_old_dates() -> None:
    """Delete lists of dates that nobody decided about."""
    with unit_of_work():
        services.forget_old_dates(now=clock.now())
