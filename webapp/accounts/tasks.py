from functools import partial

from flask import current_app

from webapp.accounts import queries, services
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.foundation import clock
from webapp.foundation.going_on import Work, go_through, take_steps
from webapp.foundation.jobs import job, run_inside
from webapp.foundation.transaction import looking

run_inside(partial(acting_as, SYSTEM))


@job(every_minutes=60)
def forget_ended_sessions() -> None:
    """Forget sessions that nobody could go on with anyway, and links of letters that open nothing any more."""
    take_steps(
        "forget what opens nothing",
        {
            "sessions": lambda: services.forget_ended_sessions(
                now=clock.now(), lasting=2 * current_app.permanent_session_lifetime
            ),
            "letters": lambda: services.forget_old_letters(now=clock.now()),
            "invitations": lambda: services.forget_old_invitations(now=clock.now()),
        },
    )


@job(every_minutes=1)
def look_at_asked_letters() -> None:
    """Have letters for new passwords written to those whose addresses are known.

    Here and not in the request, which does and takes the same for every address.
    """
    with looking():
        found = [each.public_id for each in queries.unseen_letters()]
    go_through(Work("write a letter for a new password", _look), found)


def _look(public_id: str) -> None:
    letter = queries.find_letter(public_id)
    if letter is not None and letter.user is None:
        services.look_at_asked(letter=letter, now=clock.now())
