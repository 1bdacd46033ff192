"""What became of a request, in words."""

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from webapp.registration.types import RegistrationStatus

if TYPE_CHECKING:
    from webapp.registration.models import Registration
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.registration.models import Registration


def approved(registration: "Registration", *, is_over: bool) -> str:
    """What became of a request that was approved; `is_over`: nobody who waits is offered anything any more."""
    if registration.status == RegistrationStatus.CONFIRMED:
        return str(_("%(name)s has a place now.", name=registration.name))
    said = str(_("%(name)s is now on the waiting list: there are no places left.", name=registration.name))
    return f"{said} {_('The event has started, so no more places are being offered.')}" if is_over else said
