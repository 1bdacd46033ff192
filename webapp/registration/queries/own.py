"""What is kept about somebody, for themselves."""

import itertools
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from webapp.fields.rules.reading import chosen_in, fits
from webapp.fields.types import CHOOSES, YES_OR_NO, FieldKind
from webapp.fields.wording import shown
from webapp.foundation.database import session
from webapp.foundation.http.language import speaking
from webapp.registration.models import AddressWish, Attendee, AttendeeRequest, Change, Consent, Registration
from webapp.registration.queries.answers import Forms, Given
from webapp.registration.queries.wishes import wishes_of

_CHOSEN = CHOOSES | {FieldKind.STATION}
_IN_WORDS = _CHOSEN | YES_OR_NO | {FieldKind.TRADE}


def own_data(registration: Registration, forms: Forms) -> dict[str, object]:
    """Everything that is kept about a registration, in plain values; labels in the registration's language."""
    consents = select(Consent).where(Consent.registration_id == registration.id).order_by(Consent.id)
    changes = select(Change).where(Change.registration_id == registration.id).order_by(Change.id)
    # Kept as long as the others: should it turn out that one of them came all the same, the door knows them.
    gone = select(Attendee).where(Attendee.registration_id == registration.id, Attendee.left_at.is_not(None))
    gone = gone.order_by(Attendee.id)
    return {
        "event": registration.event.title,
        "status": registration.status,
        "name": registration.name,
        "email": registration.email,
        "organisation": registration.organisation,
        "address_asked_for": session().scalar(
            select(AddressWish.email).where(AddressWish.registration_id == registration.id)
        ),
        "language": registration.language,
        "category": registration.category.label if registration.category else None,
        "registered_at": registration.created_at.isoformat(),
        "address_confirmed_at": _said(registration.address_confirmed_at),
        "confirmed_at": _said(registration.confirmed_at),
        "cancelled_at": _said(registration.cancelled_at),
        "answers": _told(forms, registration, registration),
        "people": [_person(forms, registration, head) for head in registration.attendees],
        "people_who_left": [_person(forms, registration, head) for head in session().scalars(gone)],
        "wishes": [_wish(forms, registration, each) for each in wishes_of(registration.id)],
        "consents": [
            {"text": each.text_key, "version": each.version, "given_at": each.given_at.isoformat()}
            for each in session().scalars(consents)
        ],
        "history": [
            {
                "what": each.kind,
                "at": each.made_at.isoformat(),
                "reason": each.reason,
                "changes": [_changed(forms, registration, one) for one in each.differences],
            }
            for each in session().scalars(changes)
        ],
    }


def _person(forms: Forms, registration: Registration, head: Attendee) -> dict[str, object]:
    return {
        "name": head.name,
        "email": head.email,
        "answers": _told(forms, registration, head),
        "came_at": _said(head.entered_at),
    }


def _wish(forms: Forms, registration: Registration, wish: AttendeeRequest) -> dict[str, object]:
    return {
        "name": wish.name,
        "email": wish.email,
        "answers": _wished(forms, registration, wish),
        "consents": [{"text": key, "version": version} for key, version in wish.consents.items()],
    }


def _told(forms: Forms, registration: Registration, holder: Registration | Attendee) -> dict[str, object]:
    """Answers under their questions as they were asked; a question that was asked twice has a number."""
    return _numbered(forms.answers_of(registration, holder), registration.language)


def _wished(forms: Forms, registration: Registration, wish: AttendeeRequest) -> dict[str, object]:
    given = [forms.read(key, value, wish.field_set_id) for key, value in wish.answers.items() if value is not None]
    return _numbered(given, registration.language)


def _numbered(given: Iterable[Given], lang: str) -> dict[str, object]:
    told: dict[str, object] = {}
    for each in given:
        label = each.definition.labelled(lang)
        names = (label if number == 1 else f"{label} ({number})" for number in itertools.count(1))
        told[next(name for name in names if name not in told)] = _in_words(each, lang)
    return told


def _in_words(given: Given, lang: str) -> object:
    """What was chosen, trades, yes and no in their words, everything else as it is kept."""
    if given.definition.kind not in _IN_WORDS or not fits(given.definition, given.value):
        return given.value
    if given.definition.kind not in _CHOSEN:
        with speaking(lang):
            return shown(given.definition, given.value)
    words = [given.definition.chosen(key, lang) for key in chosen_in(given.value)]
    return words if isinstance(given.value, list) else words[0]


def _changed(forms: Forms, registration: Registration, one: Mapping[str, Any]) -> dict[str, object]:
    lang = registration.language
    said = {key: value for key, value in one.items() if not key.startswith("version_")}
    if forms.asked(one["field"], None) is None:
        return said
    for when in ("before", "after"):
        if one[when] is not None:
            given = forms.read(one["field"], one[when], one.get(f"version_{when}") or registration.field_set_id)
            said |= {"field": given.definition.labelled(lang), when: _in_words(given, lang)}
    return said


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
