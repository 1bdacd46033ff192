"""The categories that a question may be asked of, in words."""

from typing import TYPE_CHECKING

from webapp.foundation.http import language
from webapp.foundation.localized import in_language
from webapp.registration.queries.setup import all_categories_of

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.fields.types import Definition


def categories_by_id(event: "Event") -> dict[str, str]:
    """What every category is called, also one that isn't offered any more. One query."""
    return {each.public_id: in_language(each.label, language.current()) for each in all_categories_of(event.id)}


def categories_to_ask(event: "Event", question: "Definition | None") -> list[tuple[str, str]]:
    """The categories on offer, and those that aren't any more as long as the question is asked of them. One query."""
    named, lang = question.asked_of if question else (), language.current()
    known = sorted(all_categories_of(event.id), key=lambda each: (each.position, each.id))
    return [
        (each.public_id, in_language(each.label, lang))
        for each in known
        if each.retired_at is None or each.public_id in named
    ]
