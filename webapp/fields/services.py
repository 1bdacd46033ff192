import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from webapp.fields import queries, rules
from webapp.fields.models import FieldSet
from webapp.fields.rules import asked_in, asked_of_instead, visible
from webapp.fields.rules.reading import belongs as takes
from webapp.fields.rules.reading import fully_booked, reads_alike
from webapp.fields.rules.records import to_record
from webapp.fields.rules.sets import answers_to, faults, new_key
from webapp.fields.types import Cleaned, Definition
from webapp.foundation.database import session
from webapp.foundation.errors import InvalidError
from webapp.foundation.inserting import insert_new

__all__ = [
    "add_version",
    "answers_to",
    "asked_in",
    "asked_of_instead",
    "checked",
    "correct_words",
    "faults",
    "forget",
    "fully_booked",
    "mark_of",
    "new_key",
    "reads_alike",
    "takes",
    "visible",
]

_MARK = 16


def checked(definitions: Iterable[Definition], given: Mapping[str, object]) -> Cleaned:
    """All answers of a form: clean, complete, and without those that nobody was asked for."""
    return rules.check(definitions, given)


def mark_of(definitions: Iterable[Definition]) -> str:
    """A short mark of questions: a form that carries another one was made of others."""
    said = json.dumps([to_record(definition) for definition in definitions], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:_MARK]


def correct_words(*, key: str, definition: Definition) -> None:
    """Give a field and its answers these words in every version of the set; what was chosen stays the same."""
    words = {choice: label for choice, label in definition.choices}  # noqa: C416 - pairs of a definition
    for version in queries.all_versions(key):
        version.definitions = [_corrected(record, definition, words) for record in version.definitions]
    session().flush()


def forget(*, key: str) -> None:
    """Delete every version of a set to which no answer is kept any more."""
    session().execute(delete(FieldSet).where(FieldSet.key == key))


def _corrected(
    record: dict[str, Any], definition: Definition, words: Mapping[str, dict[str, str]]
) -> dict[str, object]:
    if record["key"] != definition.key:
        return record
    choices = [[choice, words.get(choice, label)] for choice, label in record["choices"]]
    return {**record, "label": definition.label, "choices": choices}


def add_version(*, key: str, definitions: Iterable[Definition], now: datetime) -> FieldSet:
    """The newest version of the set; a new one is made only when the definitions differ from it."""
    records = [to_record(definition) for definition in definitions]
    if len({record["key"] for record in records}) != len(records):
        raise InvalidError("two fields share a key")
    newest = queries.find_newest(key)
    while newest is None or newest.definitions != records:
        # Whoever comes second in a race finds the number taken, writes nothing and looks again.
        version = newest.version + 1 if newest else 1
        insert_new(FieldSet, key=key, version=version, definitions=records, created_at=now)
        newest = queries.find_newest(key)
    return newest
