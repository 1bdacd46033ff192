"""Words for what an organisation can be."""

from flask_babel import lazy_gettext as _l

from webapp.organisations.types import OrganisationPart

PARTS = {
    OrganisationPart.HOST.value: _l("Host of events"),
    OrganisationPart.PARTNER.value: _l("Partner"),
    OrganisationPart.CONTRACTING_BODY.value: _l("Contracting body"),
    OrganisationPart.BUSINESS.value: _l("Business"),
    OrganisationPart.SCHOOL.value: _l("School"),
    OrganisationPart.FUNDER.value: _l("Funder"),
}
