"""Accounts from the command line: for the first administrator, and when nobody gets in any more."""

from collections.abc import Sequence

import click
from flask.cli import with_appcontext

from webapp.accounts import services as accounts
from webapp.accounts.models import RoleAssignment, User
from webapp.accounts.queries import all_users, find_user_by_address
from webapp.accounts.types import Role, Scope
from webapp.cli.framing import one_clear_line, prepared
from webapp.foundation import clock
from webapp.foundation.transaction import looking, reading_first, unit_of_work
from webapp.organisations.queries import by_ids, find_by_key
from webapp.organisations.types import OrganisationId


@click.group()
def user() -> None:
    """Accounts of the staff."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--admin", is_flag=True, help="May do everything, everywhere.")
@click.password_option()
@with_appcontext
def user_add(email: str, name: str, admin: bool, password: str) -> None:  # noqa: FBT001 - click passes switches so
    """Add a member of the staff (asks for the password)."""
    with prepared(), unit_of_work():
        added = accounts.add_user(email=email, name=name, password=password, now=clock.now())
        accounts.assign_role(user=added, role=Role.ADMIN if admin else Role.ORGANIZER)
    click.echo("Added.")


@user.command("list")
@with_appcontext
def user_list() -> None:
    """List the accounts with their roles."""
    with one_clear_line(), looking():
        found = all_users()
        keys = _keys(found)
        lines = [_line(each, keys) for each in found]
    click.echo("\n".join(lines or ["No accounts."]))


@user.command("lock")
@click.argument("email")
@click.option("--undo", is_flag=True, help="Let the account be used again.")
@with_appcontext
def user_lock(email: str, undo: bool) -> None:  # noqa: FBT001 - click passes switches so
    """Let nobody sign in with this account any more, and end its sessions."""
    with prepared(), unit_of_work():
        (accounts.unlock if undo else accounts.lock)(user=_get(email))
    click.echo("The account can be used again." if undo else "The account is locked.")


@user.command("role")
@click.argument("email")
@click.argument("role", type=click.Choice([each.value for each in Role]))
@click.option("--organisation", help="The key of the organisation for which the role holds; none for administrators.")
@click.option("--take", is_flag=True, help="Take the role back.")
@with_appcontext
def user_role(email: str, role: str, organisation: str | None, take: bool) -> None:  # noqa: FBT001 - click passes switches so
    """Give a role for an organisation, or that of an administrator."""
    with prepared(), unit_of_work():
        at = _scope(organisation)
        if at is None and not take and role != Role.ADMIN:
            raise click.ClickException("For which organisation? Name its key with --organisation.")
        (accounts.take_role if take else accounts.give_role)(user=_get(email), role=Role(role), at=at)
    click.echo("Taken back." if take else "Given.")


@user.command("password")
@click.argument("email")
@click.password_option()
@with_appcontext
def user_password(email: str, password: str) -> None:
    """Set a new password (asks for it), and end all sessions of the account."""
    with prepared(), unit_of_work():
        with reading_first():
            found = _get(email)
        accounts.change_password(user=found, password=password)
    click.echo("The new password is set.")


def _get(email: str) -> User:
    found = find_user_by_address(email)
    if found is None:
        raise click.ClickException("There is no account with this email address.")
    return found


def _scope(key: str | None) -> Scope | None:
    if key is None:
        return None
    found = find_by_key(key)
    if found is None:
        raise click.ClickException("There is no organisation with this key.")
    return Scope.of_organisation(found.id)


def _keys(users: Sequence[User]) -> dict[OrganisationId, str]:
    ids = {each.organisation_id for user in users for each in user.roles if each.organisation_id is not None}
    return {key: each.key for key, each in by_ids(ids).items()}


def _line(found: User, keys: dict[OrganisationId, str]) -> str:
    roles = ", ".join(sorted(_role(each, keys) for each in found.roles)) or "no role"
    return f"{found.email}  {found.name}  {roles}{'' if found.active else '  (locked)'}"


def _role(held: RoleAssignment, keys: dict[OrganisationId, str]) -> str:
    if held.organisation_id is not None:
        return f"{held.role} for {keys[held.organisation_id]}"
    return f"{held.role} at one event" if held.event_key else held.role
