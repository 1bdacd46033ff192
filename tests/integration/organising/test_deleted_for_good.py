"""What may be deleted for good at once has nothing typed hanging on it: over all tables with a key that leads there."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import JSON, Column, insert, select

from tests.conftest import NOW
from tests.factories.events import make_event, make_venue
from tests.factories.organisations import make_organisation
from webapp.admin.organisations.labels import HANGING
from webapp.events import services as events
from webapp.events.models import EventSeries, Venue
from webapp.events.services.erasing import erase_from_bin
from webapp.foundation import clock
from webapp.foundation.database import Model, UtcDateTime, session, table_of
from webapp.foundation.errors import ConflictError
from webapp.foundation.references import columns_naming
from webapp.office.services import organisations
from webapp.organisations.models import Organisation

_numbers = count(1)


def a_series():
    return events.settle_series(title="Reihe", host_id=make_organisation("Anderswo").id)


DELETED: dict[type[Model], tuple[Callable[[], Any], Callable[[Any], object]]] = {
    Organisation: (make_organisation, lambda row: organisations.delete_organisation(organisation=row, now=NOW)),
    Venue: (make_venue, lambda row: events.delete_venue(venue=row, now=NOW)),
    EventSeries: (a_series, lambda row: events.drop_series(series=row, now=NOW)),
}


def row_of(table, **given) -> Any:
    """The id of a row with nothing but what its table asks for; what it hangs on is made as well."""
    values = {
        column.name: given.get(column.name, value_of(column))
        for column in table.columns
        if column.name in given or not (column.nullable or (column.primary_key and not column.foreign_keys))
    }
    return session().execute(insert(table).values(values)).inserted_primary_key[0]


def value_of(column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        return make_event().id if key.column.table.name == "event" else row_of(key.column.table)
    number = next(_numbers)
    if isinstance(column.type, UtcDateTime):
        return NOW + timedelta(hours=number)
    if isinstance(column.type, JSON):
        return []
    longest = getattr(column.type, "length", None) or 20
    kinds = {str: str(number)[-longest:], int: number, bool: False, date: NOW.date() + timedelta(days=number)}
    return kinds[column.type.python_type]


def hang_on(row, column) -> None:
    if column.table.name == "event":  # hangs on more than its columns tell
        event = make_event("Daran")
        setattr(event, column.name, row.id)
        session().flush()
    else:
        row_of(column.table, **{column.name: row.id})


@pytest.mark.both
@pytest.mark.parametrize("model", DELETED)
def test_nothing_is_deleted_in_passing(work, now, model):
    make, delete = DELETED[model]
    for column in columns_naming(model):
        with work():
            row = make()
            hang_on(row, column)
            with pytest.raises(ConflictError) as refused:
                delete(row)
            if model is Organisation:
                assert column.table.name in refused.value.details["tables"]
            assert session().scalar(select(column).where(column == row.id)) == row.id


@pytest.mark.parametrize("model", DELETED)
def test_control_what_nothing_hangs_on_goes_into_the_bin(work, now, model):
    make, delete = DELETED[model]
    with work():
        row = make()
        delete(row)
        assert row.deleted_at == NOW


def test_the_desk_has_a_word_for_whatever_hangs_on_an_organisation():
    assert HANGING.keys() == {column.table.name for column in columns_naming(Organisation)}


def test_an_event_is_erased_only_out_of_the_bin(work, now):
    """There is no way to delete one for good at once: what hangs on it lies in the bin with it for its time."""
    with work():
        event = make_event()
        erase_from_bin(event_id=event.id, now=clock.now())
        assert session().scalar(select(table_of(type(event)).c.id)) == event.id
