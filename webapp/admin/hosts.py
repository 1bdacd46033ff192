"""Organisations as hosts: for which somebody organizes, and all there are."""

from collections.abc import Sequence

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.organisations.models import Organisation
from webapp.organisations.queries import all_organisations

Host = Organisation


def everybody() -> Sequence[Host]:
    """Every organisation that could be a host or a partner. One query."""
    return all_organisations()


def hosts_of(role: Role = Role.ORGANIZER) -> list[Host]:
    """The organisations whose events whoever acts organizes, or may use as another role does, by name. One query."""
    return [each for each in all_organisations() if rights.may(role, Scope.of_organisation(each.id))]
