from collections.abc import Sequence

from sqlalchemy import func, select

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.calls.models import Pitch
from webapp.events.models import Event
from webapp.events.scopes import event_scope
from webapp.foundation import revisions, tokens
from webapp.foundation.database import session
from webapp.plans.types import FieldId


@rights.needs(Role.ORGANIZER)
def add_pitch(  # noqa: PLR0913 - one argument per column
    *,
    event: Event,
    title: str,
    acronym: str = "",
    summary: str = "",
    vision: str = "",
    special_feature: str = "",
    action_field_id: FieldId | None = None,
    presenters: Sequence[dict[str, object]] = (),
    partners: Sequence[str] = (),
    places: Sequence[str] = (),
    volume: dict[str, object] | None = None,
) -> Pitch:
    """A pitch at the end of the event's list."""
    last = session().scalar(select(func.max(Pitch.position)).where(Pitch.event_id == event.id))
    pitch = Pitch(
        public_id=tokens.new_id(),
        event_id=event.id,
        action_field_id=action_field_id,
        position=(last or 0) + 1,
        title=title,
        acronym=acronym,
        summary=summary,
        vision=vision,
        special_feature=special_feature,
        presenters=list(presenters),
        partners=list(partners),
        places=list(places),
        volume=volume or {"certainty": "open"},
    )
    session().add(pitch)
    session().flush()
    revisions.bump(event_scope(event.slug))
    return pitch
