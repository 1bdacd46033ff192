"""Answers that take places of their own."""

from webapp.fields.rules.reading import offered
from webapp.registration.rules.forms import Forms
from webapp.registration.rules.holders import Holder, Made


def taking(forms: Forms, made: Made, holder: Holder, group: str) -> dict[str, object]:
    """The answers that can take places of their own: those that were chosen, not written.

    What their `group` isn't asked takes none: they answered it when they belonged to another one.
    """
    given = (forms.given(made, holder, key) for key in holder.answers if not _is_of_others(forms, key, group))
    return {each.definition.key: each.value for each in given if each and offered(each.definition, each.value)}


def _is_of_others(forms: Forms, key: str, group: str) -> bool:
    asked = forms.newest.get(key)
    return asked is not None and bool(asked.asked_of) and group not in asked.asked_of
