from flask import Blueprint

from webapp.admin.labels import called
from webapp.foundation.http.uploads import look_at_files

blueprint = Blueprint("admin", __name__, url_prefix="/manage")
blueprint.before_request(look_at_files)
blueprint.add_app_template_filter(called, "called")
