"""The list of registrations as a table for spreadsheet programs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from flask_babel import gettext as _

from webapp.admin.attendance import Attendance
from webapp.admin.people.column import Column
from webapp.admin.people.columns import columns_of, contact_columns
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.foundation.spreadsheets import Sheet
from webapp.registration.models import Registration
from webapp.registration.queries.lists import each_of
from webapp.registration.types import RegistrationFilter


def sheets(event: Event, wanted: RegistrationFilter, lang: str) -> list[Sheet]:
    """Two sheets: a row for each registration, and a row for each person who comes."""
    attendance = Attendance(event)
    columns = [*contact_columns(), *columns_of(event, lang, attendance), *_who_pays(event)]
    return [
        Sheet(_("Registrations"), _heads(columns), _by_registration(_every(event, wanted, attendance), columns)),
        Sheet(_("People"), _heads(columns), _by_person(_every(event, wanted, attendance), columns)),
    ]


def _who_pays(event: Event) -> list[Column]:
    """What has to be said wherever the event is: in a table it is the one place that no program mistakes for a row."""
    text = event.funding_text
    return [Column("funding", _("Funding notice"), lambda _made: text)] if text else []


def _heads(columns: Sequence[Column]) -> list[str]:
    return [str(each.label) for each in columns]


def _by_registration(found: Iterable[Registration], columns: Sequence[Column]) -> Iterator[list[object]]:
    for registration in found:
        yield [_cell((each.in_table or each.told)(registration)) for each in columns]


def _by_person(found: Iterable[Registration], columns: Sequence[Column]) -> Iterator[list[object]]:
    for registration in found:
        for head in registration.attendees:
            yield [
                _cell(each.of_head(registration, head) if each.of_head else (each.in_table or each.told)(registration))
                for each in columns
            ]


def _every(event: Event, wanted: RegistrationFilter, attendance: Attendance) -> Iterator[Registration]:
    """One after the other, so that a long list needs no more room than a short one."""
    for page in each_of(event.id, wanted):
        attendance.look_up(page)
        yield from page
        for registration in page:
            session().expunge(registration)


def _cell(value: object) -> object:
    """A moment without its zone: the event's own, which the heading's reader expects."""
    return value.replace(microsecond=0, tzinfo=None) if isinstance(value, datetime) else value
