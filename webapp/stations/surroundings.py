"""What an event shows of its stations."""

from webapp.capacity.models import Pool
from webapp.events.surroundings import EVENT, Part, row, tell
from webapp.stations.models import Station

_TEXTS = (Station.title, Station.number, Station.summary, Station.place)

tell(
    Part.STATION,
    row(Part.STATION, Station.number, *_TEXTS, number=Pool.taken, capacity=Pool.capacity)
    .join(Pool, Pool.id == Station.pool_id)
    .where(Station.event_id == EVENT),
)
