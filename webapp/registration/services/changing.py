"""What may be changed after somebody registered, beside who comes: what was answered, in which category."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.foundation.localized import in_language
from webapp.foundation.text import distinct
from webapp.foundation.transaction import all_or_nothing
from webapp.registration import rules
from webapp.registration.errors import AnswersChangedError, RegistrationClosedError, TagTooLongError
from webapp.registration.facts import RegistrationCorrected
from webapp.registration.models import Category, Registration
from webapp.registration.queries.answers import Forms, answers_mark, forms_of
from webapp.registration.services import consenting, history
from webapp.registration.services.answering import Named, given_anew
from webapp.registration.services.event_places import Places
from webapp.registration.services.rebooking import behind_the_lock, book_anew, refuse_unproved
from webapp.registration.services.superseding import Superseding
from webapp.registration.types import AttendeeId, CategoryId, ChangeKind


@all_or_nothing
def change_answers(
    *,
    registration: Registration,
    answers: Mapping[str, object],
    answers_of_heads: Mapping[AttendeeId, Mapping[str, object]],
    now: datetime,
    anew: Collection[Named] = (),
    seen: str | None = None,
    consents: Mapping[str, str] | None = None,
    is_told: bool = False,
) -> None:
    """Take clean answers to the newest form; ChoiceFullError when others were quicker, and nothing is changed.

    NotProvedError by the link before the address is proved.

    An answer that stays the same still answers the question it was given to, unless `anew` names it. One that doesn't
    takes the place of what was said before, for all or for each (`rules.holds_one_answer`).
    `consents` are the texts that were agreed to with them; the one to keep needs ends with the last of them.
    With `is_told` whoever registered is written what is different now.
    `seen` is the mark of what whoever changes them has looked at: AnswersChangedError when somebody was quicker.
    """
    places, registration = behind_the_lock(registration, now)
    refuse_unproved(registration)
    if seen is not None and seen != answers_mark(registration):
        raise AnswersChangedError
    forms = forms_of(registration.event)
    found = _take(forms, registration, answers, answers_of_heads, anew)
    consenting.note_once(registration.id, consents or {}, now)
    consenting.end_with_the_needs(registration, forms)
    if not found:
        return
    book_anew(places, registration, now)
    history.record(registration, ChangeKind.ANSWERS, now=now, differences=found)
    session().flush()
    if is_told:
        facts.publish(RegistrationCorrected(registration.id, tuple(found)))


def _take(
    forms: Forms,
    registration: Registration,
    answers: Mapping[str, object],
    of_heads: Mapping[AttendeeId, Mapping[str, object]],
    anew: Collection[Named],
) -> list[dict[str, object]]:
    """Store the answers; what is different now."""
    taken = Superseding(forms, registration, answers, of_heads, anew)
    found = given_anew(forms, registration, registration, taken.once, {key for head, key in anew if head is None})
    for attendee in registration.attendees:
        if attendee.id in taken.of_heads:
            of_head = {key for head, key in anew if head == attendee.id}
            changes = given_anew(forms, registration, attendee, taken.of_heads[attendee.id], of_head)
            found += [{**each, "person": attendee.name} for each in changes]
    taken.leave_what_nobody_takes_over()
    return [*found, *taken.found]


@rights.needs(Role.ORGANIZER, of="registration")
@all_or_nothing
def move(*, registration: Registration, category_id: CategoryId | None, now: datetime) -> None:
    """Move somebody to another category; NoPlaceError when it has too few places left."""
    places, registration = behind_the_lock(registration, now)
    if registration.category_id == category_id:
        return
    difference = move_behind_the_lock(places, registration, category_id, now)
    history.record(registration, ChangeKind.MOVED, now=now, differences=[difference])
    session().flush()


def move_behind_the_lock(
    places: Places, registration: Registration, category_id: CategoryId | None, now: datetime
) -> dict[str, object]:
    """As `move`, without the entry of the history; returns the difference. RegistrationClosedError once it is over."""
    if not rules.may_change(places.event, now):
        raise RegistrationClosedError
    before = registration.category_id
    registration.category_id = category_id
    book_anew(places, registration, now)
    return {"field": "category", "before": _label(before), "after": _label(category_id)}


def _label(category_id: CategoryId | None) -> str | None:
    category = session().get(Category, category_id) if category_id is not None else None
    return in_language(category.label, "de") if category else None


def tag(*, registrations: Sequence[Registration], tags: Sequence[str], now: datetime) -> None:
    """Put words of the organizer's own on registrations; those that are there stay."""
    for registration in registrations:
        set_tags(registration=registration, tags=[*registration.tags, *tags], now=now)


@rights.needs(Role.ORGANIZER, of="registration")
def set_tags(*, registration: Registration, tags: Sequence[str], now: datetime) -> None:
    """Leave these words of the organizer's own on a registration, and no others; each once, whatever its case.

    TagTooLongError where one is too long: none is ever cut.
    """
    wanted = distinct(map(rules.tidy_tag, tags))
    if any(map(rules.tag_problem, wanted)):
        raise TagTooLongError
    if wanted == registration.tags:
        return
    difference = [{"field": "tags", "before": registration.tags, "after": wanted}]
    registration.tags = wanted
    history.record(registration, ChangeKind.TAGGED, now=now, differences=difference)
    session().flush()
