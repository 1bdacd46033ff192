"""What devices tell of themselves."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Executable
from sqlalchemy.dialects import postgresql, sqlite

from webapp.accounts import acting
from webapp.checkin.models import DoorDevice
from webapp.checkin.types import LONGEST_DEVICE, LONGEST_GATE
from webapp.events.types import EventId
from webapp.foundation.database import session, table_of

_DEVICES = table_of(DoorDevice)
_TOLD = ("name", "actor_key", "seen_at", "list_at", "waiting", "battery", "off_ms")


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """A device at the door: `waiting` scans are to be sent, `battery` is in percent, `off_ms` its clock's error."""

    id: str
    name: str = ""
    waiting: int = 0
    battery: int | None = None
    off_ms: int = 0
    list_at: datetime | None = None


def hear(*, event_id: EventId, report: DeviceReport, now: datetime) -> None:
    """Note what a device tells of itself, over what it told before. One statement."""
    statement = _noting(session().get_bind().dialect.name)
    values = {
        "event_id": event_id,
        "id": report.id[:LONGEST_DEVICE],
        "name": report.name[:LONGEST_GATE],
        "actor_key": acting.actor().key,
        "seen_at": now,
        "list_at": report.list_at,
        "waiting": report.waiting,
        "battery": report.battery,
        "off_ms": report.off_ms,
    }
    session().execute(statement, values)


@cache
def _noting(dialect: str) -> Executable:
    row = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(_DEVICES)
    told = {name: row.excluded[name] for name in _TOLD}
    return row.on_conflict_do_update(index_elements=[_DEVICES.c.event_id, _DEVICES.c.id], set_=told)
