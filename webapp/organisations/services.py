from webapp.foundation.database import session
from webapp.organisations.models import Organisation
from webapp.organisations.types import OrganisationKind


def add_organisation(
    *, key: str, name: str, short_name: str, kind: OrganisationKind, city: str = "", profile: str = ""
) -> Organisation:
    """Make an organisation known under a key of its own."""
    organisation = Organisation(key=key, name=name, short_name=short_name, kind=kind.value, city=city, profile=profile)
    session().add(organisation)
    session().flush()
    return organisation
