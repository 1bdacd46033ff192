"""What can stand in a column beside a registration, in the list as in a spreadsheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from webapp.admin.labels import SOURCES, STATES
from webapp.events.models import Event
from webapp.fields.types import Definition
from webapp.fields.wording import shown
from webapp.foundation import clock
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries import Setup
from webapp.registration.rules import answers_for, personal_keys

ANSWER = "answer-"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and what stands under it for a registration; `of_head` for one of its people where that differs."""

    key: str
    label: str
    told: Callable[[Registration], Any]
    of_head: Callable[[Registration, Attendee], Any] | None = None


def columns_of(event: Event, setup: Setup, lang: str) -> list[Column]:
    """Every column that the event's list can show, in the reader's language."""
    return [*_basics(event, lang), *(_answer(each, lang) for each in setup.definitions)]


def chosen(columns: Sequence[Column], keys: Sequence[str]) -> list[Column]:
    """The columns with these keys, in their usual order."""
    return [each for each in columns if each.key in keys]


def contact_columns() -> list[Column]:
    """Who registered: always in a spreadsheet, and in the first cell of the list."""
    return [
        Column("name", _("Name"), lambda made: made.name, lambda _made, head: head.name),
        Column("email", _("Email"), lambda made: made.email, lambda made, head: head.email or made.email),
        Column("organisation", _("Organisation"), lambda made: made.organisation),
        Column("status", _("Status"), lambda made: str(STATES[made.status])),
    ]


def _basics(event: Event, lang: str) -> list[Column]:
    return [
        Column("category", _("Category"), lambda made: _category(made, lang)),
        Column("people", _("People"), lambda made: made.heads, lambda _made, _head: 1),
        Column("companions", _("Who comes"), lambda made: ", ".join(each.name for each in made.attendees if each.name)),
        Column("tags", _("Tags"), lambda made: ", ".join(made.tags)),
        Column("source", _("Came by"), lambda made: str(SOURCES.get(made.source, made.source))),
        Column("registered", _("Registered on"), lambda made: clock.local(made.created_at, event.zone)),
    ]


def labelled(label: Mapping[str, str], lang: str) -> str:
    """A label in `lang`, else in German."""
    return label.get(lang) or label.get("de", "")


def _category(made: Registration, lang: str) -> str:
    return labelled(made.category.label, lang) if made.category else ""


def _answer(definition: Definition, lang: str) -> Column:
    def told(made: Registration) -> str:
        # Whoever joined later may have told by themselves what was asked once.
        given = [] if definition.of_each else [made.answers.get(definition.key)]
        given += [head.answers.get(definition.key) for head in made.attendees]
        said = (shown(definition, each) for each in given)
        return "; ".join(each for each in said if each)

    def of_head(made: Registration, head: Attendee) -> str:
        shared = {} if definition.of_each else made.answers
        personal = personal_keys([definition])
        answers = answers_for(shared, head.answers, personal, joined_later=head.joined_at is not None)
        return shown(definition, answers.get(definition.key))

    return Column(ANSWER + definition.key, definition.labelled(lang), told, of_head)
