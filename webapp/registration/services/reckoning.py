from collections.abc import Callable

from webapp.capacity.types import Level, PoolId


class Reckoning(dict[PoolId, Level]):
    """Figures to reckon with, that change nothing of those of the places."""

    def __init__(self, find: Callable[[PoolId], Level]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, pool_id: PoolId) -> Level:
        self[pool_id] = self._find(pool_id)
        return self[pool_id]
