"""The last administrator, and the last who organizes for an organisation, can't be lost by accident."""

from sqlalchemy import ColumnElement, select

from webapp.accounts import rules
from webapp.accounts.errors import LastOfTheirKindError
from webapp.accounts.models import RoleAssignment, User
from webapp.accounts.types import Assignment, Role
from webapp.foundation.database import session


def keep_the_last(held: RoleAssignment) -> None:
    """LastOfTheirKindError when nobody else could do what this role is for; whoever asks meanwhile waits."""
    if not rules.must_stay(Assignment(Role(held.role), held.organisation_id, held.event_key)):
        return
    same = select(RoleAssignment.user_id).join(User).where(User.active, *_kind(held))
    # Two who send each other away at the same moment: the second one sees what became of the first.
    others = session().scalars(same.order_by(RoleAssignment.id).with_for_update(of=RoleAssignment)).all()
    if set(others) <= {held.user_id}:
        raise LastOfTheirKindError


def _kind(held: RoleAssignment) -> tuple[ColumnElement[bool], ...]:
    """Those who hold the same role at the same place."""
    organisation, there = RoleAssignment.organisation_id, held.organisation_id
    at_place = organisation.is_(None) if there is None else organisation == there
    return RoleAssignment.role == held.role, RoleAssignment.event_key.is_(None), at_place
