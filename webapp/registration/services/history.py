"""What was done to a registration, by whom and why; for its history, and deleted with the person."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from webapp.accounts import acting
from webapp.accounts.types import SYSTEM, Actor
from webapp.fields.types import FieldSetId
from webapp.foundation.database import session
from webapp.registration.models import Change, Registration
from webapp.registration.types import STANDING, ChangeKind, Source

_BY_DOORS = (ChangeKind.CAME_IN, ChangeKind.CAME_ALL_THE_SAME, ChangeKind.HAD_NOT_COME)
Differences = Sequence[Mapping[str, object]]


def record(
    registration: Registration,
    kind: ChangeKind,
    *,
    now: datetime,
    reason: str = "",
    differences: Differences = (),
) -> None:
    """Write an entry of the history: what whoever acts has done."""
    session().add(
        Change(
            registration_id=registration.id,
            kind=kind.value,
            actor_key=acting.actor().key,
            reason=reason,
            differences=[dict(each) for each in differences],
            made_at=now,
        )
    )


def record_by_itself(registration: Registration, kind: ChangeKind, *, now: datetime) -> None:
    """Write an entry of what came of itself, whoever did what it came of."""
    with acting.acting_as(SYSTEM):
        record(registration, kind, now=now)


def forget_values(
    registration: Registration, keys: set[str], is_over: Callable[[str, object, FieldSetId | None], bool]
) -> bool:
    """Delete what answers were before and after a change, by key, value and version; True when there was any.

    That something was changed, by whom and when, stays.
    """
    found = False
    for change in session().scalars(select(Change).where(Change.registration_id == registration.id)):
        kept = [_but(registration, one, is_over) if one["field"] in keys else one for one in change.differences]
        if kept != change.differences:
            change.differences = [one for one in kept if one["before"] is not None or one["after"] is not None]
            found = True
    return found


def _but(registration: Registration, one: dict[str, object], is_over: Callable[..., bool]) -> dict[str, object]:
    versions = {when: one.get(f"version_{when}") or registration.field_set_id for when in ("before", "after")}
    over = {
        when: None
        for when, version in versions.items()
        if one[when] is not None and is_over(one["field"], one[when], version)
    }
    return one | over


def own(registration: Registration) -> Actor:
    """Whoever holds the link to the registration."""
    return Actor(key=f"registration:{registration.public_id}")


def joining(registration: Registration) -> Actor:
    """Whoever holds the link by which others put themselves down."""
    return Actor(key=f"join:{registration.public_id}")


def is_own(registration: Registration) -> bool:
    """True while whoever acts does so by a link to the registration, false for the desk."""
    return acting.actor() in {own(registration), joining(registration)}


def is_only_put_down(registration: Registration) -> bool:
    """True for who was put down at the door, when nobody but doors has done anything to the registration since."""
    if registration.source != Source.DOOR:
        return False
    by_others = select(Change.id).where(Change.registration_id == registration.id, Change.kind.not_in(_BY_DOORS))
    return session().scalar(by_others.limit(1)) is None


def stood_before_the_door(registration: Registration) -> str:
    """How it stood when a door gave it a place, as long as nobody but doors has done anything to it since."""
    latest = select(Change).where(Change.registration_id == registration.id).order_by(Change.id.desc())
    for change in session().scalars(latest):
        if change.kind not in _BY_DOORS:
            return ""
        if change.kind == ChangeKind.CAME_IN:
            return next((str(one["before"]) for one in change.differences if one["field"] == STANDING), "")
    return ""


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> list[dict[str, object]]:
    """Each value that isn't the same any more, by field."""
    keys = dict.fromkeys([*before, *after])
    return [
        {"field": key, "before": before.get(key), "after": after.get(key)}
        for key in keys
        if before.get(key) != after.get(key)
    ]
