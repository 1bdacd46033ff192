"""What the office says of its installation, and who it is."""

from sqlalchemy import select

from webapp.accounts.models import User
from webapp.accounts.types import UserId
from webapp.foundation import localized
from webapp.foundation.database import session
from webapp.foundation.http import site
from webapp.office.models import OfficeSettings, SetUp
from webapp.organisations.models import Organisation

ONE = 1


def find_settings() -> OfficeSettings | None:
    return session().get(OfficeSettings, ONE)


def settings_to_edit() -> OfficeSettings:
    """What is kept, or what holds as long as nothing is; nothing is stored by that."""
    return find_settings() or as_it_stands()


def required_language() -> str:
    """The language in which every text of the office must be there, by the languages that are on. One query."""
    return localized.required_language(settings_to_edit().languages)


def as_it_stands() -> OfficeSettings:
    """A row that says what holds without one."""
    now = site.current()
    return OfficeSettings(
        id=ONE,
        name="" if now.name == site.NAMELESS else now.name,
        email=now.email,
        accent=now.accent or "",
        languages=list(now.languages),
        zone=now.zone,
        kept_days=now.kept_days,
        formats_left_out=sorted(now.formats_left_out),
    )


def has_account() -> bool:
    """True once anybody can sign in, or could."""
    return session().scalar(select(User.id).limit(1)) is not None


def is_only_account(user_id: UserId) -> bool:
    return session().scalar(select(User.id).where(User.id != user_id).limit(1)) is None


def first_organisation() -> Organisation | None:
    """Whom this installation was set up for."""
    return session().scalar(select(Organisation).order_by(Organisation.id).limit(1))


def find_set_up() -> SetUp | None:
    return session().get(SetUp, ONE)
