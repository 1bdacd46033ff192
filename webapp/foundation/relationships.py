"""What an object names by a column is what its relationship leads to, as soon as the column is set.

SQLAlchemy leaves a relationship that was loaded as it was until the object is read anew, so that whoever set `host_id`
would go on reading the host before.
"""

from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapper, RelationshipDirection, RelationshipProperty


def follow_columns(mapper: Mapper[Any], _model: type) -> None:
    """Have the relationships of a model to one row be read anew once the column that names it is set."""
    for relationship in mapper.relationships:
        if relationship.direction is RelationshipDirection.MANYTOONE:
            for column in relationship.local_columns:
                _follow(mapper.attrs[mapper.get_property_by_column(column).key].class_attribute, relationship)


def _follow(column: Any, relationship: RelationshipProperty[Any]) -> None:
    key = relationship.key

    def forget(row: Any, value: object, before: object, _initiator: object) -> None:
        state: Any = inspect(row)
        # One that was set itself and is still to be written says what the column shall be, not the other way round.
        if value != before and key in state.dict and state.persistent and key not in state.committed_state:
            state.session.expire(row, [key])

    event.listen(column, "set", forget)
