"""Opening a canvas by its link, and who it is that writes there."""

from dataclasses import dataclass

from webapp.accounts import access
from webapp.accounts.types import NOBODY, Actor
from webapp.canvases.models import Canvas
from webapp.canvases.queries import get_canvas
from webapp.canvases.types import LINK
from webapp.fields.queries import definitions_of
from webapp.fields.types import Definition
from webapp.foundation.http import links
from webapp.foundation.http.frame import keep_private

_GROUP = "canvas:"


@dataclass(frozen=True, slots=True)
class OpenCanvas:
    """A canvas in the hands of whoever holds its link."""

    canvas: Canvas
    token: str

    @property
    def definitions(self) -> tuple[Definition, ...]:
        return definitions_of(self.canvas.field_set)

    @property
    def writer(self) -> Actor:
        """Whoever writes: somebody with a right of their own, else the group as a whole."""
        actor = access.actor()
        return Actor(key=f"{_GROUP}{self.canvas.public_id}") if actor is NOBODY else actor


def open_by_token(token: str) -> OpenCanvas:
    """The canvas behind a link; the answer is kept private."""
    keep_private()
    return OpenCanvas(get_canvas(links.unseal(LINK, token) or ""), token)


def is_group(actor_key: str) -> bool:
    """True when the group itself wrote."""
    return actor_key.startswith(_GROUP)
