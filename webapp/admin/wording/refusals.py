"""What the desk says of what can't be done: each refusal's sentence stands here once.

Where a page says something else, that stands with its form (`Form.refusals`) or right above its view.
"""

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from webapp.accounts.errors import LastOfTheirKindError, RoleNotFoundError
from webapp.admin.wording.groups import too_large_to_seat
from webapp.admin.wording.refused_decisions import HAS_CHANGED, closed
from webapp.foundation import clock
from webapp.foundation.http.refusals import Said
from webapp.foundation.seen import SeenOtherwiseError
from webapp.mail.errors import MailingDecidedError
from webapp.registration.errors import (
    CategoryNameTakenError,
    ChoiceFullError,
    GroupTooLargeError,
    LastGateError,
    NoPlaceError,
    OfferOverError,
    QuestionNeededError,
    RegistrationClosedError,
    RegistrationStateError,
)

if TYPE_CHECKING:
    from webapp.events.models import Event

_NO_PLACE = _l("No place is left for that. Nothing was changed.")

REFUSALS: Said = {
    ChoiceFullError: _NO_PLACE,
    GroupTooLargeError: too_large_to_seat,
    CategoryNameTakenError: _l("Another category has this name by now. Please rename that one first."),
    LastGateError: _l(
        "Not everyone can register in this category, and it is the last one: without it, the form would be open to "
        "everyone. Please add another category first, or remove its code, times and approval."
    ),
    LastOfTheirKindError: _l("No one else could do this then. Please give someone else the role first."),
    RoleNotFoundError: _l("This role was taken back or changed in the meantime."),
    MailingDecidedError: _l("It has already been sent or scheduled."),
    NoPlaceError: _NO_PLACE,
    OfferOverError: _l("The offer has expired, and the place is no longer kept."),
    QuestionNeededError: _l("Another question depends on this one. Please change that one first."),
    RegistrationStateError: HAS_CHANGED,
    SeenOtherwiseError: _l("This has changed since you saw it. This is how it stands now; nothing was done."),
}


def refusals_at(event: "Event") -> Said:
    """As above, with why nothing can be decided any more as the event stands."""
    return {**REFUSALS, RegistrationClosedError: lambda _refusal: closed(event, clock.now())}
