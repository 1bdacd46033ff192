"""What an object names by a column is what its relationship leads to, as soon as the column is set.

SQLAlchemy leaves a relationship that was loaded as it was until the object is read anew, so that whoever set `host_id`
would go on reading the host before.
"""

from typing import cast

from sqlalchemy import event, inspect
from sqlalchemy.orm import (
    InstanceState,
    InstrumentedAttribute,
    Mapper,
    RelationshipDirection,
    RelationshipProperty,
    Session,
)


def follow_columns(mapper: Mapper[object], _model: type) -> None:
    """Have the relationships of a model to one row be read anew once the column that names it is set."""
    for relationship in mapper.relationships:
        if relationship.direction is RelationshipDirection.MANYTOONE:
            for column in relationship.local_columns:
                _follow(mapper.attrs[mapper.get_property_by_column(column).key].class_attribute, relationship)


def _follow(column: InstrumentedAttribute[object], relationship: RelationshipProperty[object]) -> None:
    key = relationship.key

    def forget(row: object, value: object, before: object, _initiator: object) -> None:
        state: InstanceState[object] = inspect(row)
        # One that was set itself and is still to be written says what the column shall be, not the other way round.
        if value != before and key in state.dict and state.persistent and key not in state.committed_state:
            cast("Session", state.session).expire(row, [key])

    event.listen(column, "set", forget)
