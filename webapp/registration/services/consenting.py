"""The consents that belong to a registration: noted with what they are given for, ended with the last of it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select

from webapp.fields.types import FieldKind
from webapp.foundation.database import session, table_of
from webapp.registration.models import Attendee, Consent, Registration
from webapp.registration.queries.answers import Forms
from webapp.registration.types import ACCESS_NEEDS, RegistrationId

_INSERT = insert(table_of(Consent))


def note(registration_id: RegistrationId, consents: Mapping[str, str], now: datetime) -> None:
    """Note to which version of each text somebody agreed."""
    rows = [
        {"registration_id": registration_id, "text_key": key, "version": version, "given_at": now}
        for key, version in consents.items()
    ]
    if rows:
        session().execute(_INSERT, rows)


def note_once(registration_id: RegistrationId, consents: Mapping[str, str], now: datetime) -> None:
    """As `note`, for whoever may have agreed to the same before: that stands as it is."""
    given = select(Consent.text_key, Consent.version).where(Consent.registration_id == registration_id)
    known = {(row.text_key, row.version) for row in session().execute(given)}
    note(registration_id, {key: version for key, version in consents.items() if (key, version) not in known}, now)


def end_with_the_needs(registration: Registration, forms: Forms) -> None:
    """The consent to keep needs ends as soon as none are kept, of those who left neither."""
    everybody = session().scalars(select(Attendee).where(Attendee.registration_id == registration.id))
    holders: list[Registration | Attendee] = [registration, *everybody]
    given = (each for holder in holders for each in forms.answers_of(registration, holder))
    if any(each.definition.kind is FieldKind.ACCESS_NEEDS for each in given):
        return
    is_meant = Consent.registration_id == registration.id, Consent.text_key == ACCESS_NEEDS
    session().execute(delete(Consent).where(*is_meant))
