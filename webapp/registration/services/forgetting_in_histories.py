"""What the histories of others tell of somebody who is erased: names and addresses go, what was done stays."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Select, Text, cast, or_, select

from webapp.events.types import EventId
from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form
from webapp.registration.models import Attendee, Change, Registration
from webapp.registration.types import WHOSE, ChangeKind, RegistrationId

_PERSON, _ADDRESSES = "person", ("email", "person_email")
_OF_ONE = ("name", "email", "organisation")
_WHEN = ("before", "after")
_ASKED = (ChangeKind.PERSON_ASKED.value, ChangeKind.PERSON_REFUSED.value)
Difference = dict[str, object]


def forget_companion_in_history(attendee: Attendee) -> None:
    """Whatever they were called, and wherever they were written to, as long as they came along."""
    changes = session().scalars(
        select(Change).where(Change.registration_id == attendee.registration_id).order_by(Change.id.desc())
    )
    said = {attendee.name, attendee.email} - {""}
    for change in changes.all():
        for one in change.differences:
            if change.kind == ChangeKind.CORRECTED and _tells(one, said):
                said |= {str(one["before"])} if one["before"] else set()
        _put(change, [_without(said, one) for one in change.differences], said)


def _tells(one: Difference, said: Collection[str]) -> bool:
    if one["field"] == _PERSON:
        return one["after"] in said
    return one["field"] == "person_email" and (one["after"] in said or one.get(_PERSON) in said)


def forget_in_histories(events: Select[EventId], email_normal: str, names: Collection[str]) -> Sequence[RegistrationId]:
    """The address, and whoever had it, in the histories of all who are registered; of whom something was told.

    Of whom somebody was asked for before addresses were noted with it, nothing but the name is known.
    """
    told = Change.kind.in_(_ASKED), cast(Change.differences, Text).contains("email")
    there = select(Change).join(Registration, Registration.id == Change.registration_id)
    there = there.where(Registration.event_id.in_(events), or_(*told)).order_by(Change.id)
    found = []
    for change in session().scalars(there).all():
        if change.kind in _ASKED:
            after = [_unasked(one, email_normal, names) for one in change.differences]
        else:
            after = _without_whoever_had(email_normal, change.differences)
        if after != change.differences:
            _put(change, after, names)
            found.append(change.registration_id)
    return list(dict.fromkeys(found))


def _put(change: Change, after: list[Difference], names: Iterable[str]) -> None:
    change.differences = after
    for each in names:
        change.reason = change.reason.replace(each, "…") if each else change.reason


def _unasked(one: Difference, email_normal: str, names: Collection[str]) -> Difference:
    whose, when = one.get(WHOSE), "before" if one["after"] is None else "after"
    if whose == email_normal:
        return {**one, when: "", WHOSE: ""}
    return {**one, when: ""} if whose is None and one[when] in names else one


def _without_whoever_had(email_normal: str, differences: Sequence[Difference]) -> list[Difference]:
    """Without the address, and without the name and the firm that were told together with it."""
    gone: set[str] = set()
    for one in differences:
        for when in _WHEN:
            if one["field"] in _ADDRESSES and normal_form(str(one[when] or "")) == email_normal:
                together = _OF_ONE if one["field"] == "email" else ()
                gone |= {str(one[when])} | {str(each[when]) for each in differences if each["field"] in together}
                gone |= _called(one, when, differences)
    return [_without(gone - {"", "None"}, one) for one in differences]


def _called(one: Difference, when: str, differences: Sequence[Difference]) -> set[str]:
    """The name of somebody who comes along, when they had the address."""
    now = one.get(_PERSON)
    renamed = [each for each in differences if each["field"] == _PERSON and each["after"] == now]
    return {str(each[when]) for each in renamed} | ({str(now)} if now and (when == "after" or not renamed) else set())


def _without(gone: Collection[str], one: Difference) -> Difference:
    return {key: "" if said and key != "field" and said in gone else said for key, said in one.items()}
