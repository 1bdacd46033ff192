from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from webapp.fields import queries
from webapp.fields.models import FieldSet
from webapp.fields.rules.records import to_record
from webapp.fields.types import Definition
from webapp.foundation.database import session
from webapp.foundation.errors import InvalidError


def add_version(*, key: str, definitions: Iterable[Definition], now: datetime) -> FieldSet:
    """The newest version of the set; a new one is made only when the definitions differ from it."""
    records = [to_record(definition) for definition in definitions]
    if len({record["key"] for record in records}) != len(records):
        raise InvalidError("two fields share a key")
    newest = queries.find_newest(key)
    while newest is None or newest.definitions != records:
        # Whoever comes second in a race finds the number taken, writes nothing and looks again.
        insert = postgresql.insert if session().get_bind().dialect.name == "postgresql" else sqlite.insert
        version = newest.version + 1 if newest else 1
        row = insert(FieldSet).values(key=key, version=version, definitions=records, created_at=now)
        session().execute(row.on_conflict_do_nothing(index_elements=[FieldSet.key, FieldSet.version]))
        newest = queries.find_newest(key)
    return newest
