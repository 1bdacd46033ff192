"""Demo content: two action plans and five events, laid in through the same services that people use."""

import secrets
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from webapp.accounts import services as accounts
from webapp.accounts.models import User
from webapp.accounts.types import Role
from webapp.demo.errors import NotDemoContentError
from webapp.demo.events import lay_in_events
from webapp.demo.models import DemoContent
from webapp.demo.organisations import lay_in_organisations
from webapp.demo.plans import lay_in_plans
from webapp.demo.tenders import lay_in_tenders
from webapp.events.models import Event
from webapp.foundation import clock, revisions
from webapp.foundation.database import Model, session
from webapp.foundation.revisions import Revision
from webapp.mail.models import OutboxMail

_EMAIL = "demo@example.org"
_NAME = "Demo-Organisation"
_PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True)
class SignIn:
    """How to sign in as demo organizer; the password is generated and stored nowhere in clear."""

    email: str
    password: str


def load_if_empty() -> SignIn | None:
    """Lay the demo content in when there is neither an event nor an account; None when there is."""
    filled = session().scalar(select(func.count()).select_from(Event)) or session().scalar(
        select(func.count()).select_from(User)
    )
    return None if filled else _load()


def reset() -> SignIn:
    """Empty a demo database and lay the content in afresh; NotDemoContentError when it holds anything else."""
    filled = session().scalar(select(func.count()).select_from(Event))
    if filled and session().scalar(select(DemoContent)) is None:
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
    session().add(DemoContent(loaded_at=now))
    sign_in = SignIn(email=_EMAIL, password=secrets.token_urlsafe(_PASSWORD_BYTES))
    user = accounts.add_user(email=sign_in.email, name=_NAME, password=sign_in.password, now=now)
    accounts.assign_role(user=user, role=Role.ADMIN)
    organisations = lay_in_organisations()
    lay_in_plans(organisations)
    lay_in_events(organisations, now=now)
    lay_in_tenders(organisations, now=now)
    # Fictitious people get no mail.
    session().execute(delete(OutboxMail))
    session().flush()
    return sign_in
