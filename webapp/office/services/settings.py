"""What the installation says of itself."""

from datetime import datetime
from typing import TypedDict, Unpack

from webapp.accounts import acting, rights
from webapp.foundation import revisions, transaction
from webapp.foundation.database import session
from webapp.foundation.http import site
from webapp.foundation.scopes import SITE
from webapp.office import queries
from webapp.office.models import OfficeSettings


class SettingsChanges(TypedDict, total=False):
    """What may be changed; what isn't named stays."""

    name: str
    email: str
    accent: str
    languages: list[str]
    zone: str
    kept_days: int
    formats_left_out: list[str]


@rights.admin_only
def change_settings(*, now: datetime, **changes: Unpack[SettingsChanges]) -> OfficeSettings:
    """Say something else from now on; every page is made anew."""
    kept = queries.settings_to_edit()
    for name, value in changes.items():
        setattr(kept, name, value)
    kept.changed_at, kept.changed_by = now, acting.actor().key
    session().add(kept)
    session().flush()
    have_all_told_anew()
    return kept


def have_all_told_anew() -> None:
    """Every page says something of the installation: none of them is kept, and this process asks anew."""
    revisions.bump(SITE)
    site.forget()
    transaction.after_commit(site.forget)
