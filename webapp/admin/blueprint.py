from flask import Blueprint

from webapp.admin.labels import called

blueprint = Blueprint("admin", __name__, url_prefix="/manage")
blueprint.add_app_template_filter(called, "called")
