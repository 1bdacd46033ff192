"""Questions are changed in a draft; people are asked them once it is taken over."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events.models import Event
from webapp.fields.rules.records import to_record
from webapp.fields.services import correct_words, faults, new_key
from webapp.fields.types import Definition
from webapp.foundation.database import session
from webapp.foundation.localized import in_language
from webapp.foundation.seen import refuse_unseen
from webapp.registration import presets, queries
from webapp.registration.errors import QuestionNeededError, QuestionsFaultyError
from webapp.registration.models import SignUp
from webapp.registration.queries.answers import Forms, form_key, forms_of
from webapp.registration.queries.drafts import draft_of, step_of
from webapp.registration.services.setting_up import add_category, ask, locked_sign_up

MOST_QUESTIONS = 60


@rights.needs(Role.ORGANIZER)
def put_question(*, event: Event, definition: Definition) -> Definition:
    """Change the question with this key in the draft; one with an empty key is new, gets a key and goes to the end.

    A key that was ever asked is never given to another question or answer: what was said to it stays with it.
    QuestionsFaultyError when it, or one that hangs on it, can't be asked like that.
    """
    sign_up, forms = locked_sign_up(event), forms_of(event)
    definitions = list(draft_of(event.id).definitions)
    keys = [each.key for each in definitions]
    if not definition.key:
        definition = replace(definition, key=new_key(definition.labelled("de"), {*keys, *forms.keys()}, "frage"))
    if definition.key in keys:
        definition = _with_own_choices(definition, definitions[keys.index(definition.key)], forms)
        definitions[keys.index(definition.key)] = definition
    else:
        definitions.append(definition)
    _keep(sign_up, definitions)
    return definition


@rights.needs(Role.ORGANIZER)
def remove_question(*, event: Event, key: str) -> str:
    """Take a question out of the draft; QuestionNeededError while another one hangs on it.

    Returns by what `take_draft_back` knows the step.
    """
    sign_up, draft = locked_sign_up(event), draft_of(event.id)
    draft.get(key)
    if any(each.show_when and each.show_when[0] == key for each in draft.definitions):
        raise QuestionNeededError
    _keep(sign_up, (each for each in draft.definitions if each.key != key), before=draft.definitions)
    return step_of(sign_up.draft_before)


@rights.needs(Role.ORGANIZER)
def move_question(*, event: Event, key: str, by: int) -> None:
    """Move a question up or down in the draft; QuestionNeededError past one that hangs on it or that it hangs on."""
    sign_up, draft = locked_sign_up(event), draft_of(event.id)
    moved, others = draft.get(key), [each for each in draft.definitions if each.key != key]
    place = draft.definitions.index(moved) + by
    others.insert(max(0, place), moved)
    if faults(others):
        raise QuestionNeededError
    _keep(sign_up, others)


@rights.needs(Role.ORGANIZER)
def discard_draft(*, event: Event) -> str:
    """Forget what was changed since the questions were taken over; returns by what `take_draft_back` knows the step."""
    sign_up = locked_sign_up(event)
    if sign_up.draft is None:
        return ""
    sign_up.draft, sign_up.draft_before = None, sign_up.draft
    session().flush()
    return step_of(sign_up.draft_before)


@rights.needs(Role.ORGANIZER)
def take_draft_back(*, event: Event, step: str) -> bool:
    """Undo this step, the last one; False where the draft has been changed since, also by somebody else's step."""
    sign_up = locked_sign_up(event)
    if sign_up.draft_before is None or step_of(sign_up.draft_before) != step:
        return False
    sign_up.draft, sign_up.draft_before = sign_up.draft_before, None
    session().flush()
    return True


@rights.needs(Role.ORGANIZER)
def ask_draft(*, event: Event, now: datetime, seen: str | None = None) -> None:
    """Ask what the draft says from now on. Those who answered before keep their answers in the words of before.

    Only what corrects those words holds for them too. SeenOtherwiseError when the draft says something else than what
    was `seen` (`Draft.seen`).
    """
    locked_sign_up(event)  # whoever changes the draft comes before or after this
    draft = draft_of(event.id)
    refuse_unseen(seen, draft.seen)
    for each in draft.definitions if draft.is_changed else ():
        if each.corrects:
            correct_words(key=form_key(event), definition=each)
    if draft.is_changed:
        ask(event=event, definitions=[replace(each, corrects=False) for each in draft.definitions], now=now)
    sign_up = locked_sign_up(event)
    sign_up.draft, sign_up.draft_before = None, None
    session().flush()


@rights.needs(Role.ORGANIZER)
def use_usual_questions(*, event: Event) -> int:
    """Put what is usually asked at the event's format behind the draft's questions; returns how many were new.

    What only some kinds of categories are asked is asked of those that the event has, and left out where it has none.
    """
    sign_up, known = locked_sign_up(event), draft_of(event.id).definitions
    there = {each.key for each in known}
    said = {(each.kind, each.labelled("de")): each.key for each in known}
    taken, keys = forms_of(event).keys() | there, dict[str, str]()
    fresh = []
    for each in _usual_at(event):
        keys[each.key] = each.key if each.key in there else said.get((each.kind, each.labelled("de")), "")
        if not keys[each.key]:
            keys[each.key] = new_key(each.key, taken, each.key) if each.key in taken else each.key
            taken.add(keys[each.key])
            when = (keys[each.show_when[0]], each.show_when[1]) if each.show_when else None
            fresh.append(replace(each, key=keys[each.key], show_when=when))
    _keep(sign_up, [*known, *fresh])
    return len(fresh)


@rights.needs(Role.ORGANIZER)
def use_usual_categories(*, event: Event) -> int:
    """Offer the categories that usually come to the event's format, where none are offered; returns how many."""
    if queries.categories_of(event.id):
        return 0
    usual = presets.of_format(event.format).categories
    for each in usual:
        add_category(event=event, capacity=None, **each.values())
    return len(usual)


def _usual_at(event: Event) -> Iterable[Definition]:
    """The usual questions with the event's own categories; a preset knows their kinds alone."""
    categories = queries.categories_of(event.id)
    for each in presets.of_format(event.format).questions:
        groups = tuple(category.public_id for category in categories if category.kind in each.asked_of)
        if groups or not each.asked_of:
            yield replace(each, asked_of=groups)


def _with_own_choices(definition: Definition, before: Definition, forms: Forms) -> Definition:
    """The question, with answers that are new to it under keys that none of its answers ever had."""
    kept = {key for key, _label in before.choices}
    taken = kept | forms.choice_keys(definition.key)
    renamed: dict[str, str] = {}
    for key, label in definition.choices:
        is_new = key not in kept and key in taken
        renamed[key] = (
            new_key(in_language(label, "de") or key, taken | set(renamed.values()), "antwort") if is_new else key
        )
    return replace(
        definition,
        choices=tuple((renamed[key], label) for key, label in definition.choices),
        places={renamed.get(key, key): places for key, places in definition.places.items()},
    )


def _keep(sign_up: SignUp, definitions: Iterable[Definition], before: Iterable[Definition] | None = None) -> None:
    definitions = tuple(definitions)
    if found := faults(definitions):
        raise QuestionsFaultyError(faults=found)
    if len(definitions) > MOST_QUESTIONS:
        raise QuestionsFaultyError(faults={})
    sign_up.draft = [to_record(each) for each in definitions]
    sign_up.draft_before = None if before is None else [to_record(each) for each in before]
    session().flush()
