"""An installation without any account is opened once, by a link that its start prints."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from webapp.accounts import rights
from webapp.accounts import services as accounts
from webapp.accounts.acting import acting_as
from webapp.accounts.errors import AddressTakenError
from webapp.accounts.models import User
from webapp.accounts.types import SYSTEM, Role
from webapp.foundation import tokens, transaction
from webapp.foundation.database import session
from webapp.foundation.inserting import insert_new
from webapp.foundation.slugs import slugged
from webapp.office import queries
from webapp.office.errors import SetUpDoneError, SetUpUnknownError
from webapp.office.models import SetUp
from webapp.office.services.settings import change_settings
from webapp.organisations import services as organisations
from webapp.organisations.types import OrganisationKind

_LONGEST_NAME = 80  # of an installation, in the head of its pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Whom an installation is set up for."""

    name: str
    short_name: str
    kind: OrganisationKind
    city: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who looks after it first."""

    name: str
    email: str
    password: str


@rights.admin_only
def open_link(*, now: datetime) -> str | None:
    """The id of the link by which this installation is set up; the same until then, None once there is an account."""
    if queries.has_account():
        return None
    insert_new(SetUp, id=queries.ONE, public_id=tokens.new_id(), made_at=now, used_at=None)
    found = queries.find_set_up()
    return found.public_id if found is not None and found.used_at is None else None


def require_open(public_id: str) -> None:
    """SetUpDoneError once there is an account, SetUpUnknownError for what is no link of this installation."""
    found = queries.find_set_up()
    if found is None or found.public_id != public_id:
        raise SetUpUnknownError
    if found.used_at is not None or queries.has_account():
        raise SetUpDoneError


@transaction.all_or_nothing
def set_up(*, link: str, organisation: Organisation, person: Person, now: datetime) -> User:
    """Make the organisation and the account that may do everything; SetUpDoneError when somebody else was first.

    Whoever holds the link acts as the house itself, this once.
    """
    with acting_as(SYSTEM):
        user = _first_account(person, organisation, now)
        _use_up(link, now)
        if not queries.is_only_account(user.id):
            raise SetUpDoneError
        accounts.assign_role(user=user, role=Role.ADMIN)
        organisations.add_organisation(
            key=slugged(organisation.name) or "organisation",
            name=organisation.name,
            short_name=organisation.short_name,
            kind=organisation.kind,
            city=organisation.city,
        )
        _name_the_site(organisation, now)
    return user


def _first_account(person: Person, at: Organisation, now: datetime) -> User:
    known = (at.name, at.short_name, at.city)  # nobody else knows of the organisation yet
    try:
        return accounts.add_user(email=person.email, name=person.name, password=person.password, known=known, now=now)
    except AddressTakenError:
        raise SetUpDoneError from None  # there was no account when they began


def _use_up(link: str, now: datetime) -> None:
    """One of two at the same moment waits here, and finds it used."""
    used = update(SetUp).where(SetUp.id == queries.ONE, SetUp.public_id == link, SetUp.used_at.is_(None))
    if not session().execute(used.values(used_at=now)).rowcount:  # type: ignore[attr-defined]
        raise SetUpDoneError


def _name_the_site(organisation: Organisation, now: datetime) -> None:
    """The installation bears its organisation's name unless the operator has given it one."""
    kept = queries.find_settings()
    if kept is None or not kept.name:
        named = organisation.name if len(organisation.name) <= _LONGEST_NAME else organisation.short_name
        if named:
            change_settings(name=named, now=now)
