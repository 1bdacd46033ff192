"""The desk: one blueprint over its slices, each of which knows none of the others."""

from flask import Blueprint

from webapp.admin.dates import views as dates
from webapp.admin.door import views as door
from webapp.admin.events import views as events
from webapp.admin.invitations import views as invitations
from webapp.admin.labels import called
from webapp.admin.letters import views as letters
from webapp.admin.people import views as people
from webapp.admin.procurement import views as procurement
from webapp.admin.programme import views as programme
from webapp.admin.registration import views as registration
from webapp.admin.results import views as results
from webapp.admin.search import views as search
from webapp.admin.sign_up import views as sign_up
from webapp.admin.stations import views as stations
from webapp.admin.statistics import views as statistics
from webapp.admin.today import views as today
from webapp.admin.ways import navigation
from webapp.foundation.http.uploads import look_at_files

blueprint = Blueprint("admin", __name__, url_prefix="/manage")
blueprint.before_request(look_at_files)
blueprint.add_app_template_filter(called, "called")
navigation.init_app(blueprint)
for each in (
    dates,
    door,
    events,
    invitations,
    letters,
    people,
    procurement,
    programme,
    registration,
    results,
    search,
    sign_up,
    stations,
    statistics,
    today,
):
    blueprint.register_blueprint(each.blueprint)
