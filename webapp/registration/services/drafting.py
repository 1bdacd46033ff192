"""Questions are changed in a draft; people are asked them once it is taken over."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from webapp.events.models import Event
from webapp.fields.rules.records import to_record
from webapp.fields.services import faults, new_key
from webapp.fields.types import Definition
from webapp.foundation.database import session
from webapp.registration import presets, queries
from webapp.registration.errors import QuestionNeededError, QuestionsFaultyError
from webapp.registration.models import SignUp
from webapp.registration.queries.drafts import draft_of
from webapp.registration.services.setting_up import add_category, ask, locked_sign_up

MOST_QUESTIONS = 60


def put_question(*, event: Event, definition: Definition) -> Definition:
    """Change the question with this key in the draft; one with an empty key is new, gets a key and goes to the end.

    QuestionsFaultyError when it, or one that hangs on it, can't be asked like that.
    """
    sign_up = locked_sign_up(event)
    definitions = list(draft_of(event.id).definitions)
    keys = [each.key for each in definitions]
    if not definition.key:
        definition = replace(definition, key=new_key(definition.label["de"], keys, "frage"))
    if definition.key in keys:
        definitions[keys.index(definition.key)] = definition
    else:
        definitions.append(definition)
    _keep(sign_up, definitions)
    return definition


def remove_question(*, event: Event, key: str) -> None:
    """Take a question out of the draft; QuestionNeededError while another one hangs on it."""
    sign_up, draft = locked_sign_up(event), draft_of(event.id)
    draft.get(key)
    if any(each.show_when and each.show_when[0] == key for each in draft.definitions):
        raise QuestionNeededError
    _keep(sign_up, (each for each in draft.definitions if each.key != key))


def move_question(*, event: Event, key: str, by: int) -> None:
    """Move a question up or down in the draft; QuestionNeededError past one that hangs on it or that it hangs on."""
    sign_up, draft = locked_sign_up(event), draft_of(event.id)
    moved, others = draft.get(key), [each for each in draft.definitions if each.key != key]
    place = draft.definitions.index(moved) + by
    others.insert(max(0, place), moved)
    if faults(others):
        raise QuestionNeededError
    _keep(sign_up, others)


def discard_draft(*, event: Event) -> None:
    """Forget what was changed since the questions were taken over."""
    locked_sign_up(event).draft = None
    session().flush()


def ask_draft(*, event: Event, now: datetime) -> None:
    """Ask what the draft says from now on. Those who answered before keep their answers."""
    draft = draft_of(event.id)
    if draft.is_changed:
        ask(event=event, definitions=draft.definitions, now=now)
    discard_draft(event=event)


def use_usual_questions(*, event: Event) -> int:
    """Put what is usually asked at the event's format behind the draft's questions; returns how many were new."""
    sign_up, known = locked_sign_up(event), draft_of(event.id).definitions
    keys = {each.key for each in known}
    fresh = [each for each in presets.of_format(event.format).questions if each.key not in keys]
    _keep(sign_up, [*known, *fresh])
    return len(fresh)


def use_usual_categories(*, event: Event) -> int:
    """Offer the categories that usually come to the event's format, where none are offered; returns how many."""
    if queries.categories_of(event.id):
        return 0
    usual = presets.of_format(event.format).categories
    for each in usual:
        add_category(event=event, capacity=None, **each.values())
    return len(usual)


def _keep(sign_up: SignUp, definitions: Iterable[Definition]) -> None:
    definitions = tuple(definitions)
    if found := faults(definitions):
        raise QuestionsFaultyError(faults=found)
    if len(definitions) > MOST_QUESTIONS:
        raise QuestionsFaultyError(faults={})
    sign_up.draft = [to_record(each) for each in definitions]
    session().flush()
