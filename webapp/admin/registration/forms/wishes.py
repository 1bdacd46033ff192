"""Why somebody may not join a registration: a form for each of them, on one page."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from webapp.admin.inputs.reasons import ReasonForm

if TYPE_CHECKING:
    from webapp.registration.models import AttendeeRequest


def reason_for(wish: str, **given: object) -> ReasonForm:
    """The reason for declining one of several people, with a field of its own."""
    return ReasonForm(prefix=f"w{wish[:6]}-", **given)


def refusals(
    wishes: Iterable["AttendeeRequest"], sent: ReasonForm | None
) -> list[tuple["AttendeeRequest", ReasonForm]]:
    """Who shall join, each with the form for declining, of which one may have been sent."""
    forms = [(each, reason_for(each.public_id, formdata=None)) for each in wishes]
    name = sent.reason.name if sent else ""
    return [(each, sent if sent and form.reason.name == name else form) for each, form in forms]
