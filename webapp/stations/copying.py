"""What of the stations goes along when their event is copied: topics, places, guides; nobody's choice."""

from webapp.capacity.models import Pool
from webapp.capacity.services import open_pool
from webapp.events.copying import PEOPLE, Copy, copies, leave_behind
from webapp.events.types import Part
from webapp.foundation.database import session
from webapp.stations.models import Group, GroupMember, MissedWish, Station, StationChoice
from webapp.stations.queries import stations_of


@copies(Part.STATIONS, Station, but={"pool_id", "groups_pool_id"})
def _stations(copy: Copy) -> None:
    for each in stations_of(copy.source.id):
        pools = [session().get_one(Pool, id_) for id_ in (each.station.pool_id, each.station.groups_pool_id)]
        places, groups = (open_pool(capacity=pool.capacity) for pool in pools)
        copy.add(each.station, pool_id=places, groups_pool_id=groups)


leave_behind(StationChoice, MissedWish, Group, GroupMember, because=PEOPLE)
