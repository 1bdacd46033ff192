"""Whoever sets a column that names another row reads that row from then on, and not the one before."""

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import RelationshipDirection, configure_mappers

from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.world import make_world
from webapp.events.models import Event
from webapp.foundation.database import Model, session

_NOBODY = 999_999_999


def followed():
    """Every relationship to one row, with the columns that name it."""
    configure_mappers()
    for mapper in sorted(Model.registry.mappers, key=lambda each: each.class_.__name__):
        for each in mapper.relationships:
            if each.direction is RelationshipDirection.MANYTOONE:
                yield mapper.class_, each.key, [mapper.get_property_by_column(one).key for one in each.local_columns]


def test_each_relationship_follows_the_column_that_names_it(app, work, now):
    with work():
        make_world(app)
    tried = set()
    for model, name, columns in followed():
        with app.app_context():
            rows = session().scalars(select(model)).all()
            row = next((each for each in rows if getattr(each, name) is not None), None)
            for column in columns if row is not None else ():
                setattr(row, column, _NOBODY)
                assert getattr(row, name) is None, (model.__name__, column)
                tried.add((model.__name__, name))
            session().rollback()
    assert len(tried) > 25
    assert {("Event", "host"), ("Event", "venue"), ("Registration", "category"), ("Station", "action_field")} <= tried


@pytest.mark.both
def test_it_leads_to_the_new_row_before_and_after_the_flush(work):
    with work():
        event, other = make_event(), make_organisation(name="Innung Zwickau")
        assert event.host is not other
        event.host_id = other.id
        assert event.host is other
        session().flush()
        assert event.host is other


def test_one_that_was_set_itself_is_written_as_it_was_set(work):
    with work():
        event, one, two = make_event(), make_organisation(), make_organisation()
        event.host = one
        event.host_id = two.id
        assert event.host is one
        session().flush()
        event_id, wanted = event.id, one.id
    with work():
        assert session().get_one(Event, event_id).host_id == wanted


def test_naming_the_same_row_again_reads_nothing_anew(work):
    with work():
        event = make_event()
        assert event.host is not None
        event.host_id = int(event.host_id)
        assert "host" in inspect(event).dict
