"""What of the doors goes along when their event is copied: the gates and rooms; no device, no scan."""

from webapp.checkin.models import CheckIn, CheckPoint, DoorDevice, DoorLog, Presence
from webapp.checkin.queries.lists import points_of
from webapp.events.copying import FATE, PEOPLE, Copy, copies, leave_behind
from webapp.events.types import Part
from webapp.stations.models import Station


@copies(Part.DOOR, CheckPoint, but={"station_id", "retired_at"})
def _points(copy: Copy) -> None:
    """Those in use; what belonged to a station that stays behind stays as well."""
    for point in points_of(copy.source.id):
        station_id = copy.id_of(Station, point.station_id)
        if point.station_id is None or station_id is not None:
            copy.add(point, station_id=station_id)


leave_behind(CheckIn, Presence, because=PEOPLE)
leave_behind(DoorDevice, DoorLog, because=FATE)
