"""Organisations for tests."""

import itertools

from webapp.organisations import services
from webapp.organisations.models import Organisation
from webapp.organisations.types import OrganisationKind

_numbers = itertools.count(1)


def make_organisation(name: str = "Handwerkskammer Musterstadt", **values: object) -> Organisation:
    """An organisation with a key of its own."""
    number = next(_numbers)
    defaults = {"key": f"org-{number}", "short_name": f"HWK {number}", "kind": OrganisationKind.CHAMBER}
    return services.add_organisation(name=name, **{**defaults, **values})
