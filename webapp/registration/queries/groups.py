"""Groups in which nobody has a name, as a school class is."""

from webapp.fields.types import FieldKind
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries.answers import Given, forms_of


def who_leaves_first(registration: Registration) -> Attendee | None:
    """Who of a group without names goes when one comes less: the last who wasn't let in, and best one without needs."""
    if any(each.name for each in registration.attendees):
        return None
    absent = [each for each in reversed(registration.attendees) if not each.entered_at]
    in_need = _in_need(registration, [each for each in absent if each.answers])
    return next((each for each in absent if each not in in_need), absent[0] if absent else None)


def _in_need(registration: Registration, told: list[Attendee]) -> list[Attendee]:
    forms = forms_of(registration.event) if told else None
    return [each for each in told if forms and any(map(_is_need, forms.answers_of(registration, each)))]


def _is_need(given: Given) -> bool:
    return given.definition.kind is FieldKind.ACCESS_NEEDS
