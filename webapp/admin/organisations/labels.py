"""Words for what an organisation can be."""

from flask_babel import lazy_gettext as _l

from webapp.organisations.types import OrganisationPart

# What may hang on an organisation, by table; whoever lays one more on it says here what it is called.
HANGING = {
    "contact": _l("contacts"),
    "contact_list": _l("lists of contacts"),
    "contact_table": _l("tables of contacts"),
    "event": _l("events"),
    "event_partner": _l("events as a partner"),
    "event_series": _l("series"),
    "measure_body": _l("measures of action plans"),
    "role_assignment": _l("roles in the team"),
    "signatory": _l("signatures of action plans"),
    "team_invitation": _l("invitations to the team"),
    "tender": _l("tenders"),
}
PARTS = {
    OrganisationPart.HOST.value: _l("Host of events"),
    OrganisationPart.PARTNER.value: _l("Partner"),
    OrganisationPart.CONTRACTING_BODY.value: _l("Contracting body"),
    OrganisationPart.BUSINESS.value: _l("Business"),
    OrganisationPart.SCHOOL.value: _l("School"),
    OrganisationPart.FUNDER.value: _l("Funder"),
}
