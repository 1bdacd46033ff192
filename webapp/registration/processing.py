"""What forms of registration ask, for the draft of the privacy notice."""

from collections.abc import Iterator

from sqlalchemy import select

from webapp.fields.models import FieldSet
from webapp.fields.queries import definitions_from
from webapp.fields.types import FieldKind
from webapp.foundation.database import session
from webapp.office import processing
from webapp.office.processing import Asked, Longer, Stay
from webapp.registration.models import SignUp

_FILES = frozenset({FieldKind.FILE, FieldKind.PHOTOS})


@processing.tells_who_stays
def who_agrees() -> Iterator[Stay]:
    """Whether any form asks people if they may be invited again. One query."""
    if session().scalar(select(SignUp.event_id).where(SignUp.asks_to_invite).limit(1)) is not None:
        yield Stay(why=Longer.AGREED)


@processing.tells
def questions_in_use() -> Iterator[Asked]:
    """The questions of every event's form as it stands. One query."""
    used = select(FieldSet.definitions).where(FieldSet.id.in_(select(SignUp.field_set_id)))
    for records in session().scalars(used):
        for each in definitions_from(records):
            yield Asked(
                label=each.label,
                kept_days=each.kept_days,
                needs_consent=each.kind is FieldKind.ACCESS_NEEDS,
                takes_files=each.kind in _FILES,
            )
