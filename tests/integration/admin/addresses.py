"""Every GET address of an event and of what hangs on it, filled with what the event really has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from webapp.agenda.queries import items_of
from webapp.calendar.models import CalendarFeed
from webapp.calendar.types import FEED_LINK
from webapp.canvases.models import Canvas
from webapp.canvases.types import LINK as CANVAS
from webapp.documents.models import PaperOrder
from webapp.documents.types import PaperState
from webapp.events.models import Event
from webapp.events.queries import get_event
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.public.registrations import receipts
from webapp.registration.models import Category, Registration
from webapp.registration.queries import setup_of
from webapp.registration.types import LINK, STAFF_LINK, Receipt
from webapp.stations.queries import stations_of
from webapp.stations.types import POSTER
from webapp.tickets.models import Ticket
from webapp.tickets.payload import payload_of

NOTHING = "nothing-real"
# Pages that know no event, and one that looks at tables which only a migration makes.
LEFT_OUT = re.compile(
    r"static|public\.(pages|plans|sign_in|set_up|opt_outs|mailbox)\.|hall\.checkin\.worker"
    r"|admin\.(procurement|dates|office|account)\.|admin\.events\.new_event$"
    r"|admin\.team\.(all_teams|team|invite|colleague|administrators|invite_administrator)$"
    r"|admin\.contacts\.|public\.consents\."
)
# Forms of the desk that look the same in every phase; the others are walked in each.
SAME_ALWAYS = re.compile(
    r"admin\.\w+\."
    r"(edit_|new_|add_|replace_|erase_|mail|words_|access_|questions|sign_up|invitations|invite_|who_|guest_|station_)"
)
# Not there although the event is: set up by the operator or not at all, or nothing without registrations in its query.
MAY_BE_MISSING = {"documents.apple_pass", "documents.google_pass", "admin.people.many", "admin.invitations.choose_list"}
# Pages of the hall that open with a right at the event.
OF_STAFF = {
    *(f"hall.checkin.{page}" for page in ("checkin", "checkin_by_code", "walk_in", "door_guests", "app_manifest")),
    *("hall.checkin.practice_tickets", "hall.stage.facilitate"),
}
_OWN = ("registration", "change_answers", "own_data", "erase", "replace_person", "add_person", "change_address")
_ON_CANVASES = ("canvas", "canvas_json", "canvas_history", "canvas_links", "present_canvas")


@dataclass(frozen=True)
class Address:
    endpoint: str
    path: str
    is_real: bool


def addresses_of(app: Flask, slug: str, *, whole: bool) -> Iterator[Address]:
    """An address for each GET route, real where the event has what it asks for; `whole`: what never changes too."""
    event = get_event(slug)
    known = {**_always(event), **_set_up(app, event), **_registered(app, event), **_made(app, event)}
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or LEFT_OUT.match(rule.endpoint):
            continue
        if whole or not SAME_ALWAYS.match(rule.endpoint):
            values = {name: known.get(f"{rule.endpoint} {name}", known.get(name, NOTHING)) for name in rule.arguments}
            if NOTHING in {values.get("token"), values.get("payload")}:
                continue  # a guess, which is counted; what comes of those is tested elsewhere
            yield Address(rule.endpoint, adapter.build(rule.endpoint, values), NOTHING not in values.values())


def _always(event: Event) -> dict[str, str]:
    of_series = event.series.slug if event.series else NOTHING
    return {
        "slug": event.slug,
        "lang": "de",
        "series": of_series,
        "public.series.series slug": of_series,
        "admin.letters.edit_words kind": "seat_confirmed",
        "admin.letters.words_letter kind": "seat_confirmed",
        "admin.letters.new_mailing name": "message",
        "calendar.feed kind": "format",
        "calendar.feed slug": event.format,
    }


def _set_up(app: Flask, event: Event) -> dict[str, str]:
    found = {}
    if items := items_of(event.id):
        found["item_id"] = items[0].public_id
    if states := stations_of(event.id):
        found["station_id"] = states[0].station.public_id
        found["hall.stations.station token"] = _sealed(app, POSTER, states[0].station.public_id)
    if asked := setup_of(event.id).definitions:
        found["admin.sign_up.edit_question key"] = asked[0].key
    if category := session().scalar(select(Category).where(Category.event_id == event.id).limit(1)):
        found["category_id"] = category.public_id
    return found


def _registered(app: Flask, event: Event) -> dict[str, str]:
    registration = session().scalar(select(Registration).where(Registration.event_id == event.id).limit(1))
    if registration is None:
        return {}
    own, staff = (_sealed(app, purpose, registration.public_id) for purpose in (LINK, STAFF_LINK))
    found = {
        "registration_id": registration.public_id,
        "person": registration.attendees[0].public_id,
        "receipt": receipts.seal(event, Receipt(event.starts_at, None, to_be_approved=False), 1),
        "public.own.join token": staff,
        "public.own.joined token": staff,
        **{f"public.own.{page} token": own for page in _OWN},
    }
    if ticket := session().scalar(select(Ticket).where(Ticket.event_id == event.id).limit(1)):
        found["payload"] = payload_of(ticket, event)
    return found


def _made(app: Flask, event: Event) -> dict[str, str]:
    found = {}
    if canvas := session().scalar(select(Canvas).where(Canvas.event_id == event.id).limit(1)):
        found |= {f"hall.canvases.{page} token": _sealed(app, CANVAS, canvas.public_id) for page in _ON_CANVASES}
    ready = select(PaperOrder).where(PaperOrder.event_id == event.id, PaperOrder.state == PaperState.READY.value)
    if order := session().scalar(ready.limit(1)):
        found["order_id"] = order.public_id
    if feed := session().scalar(select(CalendarFeed).limit(1)):
        token = _sealed(app, FEED_LINK, feed.public_id)
        found |= {"public.calendars.own_calendar token": token, "calendar.own_feed token": token}
    return found


def _sealed(app: Flask, purpose: str, public_id: str) -> str:
    return tokens.seal(app.config["SECRET_KEY"], purpose, public_id)
