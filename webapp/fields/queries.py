from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from webapp.fields.models import FieldSet
from webapp.fields.rules.records import from_record
from webapp.fields.types import Definition
from webapp.foundation.database import session


def find_newest(key: str) -> FieldSet | None:
    """The newest version of the set with this key."""
    statement = select(FieldSet).where(FieldSet.key == key).order_by(FieldSet.version.desc()).limit(1)
    return session().scalar(statement)


def all_versions(key: str) -> Sequence[FieldSet]:
    """Every version of the set, the oldest first."""
    return session().scalars(select(FieldSet).where(FieldSet.key == key).order_by(FieldSet.version)).all()


def definitions_of(field_set: FieldSet) -> tuple[Definition, ...]:
    """The set's definitions in their order."""
    return definitions_from(field_set.definitions)


def definitions_from(records: Iterable[Mapping[str, object]]) -> tuple[Definition, ...]:
    """As `definitions_of`, from what a statement of another room read along."""
    return tuple(from_record(record) for record in records)
