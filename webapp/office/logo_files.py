"""Logos as files: served by ourselves, for good, because a file never changes under its name."""

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.foundation import files
from webapp.organisations.queries import files_shown

blueprint = Blueprint("logos", __name__)
_A_YEAR = 365 * 24 * 60 * 60


@blueprint.get("/logos/<file_id>")
@access.public
def logo(file_id: str) -> ResponseReturnValue:
    """A logo that an organisation or a funding notice shows; 404 for every other file."""
    stored = files.find(file_id) if file_id in files_shown() else None
    if stored is None or not files.path_of(stored.public_id).is_file():
        abort(404)
    # Logos are small: we made them so.
    answer = Response(files.path_of(stored.public_id).read_bytes(), mimetype=stored.media_type)
    answer.set_etag(stored.sha256)
    answer.cache_control.public, answer.cache_control.immutable = True, True
    answer.cache_control.max_age = _A_YEAR
    return answer.make_conditional(request)
