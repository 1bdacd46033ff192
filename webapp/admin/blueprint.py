"""The desk: one blueprint over its slices, each of which knows none of the others."""

from flask import Blueprint

from webapp.admin.account import views as account
from webapp.admin.callers import views as callers
from webapp.admin.contacts import views as contacts
from webapp.admin.copies import views as copies
from webapp.admin.corrections import views as corrections
from webapp.admin.dates import views as dates
from webapp.admin.disclosures import views as disclosures
from webapp.admin.door import views as door
from webapp.admin.events import views as events
from webapp.admin.invitations import views as invitations
from webapp.admin.letters import views as letters
from webapp.admin.office import views as office
from webapp.admin.organisations import views as organisations
from webapp.admin.people import views as people
from webapp.admin.preview import views as preview
from webapp.admin.procurement import views as procurement
from webapp.admin.programme import views as programme
from webapp.admin.put_away import views as put_away
from webapp.admin.registration import views as registration
from webapp.admin.results import views as results
from webapp.admin.search import views as search
from webapp.admin.series import views as series
from webapp.admin.sign_up import views as sign_up
from webapp.admin.stations import views as stations
from webapp.admin.statistics import views as statistics
from webapp.admin.team import views as team
from webapp.admin.today import views as today
from webapp.admin.venues import views as venues
from webapp.admin.ways import navigation
from webapp.admin.wording.labels import called
from webapp.foundation.http.uploads import look_at_files

blueprint = Blueprint("admin", __name__, url_prefix="/manage")
blueprint.before_request(look_at_files)
blueprint.add_app_template_filter(called, "called")
navigation.init_app(blueprint)
for each in (
    account,
    callers,
    copies,
    corrections,
    contacts,
    dates,
    disclosures,
    door,
    events,
    invitations,
    letters,
    office,
    organisations,
    people,
    preview,
    procurement,
    programme,
    put_away,
    registration,
    results,
    search,
    series,
    sign_up,
    stations,
    statistics,
    team,
    today,
    venues,
):
    blueprint.register_blueprint(each.blueprint)
