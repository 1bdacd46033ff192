"""Words for what an organisation is and can be."""

from flask_babel import lazy_gettext as _l

from webapp.organisations.types import OrganisationKind, OrganisationPart

KINDS = {
    OrganisationKind.CHAMBER.value: _l("Chamber"),
    OrganisationKind.CITY.value: _l("Town or municipality"),
    OrganisationKind.DISTRICT.value: _l("District"),
    OrganisationKind.REGION.value: _l("Region"),
    OrganisationKind.ASSOCIATION.value: _l("Association"),
    OrganisationKind.ALLIANCE.value: _l("Network or alliance"),
    OrganisationKind.UNIVERSITY.value: _l("University"),
    OrganisationKind.SCHOOL.value: _l("School"),
    OrganisationKind.COMPANY.value: _l("Business"),
    OrganisationKind.AGENCY.value: _l("Public agency"),
    OrganisationKind.MINISTRY.value: _l("Ministry"),
    OrganisationKind.OTHER.value: _l("Other"),
}
PARTS = {
    OrganisationPart.HOST.value: _l("Host of events"),
    OrganisationPart.PARTNER.value: _l("Partner"),
    OrganisationPart.CONTRACTING_BODY.value: _l("Contracting body"),
    OrganisationPart.BUSINESS.value: _l("Business"),
    OrganisationPart.SCHOOL.value: _l("School"),
    OrganisationPart.FUNDER.value: _l("Funder"),
}
