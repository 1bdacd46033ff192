from flask import Blueprint

from webapp.foundation.http.uploads import look_at_files

blueprint = Blueprint("public", __name__)
blueprint.before_request(look_at_files)
