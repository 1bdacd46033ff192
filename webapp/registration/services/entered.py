"""Whoever was let in has used a place, whatever links and desks want to do with it."""

from collections.abc import Sequence

from webapp.accounts.types import Actor
from webapp.registration.errors import AlreadyCameError, StillInsideError
from webapp.registration.models import Attendee, Registration
from webapp.registration.services import history


def refuse_whoever_came(
    registration: Registration, people: Sequence[Attendee], actor: Actor, *, despite_entry: bool
) -> None:
    """StillInsideError while one of them is inside; AlreadyCameError for who was, unless the desk insists."""
    inside = [each.name for each in people if each.inside_since is not None]
    if inside:
        raise StillInsideError(names=inside)
    came = [each.name for each in people if each.entered_at is not None]
    if came and (history.is_own(registration, actor) or not despite_entry):
        raise AlreadyCameError(names=came)
