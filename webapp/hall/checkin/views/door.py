"""What the app at the door fetches and sends."""

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.checkin import queries
from webapp.checkin.errors import DoorClosedError
from webapp.events.queries import get_event
from webapp.foundation import clock, transaction
from webapp.foundation.http.compression import pack
from webapp.foundation.http.transaction_frame import keep_private
from webapp.hall.checkin import guest_list as door_list
from webapp.hall.checkin import upload_schema as door_upload
from webapp.hall.checkin import uploads as door_facts
from webapp.hall.checkin.blueprint import blueprint


@blueprint.get("/checkin/<slug>/list")
@access.at_event(Role.DOOR)
def door_guests(slug: str) -> ResponseReturnValue:
    """Who may come in, in parts; `have` names the digests of those parts that the device has already."""
    keep_private()
    event, now = get_event(slug), clock.now()
    if now >= queries.door_of(event).closes_at:
        raise DoorClosedError
    body = door_list.list_json(event, request.args.get("have", ""), now=now)
    return pack(Response(body, mimetype="application/json"))


@blueprint.post("/checkin/<slug>/facts")
@access.at_event(Role.DOOR)
def door_log(slug: str) -> ResponseReturnValue:
    """Take what a device recorded and tell what others did since; sent again with the same ids it changes nothing."""
    keep_private()
    now = clock.now()
    sent = door_upload.read_sent(_body(), now=now)
    with transaction.reading_first():
        door = queries.get_door(slug)
    return pack(jsonify(door_facts.exchange(slug, door, sent, now=now)))


def _body() -> object:
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None
