from functools import partial

from flask import current_app

from webapp.accounts import services
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.foundation import clock
from webapp.foundation.jobs import job, run_inside
from webapp.foundation.transaction import unit_of_work

run_inside(partial(acting_as, SYSTEM))


@job(every_minutes=60)
def forget_ended_sessions() -> None:
    """Forget sessions that nobody could go on with anyway."""
    with unit_of_work():
        services.forget_ended_sessions(now=clock.now(), lasting=2 * current_app.permanent_session_lifetime)
