"""What was done to a registration, by whom and why; for its history, and deleted with the person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from webapp.accounts.types import SYSTEM, Actor
from webapp.foundation.database import session
from webapp.registration.models import Change, Registration
from webapp.registration.types import ChangeKind, Source

_BY_DOORS = (ChangeKind.CAME_IN, ChangeKind.CAME_ALL_THE_SAME, ChangeKind.HAD_NOT_COME)
Differences = Sequence[Mapping[str, Any]]


def record(
    registration: Registration,
    kind: ChangeKind,
    *,
    now: datetime,
    actor: Actor = SYSTEM,
    reason: str = "",
    differences: Differences = (),
) -> None:
    """Write an entry of the history."""
    session().add(
        Change(
            registration_id=registration.id,
            kind=kind.value,
            actor_key=actor.key,
            reason=reason,
            differences=[dict(each) for each in differences],
            made_at=now,
        )
    )


def own(registration: Registration) -> Actor:
    """Whoever holds the link to the registration."""
    return Actor(key=f"registration:{registration.public_id}")


def joining(registration: Registration) -> Actor:
    """Whoever holds the link by which others put themselves down."""
    return Actor(key=f"join:{registration.public_id}")


def is_own(registration: Registration, actor: Actor) -> bool:
    """True for whoever acts by a link, false for the desk."""
    return actor.key in {own(registration).key, joining(registration).key}


def is_only_put_down(registration: Registration) -> bool:
    """True for who was put down at the door, when nobody but doors has done anything to the registration since."""
    if registration.source != Source.DOOR:
        return False
    by_others = select(Change.id).where(Change.registration_id == registration.id, Change.kind.not_in(_BY_DOORS))
    return session().scalar(by_others.limit(1)) is None


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each value that isn't the same any more, by field."""
    keys = dict.fromkeys([*before, *after])
    return [
        {"field": key, "before": before.get(key), "after": after.get(key)}
        for key in keys
        if before.get(key) != after.get(key)
    ]
