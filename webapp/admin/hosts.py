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


def hosts_of() -> list[Host]:
    """The organisations whose events whoever acts organizes, by name. One query."""
    return [
        organisation
        for organisation in all_organisations()
        if rights.may(Role.ORGANIZER, Scope(event_key="", organisation_id=organisation.id))
    ]
