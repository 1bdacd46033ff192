"""Words for what an organisation is, wherever it is asked or said."""

from flask_babel import lazy_gettext as _l

from webapp.organisations.types import OrganisationKind

KINDS = {
    OrganisationKind.CHAMBER.value: _l("Chamber"),
    OrganisationKind.CITY.value: _l("Town or municipality"),
    OrganisationKind.DISTRICT.value: _l("District"),
    OrganisationKind.REGION.value: _l("Region"),
    OrganisationKind.ASSOCIATION.value: _l("Association or guild"),
    OrganisationKind.ALLIANCE.value: _l("Network or alliance"),
    OrganisationKind.UNIVERSITY.value: _l("University"),
    OrganisationKind.SCHOOL.value: _l("School"),
    OrganisationKind.COMPANY.value: _l("Business"),
    OrganisationKind.AGENCY.value: _l("Public agency"),
    OrganisationKind.MINISTRY.value: _l("Ministry"),
    OrganisationKind.OTHER.value: _l("Other"),
}
