"""What of a programme goes along when its event is copied."""

from webapp.agenda.models import AgendaItem
from webapp.agenda.queries import items_of
from webapp.events.copying import Copy, copies
from webapp.events.types import Part
from webapp.foundation import tokens


@copies(
    Part.PROGRAMME, AgendaItem, but={"starts_at", "ends_at", "calendar_uid", "sequence", "touched_at", "dropped_at"}
)
def _items(copy: Copy) -> None:
    """All that wasn't dropped, each as long after the start as before."""
    for item in items_of(copy.source.id):
        copy.add(
            item,
            starts_at=copy.moved(item.starts_at),
            ends_at=copy.moved(item.ends_at),
            calendar_uid=f"{tokens.new_id()}@dialogwerk",
            sequence=0,
            touched_at=copy.now,
        )
