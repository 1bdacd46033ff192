"""The one booking function. Nobody else changes `taken`."""

from collections.abc import Mapping

from sqlalchemy import BindParameter, Integer, bindparam, case, func, or_, update

from webapp.capacity.errors import CapacityError
from webapp.capacity.models import Pool
from webapp.capacity.types import Level, PoolId
from webapp.foundation.database import session, table_of

_POOLS = table_of(Pool)
_HEADS: BindParameter[int] = bindparam("heads", type_=Integer)
_TAKING = (
    update(_POOLS)
    .where(
        _POOLS.c.id == bindparam("pool_id"),
        or_(_POOLS.c.capacity.is_(None), _POOLS.c.taken + _HEADS <= _POOLS.c.capacity),
    )
    .values(taken=_POOLS.c.taken + _HEADS)
    .returning(_POOLS.c.taken, _POOLS.c.capacity)
)


def open_pool(*, capacity: int | None) -> PoolId:
    """A new scarce thing with `capacity` places; None means without limit."""
    _check(capacity)
    pool = Pool(capacity=capacity, taken=0, granted_over=0)
    session().add(pool)
    session().flush()
    return pool.id


def book(heads: Mapping[PoolId, int]) -> Mapping[PoolId, Level] | None:
    """Take places in all the pools or in none: how full each is then, or None when one had too few left.

    Must run in the transaction that needs them.
    """
    taken: dict[PoolId, Level] = {}
    for pool_id in sorted(heads):  # in id order, so that two bookings never wait for each other in a ring
        level = _take(pool_id, heads[pool_id])
        if level is None:
            release({done: heads[done] for done in taken})
            return None
        taken[pool_id] = level
    return taken


def book_beyond(heads: Mapping[PoolId, int]) -> None:
    """Take places even where none are free: an organizer's decision, which the caller records."""
    for pool_id in sorted(heads):
        _change(pool_id, heads[pool_id])


def release(heads: Mapping[PoolId, int]) -> None:
    """Give places back; what had been granted beyond the capacity shrinks first."""
    for pool_id in sorted(heads):
        _change(pool_id, -heads[pool_id])


def resize(pool_id: PoolId, *, capacity: int | None) -> None:
    """Set a new capacity. Nobody is evicted: what is taken beyond it counts as granted."""
    _check(capacity)
    over = 0 if capacity is None else _over(Pool.taken, capacity)
    session().execute(update(Pool).where(Pool.id == pool_id).values(capacity=capacity, granted_over=over))


def _take(pool_id: PoolId, heads: int) -> Level | None:
    if heads < 1:
        raise CapacityError("a booking is for at least one head")
    # One conditional update: the row's lock and the CHECK behind it make overselling impossible.
    row = session().execute(_TAKING, {"pool_id": pool_id, "heads": heads}).one_or_none()
    return None if row is None else Level(taken=row.taken, capacity=row.capacity)


def _change(pool_id: PoolId, by: int) -> None:
    taken = Pool.taken + by
    over = case((Pool.capacity.is_(None), 0), else_=_over(taken, func.coalesce(Pool.capacity, 0)))
    session().execute(update(Pool).where(Pool.id == pool_id).values(taken=taken, granted_over=over))


def _over(taken: object, capacity: object) -> object:
    return case((taken > capacity, taken - capacity), else_=0)  # type: ignore[operator]


def _check(capacity: int | None) -> None:
    if capacity is not None and capacity < 0:
        raise CapacityError("a capacity can't be negative")
