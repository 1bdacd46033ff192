"""What the desk does although somebody was let in: it is asked once more, and then they count as gone.

The page that asks names them, and only whom it named is sent away: who came in after that is asked about anew.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, cast

from flask import render_template, request
from flask.typing import ResponseReturnValue

from webapp.checkin.services import see_out
from webapp.fields.forms import DROP
from webapp.foundation import clock
from webapp.foundation.transaction import savepoint
from webapp.registration.errors import AlreadyCameError
from webapp.registration.forms import NewcomerQuestions
from webapp.registration.queries.limits import is_limited

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.registration.models import Attendee, Registration

SEEN = "seen"  # a mark of whom the page showed
_FIELD = "insist"
_IGNORED = {_FIELD, "csrf_token", "once_key"}


def insisting(event: "Event", people: Iterable["Attendee"], act: Callable[[bool], object]) -> object:
    """Do it; when the desk insists, people who are inside have gone, says the door's log, before the place goes on."""
    named = insists()
    leaving = [each for each in people if each.public_id in named]
    others_came = any(each.entered_at is not None for each in people if each not in leaving)
    with savepoint():
        if leaving:
            ids = [each.id for each in leaving]
            see_out(event=event, attendee_ids=ids, now=clock.now())
        return act(bool(leaving) and not others_came)


def keeping_files(asked: NewcomerQuestions, act: Callable[[], object]) -> None:
    """Do it; what came along waits under the form's key when it is asked once more, by a page that can't hold it."""
    try:
        act()
    except AlreadyCameError:
        asked.let_files_wait()
        raise


def insists() -> list[str]:
    """Of whom the desk was told already that they were let in, by public id; it goes on."""
    return request.form.getlist(_FIELD)


def ask_again(event: "Event", registration: "Registration", refusal: AlreadyCameError) -> ResponseReturnValue:
    """Who was let in, and what it means to go on; all that was typed goes along."""
    came = cast("dict[str, str]", refusal.details["came"])
    page = render_template(
        "admin/insist.html",
        event=event,
        registration=registration,
        limited=is_limited(event),
        names=[name for name in came.values() if name],
        field=_FIELD,
        came=list(came),
        typed=[(name, value) for name, value in request.form.items(multi=True) if not _is_said_already(name)],
        action=request.path,
    )
    return page, 409


def _is_said_already(name: str) -> bool:
    return name in _IGNORED or name.endswith(DROP)  # a file that came along isn't dropped a second time
