"""What can stand in a column beside a registration, in the list as in a spreadsheet."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _

from webapp.admin.attendance import Attendance
from webapp.admin.people.came import attendance_columns
from webapp.admin.people.column import Column
from webapp.admin.wording.labels import SOURCES, STATES, called, title_of, whose
from webapp.events.models import Event
from webapp.fields.types import Definition
from webapp.fields.wording import cell, shown
from webapp.foundation import clock
from webapp.foundation.localized import in_language
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries.answers import Forms, Given, Question, answered_at
from webapp.registration.rules import PERSONAL
from webapp.stations.wished import forms_with_stations

ANSWER = "answer-"
_OPEN_TO_READERS = ("category", "people", "registered")


def columns_of(event: Event, lang: str, attendance: Attendance | None = None) -> list[Column]:
    """Every column that the event's list can show in `lang`, those of earlier questions while they have answers."""
    forms = forms_with_stations(event)
    questions = forms.questions(answered_at(event.id) if forms.has_past else ())
    attended = attendance_columns(event, attendance) if attendance is not None and attendance.matters else []
    return [*_basics(event, lang), *attended, *_Answers(forms, questions).columns(lang)]


def open_to_readers(event: Event, lang: str) -> list[Column]:
    """What whoever only reads sees beside name, organisation and state: nothing that somebody answered."""
    return [each for each in _basics(event, lang) if each.key in _OPEN_TO_READERS]


def chosen(columns: Sequence[Column], keys: Sequence[str]) -> list[Column]:
    """The columns with these keys, in their usual order; an answer's column brings those of its earlier words along."""
    return [each for each in columns if each.key in keys or each.key.partition(".")[0] in keys]


def contact_columns() -> list[Column]:
    """Who registered: always in a spreadsheet, and in the first cell of the list."""
    return [
        Column("name", _("Name"), lambda made: called(made.name), None, lambda _made, head: head.name),
        Column("email", _("Email"), lambda made: made.email, None, lambda made, head: head.email or made.email),
        Column("organisation", _("Organisation"), lambda made: made.organisation),
        Column("status", _("Status"), lambda made: str(STATES[made.status])),
    ]


def _basics(event: Event, lang: str) -> list[Column]:
    return [
        Column("category", _("Category"), lambda made: _category(made, lang)),
        Column("people", _("People"), lambda made: made.heads, None, lambda _made, _head: 1),
        Column("companions", _("Who comes"), lambda made: ", ".join(each.name for each in made.attendees if each.name)),
        Column("tags", _("Tags"), lambda made: ", ".join(made.tags)),
        Column("source", _("Registered via"), lambda made: str(SOURCES.get(made.source, made.source))),
        Column("registered", _("Registered on"), lambda made: clock.local(made.created_at, event.zone)),
    ]


def _category(made: Registration, lang: str) -> str:
    return in_language(made.category.label, lang) if made.category else ""


class _Answers:
    """A column for each question; an answer stands under the words that it was given to."""

    def __init__(self, forms: Forms, questions: Sequence[Question]) -> None:
        self._forms, self._questions = forms, questions
        self._under = {(each.definition.key, version): each for each in questions for version in each.versions}
        self._otherwise = {each.definition.key: each for each in reversed(questions)}

    def columns(self, lang: str) -> list[Column]:
        """Those asked now in their order, then those asked before."""
        return [self._column(each, lang) for each in self._questions]

    def _column(self, question: Question, lang: str) -> Column:
        def told(made: Registration) -> str:
            said = [(name, shown(each.definition, each.value)) for name, each in self._under_it(question, made)]
            return "; ".join(f"{name}: {words}" if name else str(words) for name, words in said)

        def in_table(made: Registration) -> object:
            given = self._under_it(question, made)
            is_alone = len(given) == 1 and not given[0][0]
            return cell(given[0][1].definition, given[0][1].value) if is_alone else told(made)

        def of_head(made: Registration, head: Attendee) -> object:
            given = self._said(question, made, head)
            # Whoever joined later takes over no needs and no consent of others.
            if given is None and not (head.joined_at and question.definition.kind in PERSONAL):
                given = self._said(question, made, made)
            return cell(given.definition, given.value) if given else ""

        column = Column(ANSWER + question.key, title_of(question, lang), told, in_table, of_head)
        return _saying_who_was_not_asked(column, question.definition) if question.definition.asked_of else column

    def _under_it(self, question: Question, made: Registration) -> list[tuple[str, Given]]:
        """What was answered to it, with the name of whoever gave it for themselves alone, of several."""
        holders: list[tuple[str, Registration | Attendee]] = [("", made)]
        holders += [
            (whose(head, number, of=len(made.attendees)), head) for number, head in enumerate(made.attendees, 1)
        ]
        said = [(whose, self._said(question, made, holder)) for whose, holder in holders]
        return [(whose, each) for whose, each in said if each is not None]

    def _said(self, question: Question, made: Registration, holder: Registration | Attendee) -> Given | None:
        key = question.definition.key
        given = self._forms.given(made, holder, key)
        if given is None:
            return None
        under = self._under.get((key, given.version), self._otherwise[key])
        return given if under is question else None


def _saying_who_was_not_asked(column: Column, definition: Definition) -> Column:
    """Whoever belongs to another category has left nothing out; what they answered in an earlier one stands there."""

    def otherwise(made: Registration) -> str:
        group = made.category.public_id if made.category else ""
        return "" if group in definition.asked_of else str(_("not asked"))

    told, in_table, of_head = column.told, column.in_table or column.told, column.of_head
    return replace(
        column,
        told=lambda made: told(made) or otherwise(made),
        in_table=lambda made: in_table(made) or otherwise(made),
        of_head=of_head and (lambda made, head: of_head(made, head) or otherwise(made)),
    )
