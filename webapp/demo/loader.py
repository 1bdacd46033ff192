"""Demo content: two action plans and five events, laid in through the same services that people use."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select

from webapp.accounts import services as accounts
from webapp.accounts.models import User
from webapp.accounts.types import Role
from webapp.canvases.models import Canvas
from webapp.demo.errors import NotDemoContentError
from webapp.demo.events import lay_in_events
from webapp.demo.legal_texts import lay_in_legal_texts
from webapp.demo.models import DemoContent
from webapp.demo.organisations import lay_in_organisations
from webapp.demo.plans import lay_in_plans
from webapp.demo.tenders import lay_in_tenders
from webapp.events.models import Event
from webapp.foundation import clock, revisions
from webapp.foundation.database import Model, session
from webapp.foundation.revisions import Revision
from webapp.mail.models import Mailing, OutboxMail
from webapp.procurement.models import Tender
from webapp.registration.models import GuestList, Invitation, Registration

_EMAIL = "demo@example.org"
_NAME = "Demo-Organisation"
_PASSWORD_BYTES = 12
_KINDS: dict[str, Any] = {
    "event": Event,
    "account": User,
    "registration": Registration,
    "invitation": Invitation,
    "table of guests": GuestList,
    "tender": Tender,
    "message": Mailing,
    "canvas": Canvas,
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """How to sign in as demo organizer; the password is generated and stored nowhere in clear."""

    email: str
    password: str


def load_if_empty() -> SignIn | None:
    """Lay the demo content in when there is neither an event nor an account; None when there is."""
    return None if _is_filled() else _load()


def reset_would_delete() -> dict[str, int]:
    """How much there is beside the demo content, by kind; without the kinds of which there is none.

    NotDemoContentError when there is no demo content at all.
    """
    if session().scalar(select(DemoContent.id)) is None and _is_filled():
        raise NotDemoContentError
    laid_in = session().scalar(select(DemoContent.laid_in)) or {}
    found = {
        kind: session().scalar(select(func.count()).select_from(model).where(model.id > laid_in.get(kind, 0))) or 0
        for kind, model in _KINDS.items()
    }
    return {kind: count for kind, count in found.items() if count}


def reset(*, with_what_was_added: bool = False) -> SignIn:
    """Empty a demo database and lay the content in afresh.

    NotDemoContentError when it holds more than that, unless that may go too, and always when it never held any.
    """
    if reset_would_delete() and not with_what_was_added:
        raise NotDemoContentError
    # Revisions only ever rise: pages that were kept must not look fresh again.
    scopes = list(session().scalars(select(Revision.scope)))
    for table in reversed(Model.metadata.sorted_tables):
        if table.name != Revision.__tablename__:
            session().execute(table.delete())
    session().expunge_all()
    revisions.bump(*scopes)
    return _load()


def _load() -> SignIn:
    now = clock.now()
    content = DemoContent(loaded_at=now)
    session().add(content)
    sign_in = SignIn(email=_EMAIL, password=secrets.token_urlsafe(_PASSWORD_BYTES))
    user = accounts.add_user(email=sign_in.email, name=_NAME, password=sign_in.password, now=now)
    accounts.assign_role(user=user, role=Role.ADMIN)
    lay_in_legal_texts(now=now)
    organisations = lay_in_organisations()
    lay_in_plans(organisations)
    lay_in_events(organisations, now=now)
    lay_in_tenders(organisations, now=now)
    # Fictitious people get no mail.
    session().execute(delete(OutboxMail))
    content.laid_in = {kind: session().scalar(select(func.max(model.id))) or 0 for kind, model in _KINDS.items()}
    session().flush()
    return sign_in


def _is_filled() -> bool:
    return any(session().scalar(select(model.id).limit(1)) is not None for model in _KINDS.values())
