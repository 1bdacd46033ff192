"""The questions that an organizer is working on, beside those that are asked already."""

import hashlib
import json
from dataclasses import dataclass

from webapp.events.types import EventId
from webapp.fields.queries import definitions_from, definitions_of
from webapp.fields.rules.records import to_record
from webapp.fields.types import Definition
from webapp.foundation.seen import mark_of
from webapp.registration.errors import QuestionNotFoundError
from webapp.registration.queries.setup import sign_up_of

_LENGTH = 22


@dataclass(frozen=True, slots=True)
class Draft:
    """Questions in their order; `is_changed` when they aren't the ones that are asked.

    `step`: what was taken out last can be taken back, and is known by this; else empty.
    """

    definitions: tuple[Definition, ...]
    is_changed: bool
    step: str = ""

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
    if sign_up is None:
        return Draft(asked, is_changed=False)
    step = step_of(sign_up.draft_before)
    if sign_up.draft is None:
        return Draft(asked, is_changed=False, step=step)
    definitions = definitions_from(sign_up.draft)
    return Draft(definitions, is_changed=definitions != asked, step=step)


def step_of(before: list[dict[str, object]] | None) -> str:
    """By what a step is known that can be taken back: what the draft held before; empty where there is none."""
    written = json.dumps(before, sort_keys=True).encode()
    return "" if before is None else hashlib.sha256(written).hexdigest()[:_LENGTH]
