"""Files that somebody sent as an answer: each stays as long as an answer of anybody names it."""

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Text, cast, or_, select, union_all

from webapp.events.types import EventId
from webapp.foundation import files
from webapp.foundation.database import session
from webapp.foundation.named_files import named_by
from webapp.registration.models import Attendee, AttendeeRequest, Registration

_ONCE = 200


def files_in(*answers: Mapping[str, object]) -> set[str]:
    """The ids of all files among these answers."""
    values = (value for each in answers for value in each.values())
    return {value["id"] for value in values if isinstance(value, dict) and value.get("id")}


def let_go(event_id: EventId, public_ids: Iterable[str]) -> None:
    """Delete those of these files that no answer at the event names any more.

    A group that answered once shares its files, whoever comes instead may go on with them, and a wish names them as
    well: whoever gives one up says so after that, and it is the last one who takes the file along.
    """
    given_up = sorted(set(public_ids))
    session().flush()
    for start in range(0, len(given_up), _ONCE):
        some = given_up[start : start + _ONCE]
        files.forget(set(some) - _named(Registration.event_id == event_id, [f'"{each}"' for each in some]))


@named_by
def named_files() -> set[str]:
    """Every file that an answer names, whoever gave it."""
    return _named(Registration.id.is_not(None), ['"id"'])


def _named(among: ColumnElement[bool], said: list[str]) -> set[str]:
    """The files in answers that say one of these; in one look, for an answer may go from a wish to a person."""
    own, of_people, of_wishes = Registration.answers, Attendee.answers, AttendeeRequest.answers
    found = union_all(
        select(own).where(among, _says(own, said)),
        select(of_people).join(Attendee.registration).where(among, _says(of_people, said)),
        select(of_wishes).join(AttendeeRequest.registration).where(among, _says(of_wishes, said)),
    )
    return files_in(*session().scalars(found))


def _says(answers: object, said: list[str]) -> ColumnElement[bool]:
    return or_(*(cast(answers, Text).contains(each, autoescape=True) for each in said))
