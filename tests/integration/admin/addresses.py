"""Every GET address of an event and of what hangs on it, filled with what the event really has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select

from webapp.agenda.queries import items_of
from webapp.calendar.models import CalendarFeed
from webapp.calendar.types import FEED_LINK
from webapp.canvases.models import Canvas
from webapp.canvases.types import LINK as CANVAS
from webapp.documents.models import PaperOrder
from webapp.documents.types import PaperState
from webapp.events.queries import get_event
from webapp.foundation import tokens
from webapp.foundation.database import session
from webapp.public import receipts
from webapp.registration.models import Category, Registration
from webapp.registration.queries import setup_of
from webapp.registration.types import LINK, STAFF_LINK, Receipt
from webapp.stations.queries import stations_of
from webapp.stations.types import POSTER
from webapp.tickets.models import Ticket
from webapp.tickets.payload import payload_of

NOTHING = "nothing-real"
# Pages that know no event, and one that looks at tables which only a migration makes.
LEFT_OUT = {
    "static", "public.readyz", "public.livez", "public.imprint", "public.privacy", "public.accessibility", "public.licences",
    "public.robots", "public.favicon", "public.accent", "public.plans", "public.plan", "public.measure", "accounts.sign_in",
    "accounts.open_link", "mail.mailbox", "mail.letter", "mail.letter_source", "mail.letter_html", "mail.opt_out", "hall.worker",
    "admin.tenders", "admin.edit_tender", "admin.import_dates", "admin.review_dates", "admin.new_event",
}  # fmt: skip
# Forms of the desk that look the same in every phase; the others are walked in each.
SAME_ALWAYS = re.compile(r"admin\.(edit_|new_|add_|replace_|erase_|mail|words_|access_|questions|sign_up|invitations|guest_|station_)")
# Not there although the event is: set up by the operator or not at all, or nothing without registrations in its query.
MAY_BE_MISSING = {"documents.apple_pass", "documents.google_pass", "admin.many"}

# Pages of the hall that open with a right at the event.
OF_STAFF = {"hall.checkin", "hall.checkin_by_code", "hall.walk_in", "hall.facilitate", "hall.door_guests", "hall.practice_tickets", "hall.app_manifest"}


@dataclass(frozen=True)
class Address:
    endpoint: str
    path: str
    is_real: bool


def addresses_of(app: Flask, slug: str, *, whole: bool) -> Iterator[Address]:
    """One address for each GET route; real where the event has what the route asks for. `whole`: also what never changes."""
    known = _known(app, slug)
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in LEFT_OUT:
            continue
        if not whole and SAME_ALWAYS.match(rule.endpoint):
            continue
        values = {name: _value(known, rule.endpoint, name) for name in rule.arguments}
        path = adapter.build(rule.endpoint, values)
        yield Address(rule.endpoint, path, NOTHING not in values.values())


def _value(known: dict[str, Any], endpoint: str, name: str) -> str:
    return known.get(f"{endpoint} {name}") or known.get(name) or NOTHING


def _known(app: Flask, slug: str) -> dict[str, Any]:
    event = get_event(slug)
    seal = lambda purpose, public_id: tokens.seal(app.config["SECRET_KEY"], purpose, public_id)  # noqa: E731
    found: dict[str, Any] = {"slug": slug, "lang": "de", "admin.edit_words kind": "seat_confirmed"}
    found |= {
        "admin.words_letter kind": "seat_confirmed", "admin.new_mailing name": "message",
        "calendar.feed kind": "format", "calendar.feed slug": event.format,
        "public.plan slug": NOTHING, "public.measure slug": NOTHING,
    }  # fmt: skip
    if items := items_of(event.id):
        found["item_id"] = items[0].public_id
    if states := stations_of(event.id):
        found |= {
            "station_id": states[0].station.public_id,
            "hall.station token": seal(POSTER, states[0].station.public_id),
        }
    registration = session().scalar(select(Registration).where(Registration.event_id == event.id).limit(1))
    if registration:
        found["registration_id"] = registration.public_id
        found["person"] = registration.attendees[0].public_id
        own = seal(LINK, registration.public_id)
        found |= {f"public.{page} token": own for page in _OWN}
        found |= {f"public.{page} token": seal(STAFF_LINK, registration.public_id) for page in ("join", "joined")}
        found["receipt"] = receipts.seal(event, Receipt(event.starts_at, None, to_be_approved=False))
    if asked := setup_of(event.id).definitions:
        found["admin.edit_question key"] = asked[0].key
    if category := session().scalar(select(Category).where(Category.event_id == event.id).limit(1)):
        found["category_id"] = category.public_id
    if ticket := session().scalar(select(Ticket).where(Ticket.event_id == event.id).limit(1)):
        found["payload"] = payload_of(ticket, event)
    if canvas := session().scalar(select(Canvas).where(Canvas.event_id == event.id).limit(1)):
        found |= {f"hall.{page} token": seal(CANVAS, canvas.public_id) for page in _ON_CANVASES}
    ready = select(PaperOrder).where(PaperOrder.event_id == event.id, PaperOrder.state == PaperState.READY.value)
    if order := session().scalar(ready.limit(1)):
        found["order_id"] = order.public_id
    if feed := session().scalar(select(CalendarFeed).limit(1)):
        found |= {f"{page} token": seal(FEED_LINK, feed.public_id) for page in ("public.own_calendar", "calendar.own_feed")}
    return found


_OWN = ("registration", "change_answers", "own_data", "erase", "replace_person", "add_person")
_ON_CANVASES = ("canvas", "canvas_json", "canvas_history", "canvas_links", "present_canvas")
