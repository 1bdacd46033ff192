"""What a device takes along, as JSON: the event, its guests in parts, keys, gates and rooms."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from cachetools import TTLCache
from flask import current_app
from flask_wtf.csrf import generate_csrf

from webapp.accounts import senders
from webapp.accounts.types import Role
from webapp.checkin import queries
from webapp.checkin.queries.lists import DIGEST_CHARS, PARTS, Part
from webapp.checkin.types import NEVER, Door
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation import tokens
from webapp.foundation.http import language
from webapp.foundation.localized import in_language
from webapp.registration.queries import setup_of
from webapp.tickets.codec import event_bytes

# Sixteen devices that ask at once cost one reading of 20,000 guests.
_FRESH_SECONDS = 5.0
_MOST_EVENTS = 16
_EXTENSION = "door_lists"
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Bound:
    """Until when a device may keep what it takes along, and the gate or room that its link is bound to."""

    until: datetime
    point: str


def bound_to(event: Event, door: Door) -> Bound:
    """As the links of this browser have it; whoever is signed in keeps the list until the door is closed."""
    held = [each for each in senders.links_held() if each.event_key == event.public_id and each.role == Role.DOOR]
    if not held:
        return Bound(door.closes_at, "")
    return Bound(min(held[0].expires_at, door.closes_at), held[0].part_key)


def list_json(event: Event, have: str, *, now: datetime) -> bytes:
    """The list without those parts whose digests stand in `have`, one after the other in the order of PARTS."""
    door = queries.door_of(event)
    known = {letter: have[at * DIGEST_CHARS : (at + 1) * DIGEST_CHARS] for at, letter in enumerate(PARTS)}
    parts = _parts_of(event.id)
    changed = {letter: part for letter, part in parts.items() if part.digest != known[letter]}
    head = json.dumps(_head(event, door, now), ensure_ascii=False)
    # The rows are JSON already, and they are nearly all of it.
    rows = ",".join(f'"{letter}":["{part.digest}",{part.rows}]' for letter, part in changed.items())
    return f'{head[:-1]},"parts":{{{rows}}}}}'.encode()


def _parts_of(event_id: EventId) -> Mapping[str, Part]:
    with _lock:
        kept: TTLCache[EventId, Mapping[str, Part]] = current_app.extensions.setdefault(
            _EXTENSION, TTLCache(_MOST_EVENTS, _FRESH_SECONDS)
        )
        found = kept.get(event_id)
    if found is None:
        found = queries.parts_of(event_id)
        with _lock:
            kept[event_id] = found
    return found


def _of_event(event: Event, door: Door) -> dict[str, object]:
    return {
        "key": tokens.encode(event_bytes(event.public_id)),
        "title": event.title,
        "zone": event.zone,
        "status": event.status,
        "starts": milliseconds(event.starts_at),
        # None without a date.
        "opens": milliseconds(door.opens_at) if door.opens_at < NEVER else None,
        "closes": milliseconds(door.closes_at),
        # Older entries are those of a day that was given up.
        "counts": max(milliseconds(door.counts_from), 0),
        # With each of these a further day of the event begins: everybody comes anew.
        "days": [milliseconds(each) for each in door.days],
    }


def _head(event: Event, door: Door, now: datetime) -> dict[str, object]:
    bound, setup, lang = bound_to(event, door), setup_of(event.id), language.current()
    return {
        "event": _of_event(event, door),
        "now": milliseconds(now),
        "until": milliseconds(bound.until),
        "csrf": generate_csrf(),
        "keys": {str(key_id): tokens.encode(key) for key_id, key in queries.public_keys().items()},
        "points": [
            {"id": each.public_id, "kind": each.kind, "name": each.name, "capacity": each.capacity}
            for each in queries.points_of(event.id)
        ],
        "point": bound.point,
        "categories": [in_language(label, lang) for label in queries.category_labels(event.id)],
        "comes_as": [
            {"id": each.public_id, "label": each.labelled(lang), "most": each.most_heads, "named": each.named}
            for each in setup.terms
        ],
        "free": event.pool.level.free,
    }


def milliseconds(moment: datetime) -> int:
    """As the clocks of browsers count."""
    return round(moment.timestamp() * 1000)
