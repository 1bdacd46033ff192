"""Opening a canvas by its link, who it is that writes there, and whether they still may."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import request

from webapp.accounts import access
from webapp.accounts.acting import go_on_as
from webapp.accounts.types import Actor, Role
from webapp.canvases import rules
from webapp.canvases.errors import CanvasClosedError, CanvasNotFoundError
from webapp.canvases.models import Canvas
from webapp.canvases.queries import get_canvas
from webapp.canvases.types import LINK
from webapp.events.models import Event
from webapp.events.types import Feature
from webapp.fields.queries import definitions_of
from webapp.fields.types import Definition
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.transaction_frame import keep_private

_GROUP = "canvas:"
_READS = frozenset({"GET", "HEAD"})
_A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class OpenCanvas:
    """A canvas in the hands of whoever holds its link.

    `by_right` says that they look after the event and need no link, `link_writes` that the link alone would do.
    """

    canvas: Canvas
    token: str
    by_right: bool
    link_writes: bool

    @property
    def event(self) -> Event:
        return self.canvas.group.station.event

    @property
    def may_write(self) -> bool:
        return self.by_right or self.link_writes

    @property
    def last_day(self) -> date:
        """The last day on which the link writes."""
        return clock.local(rules.link_closes_at(self.event) - _A_MOMENT, self.event.zone).date()

    @property
    def definitions(self) -> tuple[Definition, ...]:
        return definitions_of(self.canvas.field_set)


def open_by_token(token: str) -> OpenCanvas:
    """The canvas behind a link, for whatever this request does with it; the answer is kept private.

    Every request that isn't one to read is refused with CanvasClosedError once the link only reads.
    """
    opened = look_by_token(token)
    if request.method not in _READS and not opened.may_write:
        raise CanvasClosedError
    return opened


def look_by_token(token: str) -> OpenCanvas:
    """The canvas behind a link for reading, whatever the request wanted; where the event uses none, for its team only.

    From here on it is the group as a whole that acts, unless somebody opened it who looks after the event.
    """
    keep_private()
    canvas = get_canvas(links.unseal(LINK, token) or "")
    event = canvas.group.station.event
    by_right = access.may(Role.FACILITATOR, event.slug)
    if not by_right and not event.uses(Feature.CANVASES):
        raise CanvasNotFoundError
    if not by_right:
        go_on_as(Actor(key=f"{_GROUP}{canvas.public_id}"))
    return OpenCanvas(canvas, token, by_right=by_right, link_writes=rules.link_writes(event, clock.now()))


def is_group(actor_key: str) -> bool:
    """True when the group itself wrote."""
    return actor_key.startswith(_GROUP)
