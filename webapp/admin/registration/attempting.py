"""What the desk does to one registration, from whatever page of it."""

from collections.abc import Callable

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from webapp.admin.registration.insisting import ask_again
from webapp.admin.wording.refusals import refusals_at
from webapp.events.queries import get_event
from webapp.foundation.http.form_page import attempt, done
from webapp.foundation.http.refusals import Said
from webapp.registration.errors import AlreadyCameError
from webapp.registration.queries import get_by_public_id

_PAGE = "admin.registration.registration"


def attempt_at(
    slug: str, registration_id: str, act: Callable[[], ResponseReturnValue], *said: Said
) -> ResponseReturnValue:
    """Do it; the registration's page says why it is refused. A page that asks once more names who was let in."""
    event = get_event(slug)
    back = redirect(url_for(_PAGE, slug=slug, registration_id=registration_id), 303)
    try:
        return attempt(act, lambda: back, *said, refusals_at(event))
    except AlreadyCameError as refusal:
        return ask_again(get_event(slug), get_by_public_id(registration_id), refusal)


def back_to(slug: str, registration_id: str, said: str, kind: str = "success") -> ResponseReturnValue:
    """Go back to the registration, whose page says what was done."""
    return done(said, _PAGE, kind=kind, slug=slug, registration_id=registration_id)
