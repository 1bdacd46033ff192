from webapp.demo.files import read
from webapp.organisations import services
from webapp.organisations.models import Organisation
from webapp.organisations.types import OrganisationKind

Organisations = dict[str, Organisation]


def lay_in_organisations() -> Organisations:
    """All organisations of the demo content by key."""
    return {
        row["key"]: services.add_organisation(**{**row, "kind": OrganisationKind(row["kind"])})
        for row in read("organisations")["organisation"]
    }
