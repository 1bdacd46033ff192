"""Why somebody may not join a registration: a form for each of them, on one page."""

from collections.abc import Iterable
from typing import Any

from webapp.admin.forms.registrations import ReasonForm


def reason_for(wish: str, **given: Any) -> ReasonForm:
    """The reason for declining one of several people, with a field of its own."""
    return ReasonForm(prefix=f"w{wish[:6]}-", **given)


def refusals(wishes: Iterable[Any], sent: ReasonForm | None) -> list[tuple[Any, ReasonForm]]:
    """Who shall join, each with the form for declining, of which one may have been sent."""
    forms = [(each, reason_for(each.public_id, formdata=None)) for each in wishes]
    name = sent.reason.name if sent else ""
    return [(each, sent if sent and form.reason.name == name else form) for each, form in forms]
