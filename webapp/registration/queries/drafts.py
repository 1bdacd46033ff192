"""The questions that an organizer is working on, beside those that are asked already."""

from dataclasses import dataclass

from webapp.events.types import EventId
from webapp.fields.queries import definitions_from, definitions_of
from webapp.fields.rules.records import to_record
from webapp.fields.types import Definition
from webapp.foundation.seen import mark_of
from webapp.registration.errors import QuestionNotFoundError
from webapp.registration.queries.setup import sign_up_of


@dataclass(frozen=True, slots=True)
class Draft:
    """Questions in their order; `is_changed` when they aren't the ones that are asked.

    `goes_back`: what was taken out last can be taken back.
    """

    definitions: tuple[Definition, ...]
    is_changed: bool
    goes_back: bool = False

    @property
    def seen(self) -> str:
        """What whoever is shown the draft says to have seen of it."""
        return mark_of([to_record(each) for each in self.definitions])

    def get(self, key: str) -> Definition:
        """One of them; QuestionNotFoundError for an unknown key."""
        for each in self.definitions:
            if each.key == key:
                return each
        raise QuestionNotFoundError


def draft_of(event_id: EventId) -> Draft:
    """What the organizer sees. One query."""
    sign_up = sign_up_of(event_id)
    asked = definitions_of(sign_up.field_set) if sign_up is not None and sign_up.field_set else ()
    if sign_up is None or sign_up.draft is None:
        return Draft(asked, is_changed=False, goes_back=sign_up is not None and sign_up.draft_before is not None)
    definitions = definitions_from(sign_up.draft)
    return Draft(definitions, is_changed=definitions != asked, goes_back=sign_up.draft_before is not None)
