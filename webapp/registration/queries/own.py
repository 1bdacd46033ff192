"""What is kept about somebody, for themselves."""

from typing import Any

from sqlalchemy import select

from webapp.fields.queries import definitions_of
from webapp.foundation.database import session
from webapp.registration.models import Change, Consent, Registration
from webapp.registration.queries.wishes import wishes_of


def own_data(registration: Registration) -> dict[str, Any]:
    """Everything that is kept about a registration, in plain values; labels in the registration's language."""
    consents = select(Consent).where(Consent.registration_id == registration.id).order_by(Consent.id)
    changes = select(Change).where(Change.registration_id == registration.id).order_by(Change.id)
    return {
        "event": registration.event.title,
        "status": registration.status,
        "name": registration.name,
        "email": registration.email,
        "organisation": registration.organisation,
        "language": registration.language,
        "category": registration.category.label if registration.category else None,
        "registered_at": registration.created_at.isoformat(),
        "address_confirmed_at": _said(registration.address_confirmed_at),
        "confirmed_at": _said(registration.confirmed_at),
        "cancelled_at": _said(registration.cancelled_at),
        "answers": _labelled(registration, registration.answers),
        "people": [
            {"name": head.name, "email": head.email, "answers": _labelled(registration, head.answers)}
            for head in registration.attendees
        ],
        "wishes": [
            {"name": each.name, "email": each.email, "answers": _labelled(registration, each.answers)}
            for each in wishes_of(registration.id)
        ],
        "consents": [
            {"text": each.text_key, "version": each.version, "given_at": each.given_at.isoformat()}
            for each in session().scalars(consents)
        ],
        "history": [
            {"what": each.kind, "at": each.made_at.isoformat(), "reason": each.reason, "changes": each.differences}
            for each in session().scalars(changes)
        ],
    }


def _labelled(registration: Registration, answers: dict[str, Any]) -> dict[str, Any]:
    known = definitions_of(registration.field_set) if registration.field_set else ()
    labels = {each.key: each.labelled(registration.language) for each in known}
    return {labels.get(key, key): value for key, value in answers.items()}


def _said(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
