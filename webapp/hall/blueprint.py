"""On the day: one blueprint over its slices, each of which knows none of the others."""

from flask import Blueprint

from webapp.foundation.http.uploads import look_at_files
from webapp.hall.board import views as board
from webapp.hall.canvases import views as canvases
from webapp.hall.checkin import views as checkin
from webapp.hall.stage import views as stage
from webapp.hall.stations import views as stations

blueprint = Blueprint("hall", __name__)
blueprint.before_request(look_at_files)
for each in (
    board,
    canvases,
    checkin,
    stage,
    stations,
):
    blueprint.register_blueprint(each.blueprint)
