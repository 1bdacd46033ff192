"""Why a table can't be read, for whoever brought it: what it lacks, and which headings were seen instead."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypedDict, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.admin.wording.labels import GUEST_PROBLEMS
from webapp.admin.wording.table_labels import DATES_PROBLEMS, LIST_PROBLEMS, TABLE_PROBLEMS

if TYPE_CHECKING:
    from webapp.registration.models import GuestList

_LACKING = {
    "email": _l("We found no column of email addresses, for example “Email”."),
    "name": _l("We found no column of names, for example “Name” or “Last name”."),
    "title": _l("We found no column with the title of each event, for example “Title”."),
    "day": _l("We found no column with the date, for example “Date”."),
}


class Fault(TypedDict, total=False):
    """What is wrong in a table of guests: where, and the headings that it is about."""

    field: str
    row: int
    said: Sequence[str]


def why_no_dates(details: Mapping[str, object]) -> str:
    """What is wrong with a file of dates."""
    problem, headings = str(details["problem"]), cast("Sequence[str]", details.get("headings", ()))
    if problem == "no_columns" and headings:
        lacking, hidden = cast("Sequence[str]", details["lacking"]), cast("Sequence[str]", details.get("hidden", ()))
        return _lacking(lacking, headings, cast("int", details["row"]), hidden)
    return str(DATES_PROBLEMS.get(problem) or TABLE_PROBLEMS[problem])


def told_of(guest_list: "GuestList") -> dict[str, object]:
    """What the page of a list says of its rows, and of itself where it can't be used."""
    return {
        "problems": GUEST_PROBLEMS,
        "why": why_no_guests(guest_list.problem, cast("Sequence[Fault]", guest_list.faults)),
    }


def why_no_guests(problem: str, faults: Sequence[Fault] = ()) -> str:
    """What is wrong with a table of guests; `faults` are those of its headings."""
    headings = next((each for each in faults if each["field"] == "headings" and each.get("said")), None)
    if problem == "no_addresses" and headings is not None:
        lacking = [each["field"] for each in faults if each["field"] in _LACKING]
        hidden = next((each["said"] for each in faults if each["field"] == "hidden" and each.get("said")), ())
        return _lacking(lacking, headings["said"], headings["row"], hidden)
    return str({**LIST_PROBLEMS, **TABLE_PROBLEMS}.get(problem, TABLE_PROBLEMS["no_table"]))


def _lacking(fields: Sequence[str], headings: Sequence[str], row: int, hidden: Sequence[str]) -> str:
    said = [_("We read these headings in row %(num)s: %(headings)s.", num=row, headings=_quoted(headings))]
    if hidden:
        said.append(
            _("These columns are hidden in the table and were not read: %(headings)s.", headings=_quoted(hidden))
        )
    return " ".join([*(str(_LACKING[each]) for each in fields), *said])


def _quoted(headings: Sequence[str]) -> str:
    return ", ".join(_("“%(heading)s”", heading=each) for each in headings)
