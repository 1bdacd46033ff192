"""One decision about many registrations."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypedDict, cast

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.checkin.services import let_in
from webapp.checkin.types import Admitted
from webapp.events.models import Event
from webapp.foundation.errors import ConflictError
from webapp.foundation.transaction import savepoint
from webapp.organising.types import BulkAction, Done
from webapp.registration import services
from webapp.registration.models import Registration
from webapp.registration.types import CategoryId

MOST = 1000  # at once
_DEVICE = "desk"


class _Said(TypedDict, total=False):
    """What is typed for a decision: each takes what it needs."""

    seen: dict[str, str]
    reason: str
    category_id: CategoryId | None
    tags: list[str]


@rights.needs(Role.ORGANIZER)
def decide(
    action: BulkAction,
    *,
    event: Event,
    registrations: Sequence[Registration],
    said: Mapping[str, object],
    now: datetime,
) -> Done:
    """Do it to each of them that it can be done to; `said` is what the organizer typed for it."""
    act = _ACTS[action]
    changed = 0
    for registration in registrations:
        try:
            # One that can't be done leaves no trace, and the others are done all the same.
            with savepoint():
                changed += bool(act(event, registration, cast("_Said", said), now))
        except ConflictError:
            continue
    return Done(changed, len(registrations) - changed)


Act = Callable[[Event, Registration, _Said, datetime], bool]


def _approve(_event: Event, registration: Registration, said: _Said, now: datetime) -> bool:
    before, seen = registration.status, said.get("seen", {}).get(registration.public_id)
    return services.approve(registration=registration, now=now, seen=seen).status != before


def _decline(_event: Event, registration: Registration, said: _Said, now: datetime) -> bool:
    before, seen = registration.status, said.get("seen", {}).get(registration.public_id)
    done = services.decline(registration=registration, reason=said["reason"], now=now, seen=seen)
    return done.status != before


def _cancel(_event: Event, registration: Registration, said: _Said, now: datetime) -> bool:
    before, seen = registration.status, said.get("seen", {}).get(registration.public_id, "")
    return services.cancel(registration=registration, now=now, seen=seen).status != before


def _move(_event: Event, registration: Registration, said: _Said, now: datetime) -> bool:
    if registration.category_id == said["category_id"]:
        return False
    services.move(registration=registration, category_id=said["category_id"], now=now)
    return True


def _tag(_event: Event, registration: Registration, said: _Said, now: datetime) -> bool:
    before = list(registration.tags)
    services.tag(registrations=[registration], tags=said["tags"], now=now)
    return registration.tags != before


def _check_in(event: Event, registration: Registration, _said: _Said, now: datetime) -> bool:
    outcomes = let_in(event=event, registration_id=registration.id, gate="", device=_DEVICE, now=now)
    return any(isinstance(each, Admitted) for each in outcomes)


_ACTS: dict[BulkAction, Act] = {
    BulkAction.APPROVE: _approve,
    BulkAction.DECLINE: _decline,
    BulkAction.CANCEL: _cancel,
    BulkAction.MOVE: _move,
    BulkAction.TAG: _tag,
    BulkAction.CHECK_IN: _check_in,
}
