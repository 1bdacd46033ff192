from flask import Blueprint, request

from webapp.foundation import pictures

blueprint = Blueprint("organisations", __name__)


@blueprint.before_request
def look_at_pictures() -> None:
    """Pictures are decoded before anybody has to wait for it; what is found then is known to the form."""
    if request.method == "POST":
        pictures.look_at(request.files.values())
