"""What is kept about somebody, for themselves."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Telling:
    """Whose answers are told, and how: in plain values for programs, or all in words, as readers of `lang` see them."""

    forms: Forms
    registration: Registration
    lang: str
    in_words: bool

    def value(self, given: Given) -> object:
        """An answer as it is told."""
        if not self.in_words:
            return _plainly(given, self.lang)
        with speaking(self.lang):
            return shown(given.definition, given.value)


def own_data(registration: Registration, forms: Forms, *, in_words_of: str = "") -> dict[str, object]:
    """Everything that is kept about a registration, in plain values; labels in the registration's language.

    With a language, answers are in its words alone.
    """
    telling = _Telling(forms, registration, in_words_of or registration.language, bool(in_words_of))
    consents = select(Consent).where(Consent.registration_id == registration.id).order_by(Consent.id)
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
        "answers": _told(telling, registration),
        "people": [_person(telling, head) for head in registration.attendees],
        "people_who_left": [_person(telling, head) for head in session().scalars(gone)],
        "wishes": [_wish(telling, each) for each in wishes_of(registration.id)],
        "consents": [
            {"text": each.text_key, "version": each.version, "given_at": each.given_at.isoformat()}
            for each in session().scalars(consents)
        ],
        "history": _history(telling),
    }


def _history(telling: _Telling) -> list[dict[str, object]]:
    changes = select(Change).where(Change.registration_id == telling.registration.id).order_by(Change.id)
    return [
        {
            "what": each.kind,
            "at": each.made_at.isoformat(),
            "reason": each.reason,
            "changes": [_changed(telling, one) for one in each.differences],
        }
        for each in session().scalars(changes)
    ]


def _person(telling: _Telling, head: Attendee) -> dict[str, object]:
    return {
        "name": head.name,
        "email": head.email,
        "answers": _told(telling, head),
        "came_at": _said(head.entered_at),
    }


def _wish(telling: _Telling, wish: AttendeeRequest) -> dict[str, object]:
    return {
        "name": wish.name,
        "email": wish.email,
        "answers": _wished(telling, wish),
        "consents": [{"text": key, "version": version} for key, version in wish.consents.items()],
    }


def _told(telling: _Telling, holder: Registration | Attendee) -> dict[str, object]:
    """Answers under their questions as they were asked; a question that was asked twice has a number."""
    return _numbered(telling, telling.forms.answers_of(telling.registration, holder))


def _wished(telling: _Telling, wish: AttendeeRequest) -> dict[str, object]:
    given = [
        telling.forms.read(key, value, wish.field_set_id) for key, value in wish.answers.items() if value is not None
    ]
    return _numbered(telling, given)


def _numbered(telling: _Telling, given: Iterable[Given]) -> dict[str, object]:
    told: dict[str, object] = {}
    for each in given:
        label = each.definition.labelled(telling.lang)
        names = (label if number == 1 else f"{label} ({number})" for number in itertools.count(1))
        told[next(name for name in names if name not in told)] = telling.value(each)
    return told


def _plainly(given: Given, lang: str) -> object:
    """What was chosen, trades, yes and no in their words, everything else as it is kept."""
    if given.definition.kind not in _IN_WORDS or not fits(given.definition, given.value):
        return given.value
    if given.definition.kind not in _CHOSEN:
        with speaking(lang):
            return shown(given.definition, given.value)
    words = [given.definition.chosen(key, lang) for key in chosen_in(given.value)]
    return words if isinstance(given.value, list) else words[0]


def _changed(telling: _Telling, one: Mapping[str, Any]) -> dict[str, object]:
    said = {key: value for key, value in one.items() if not key.startswith("version_")}
    if telling.forms.asked(one["field"], None) is None:
        return said
    for when in ("before", "after"):
        if one[when] is not None:
            version = one.get(f"version_{when}") or telling.registration.field_set_id
            given = telling.forms.read(one["field"], one[when], version)
            said |= {"field": given.definition.labelled(telling.lang), when: telling.value(given)}
    return said


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
