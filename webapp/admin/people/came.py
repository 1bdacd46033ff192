"""Attendance as columns: who came, when, by which door, where to, and when they left."""

from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext as _

from webapp.admin.attendance import Attendance
from webapp.admin.people.column import Column
from webapp.admin.wording.labels import whose
from webapp.events.models import Event
from webapp.fields.types import NO, YES
from webapp.fields.wording import yes_no_text
from webapp.foundation import clock
from webapp.foundation.http import formats
from webapp.foundation.spreadsheets import Cell
from webapp.registration.models import Attendee, Registration

_Of = Callable[[Attendee], object]


def attendance_columns(event: Event, attendance: Attendance) -> list[Column]:
    """Of each person in a spreadsheet; in a list of several the names stand beside it."""

    def moment(at: datetime | None) -> datetime | None:
        return clock.local(at, event.zone) if at else None

    def came_at(head: Attendee) -> object:
        return (known := attendance.of(head)) and moment(known.came_at)

    def left_at(head: Attendee) -> object:
        return (known := attendance.of(head)) and moment(known.left_at)

    def gate(head: Attendee) -> object:
        return (known := attendance.of(head)) and known.gate

    def rooms(head: Attendee) -> object:
        return (known := attendance.of(head)) and ", ".join(known.rooms)

    return [
        Column("attended", _("Attended"), _how_many, _count, _has_come),
        _column("came", _("Came at"), came_at),
        _column("gate", _("Entrance"), gate),
        _column("left", _("Left at"), left_at),
        _column("rooms", _("Stations and rooms"), rooms),
    ]


def _column(key: str, label: str, of: _Of) -> Column:
    def told(made: Registration) -> str:
        said = [
            (whose(head, number, of=len(made.attendees)), _in_words(value))
            for number, head in enumerate(made.attendees, 1)
            if (value := of(head))
        ]
        return "; ".join(f"{name}: {words}" if name else words for name, words in said)

    def in_table(made: Registration) -> object:
        return (of(made.attendees[0]) or "") if len(made.attendees) == 1 else told(made)

    return Column(key, label, told, in_table, lambda _made, head: of(head) or "")


def _in_words(value: object) -> str:
    return str(formats.day_and_time(value)) if isinstance(value, datetime) else str(value)


def _came(made: Registration) -> int:
    return sum(head.entered_at is not None for head in made.attendees)


def _how_many(made: Registration) -> str:
    if made.heads == 1:
        return yes_no_text(YES if _came(made) else NO)
    return str(_("%(came)s of %(all)s", came=_came(made), all=made.heads))


def _count(made: Registration) -> object:
    came = _came(made)
    return Cell(came, str(came))


def _has_come(_made: Registration, head: Attendee) -> object:
    has_come = head.entered_at is not None
    return Cell(has_come, yes_no_text(YES if has_come else NO))
