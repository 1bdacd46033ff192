"""A canvas in the reader's words: its states, what a link says, and the sheet that is read or projected."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from webapp.canvases import template
from webapp.canvases.models import Canvas
from webapp.canvases.types import CanvasStatus, Contribution, Values
from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.types import Phase
from webapp.fields.queries import definitions_of
from webapp.fields.types import FieldKind
from webapp.fields.wording import shown
from webapp.foundation.http import formats, language


@dataclass(frozen=True, slots=True)
class Row:
    """A filled field as it is read; `long` texts have lines of their own."""

    key: str
    label: str
    text: str
    long: bool


@dataclass(frozen=True, slots=True)
class SheetSection:
    """The filled fields of one section."""

    title: str
    rows: tuple[Row, ...]


def sheet(canvas: Canvas, values: Values | None = None) -> list[SheetSection]:
    """What the canvas (or an older version of it) says, without empty fields and sections. Not escaped."""
    values = canvas.values if values is None else values
    lang = language.current()
    definitions = definitions_of(canvas.field_set)
    found = []
    for section in template.sections():
        rows = tuple(
            Row(
                field.key,
                field.labelled(lang),
                shown(field, values[field.key]),
                field.kind is FieldKind.LONG_TEXT,
            )
            for field in definitions
            if field.section == section.key and values.get(field.key) is not None
        )
        if rows:
            found.append(SheetSection(section.titled(lang), rows))
    return found


def closed_text(event: Event, now: datetime, last_day: date) -> str:
    """Why a group only reads its canvas by the link."""
    match phase(event, now):
        case Phase.CANCELLED:
            return str(_("This event has been cancelled. You can still read the canvas here, but no longer change it."))
        case Phase.POSTPONED:
            return str(_("This event has been postponed. Once its new date is known, you can go on writing here."))
        case Phase.DRAFT:
            return str(_("This event isn’t published yet. Once it is, you can write on the canvas here."))
        case _:
            day = formats.plain_day(last_day)
            return str(_("You could write on the canvas here until %(day)s. You can still read it.", day=day))


def status_text(status: str) -> str:
    words: dict[CanvasStatus, str] = {
        CanvasStatus.DRAFT: _("Draft"),
        CanvasStatus.PRESENTED: _("Presented"),
        CanvasStatus.APPROVED: _("Released"),
    }
    return words[CanvasStatus(status)]


def contribution_text(kind: str) -> str:
    """What a result does for a measure or goal, as a verb."""
    words: dict[Contribution, str] = {
        Contribution.CONTRIBUTES: _("contributes to it"),
        Contribution.IMPLEMENTS: _("puts it into practice"),
        Contribution.PREPARES: _("prepares it"),
        Contribution.EXAMINES: _("tests whether it works"),
    }
    return words[Contribution(kind)]
