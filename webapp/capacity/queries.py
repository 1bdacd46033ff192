from collections.abc import Iterable

from sqlalchemy import bindparam, select

from webapp.capacity.models import Pool
from webapp.capacity.types import Level, PoolId
from webapp.foundation.database import session

_LEVEL = select(Pool.taken, Pool.capacity).where(Pool.id == bindparam("pool_id"))


def level(pool_id: PoolId) -> Level:
    """How full the pool is right now, read from the database and not from what the session remembers."""
    row = session().execute(_LEVEL, {"pool_id": pool_id}).one()
    return Level(taken=row.taken, capacity=row.capacity)


def levels(pool_ids: Iterable[PoolId]) -> dict[PoolId, Level]:
    """How full each pool is, in one query."""
    rows = session().execute(select(Pool.id, Pool.taken, Pool.capacity).where(Pool.id.in_(set(pool_ids))))
    return {row.id: Level(taken=row.taken, capacity=row.capacity) for row in rows}
