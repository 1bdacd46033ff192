"""A partner's name and address, put right by those at whose events it takes part."""

from typing import Unpack

from webapp.accounts.errors import MayNotError
from webapp.accounts.rights import host_only
from webapp.events.queries.own_partners import own_partners
from webapp.office.services.organisations import Description, describe_anew
from webapp.organisations.models import Organisation


@host_only
def correct_partner(*, organisation: Organisation, **said: Unpack[Description]) -> None:
    """Say something else of it; MayNotError where it has a team of its own, or others name it as well."""
    if organisation.deleted_at is not None or organisation.id not in own_partners():
        raise MayNotError
    describe_anew(organisation=organisation, **said)
