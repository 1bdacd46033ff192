from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.events.queries import get_public_event
from webapp.events.scopes import event_scope
from webapp.events.types import Feature
from webapp.foundation import clock
from webapp.foundation.http.public_page import public_page
from webapp.hall.board.blueprint import blueprint
from webapp.hall.board.programme import now_and_next
from webapp.stations.queries import stations_of
from webapp.stations.wording import told_of_places

REFRESH_SECONDS = 30


@blueprint.get("/events/<slug>/board")
@access.public
@public_page(event_scope)
def board(slug: str) -> ResponseReturnValue:
    """The projector's page: what runs, what comes next, how full the stations are. No personal data."""
    return _page("hall/board/board.html", slug)


@blueprint.get("/events/<slug>/board/part")
@access.public
@public_page(event_scope)
def board_part(slug: str) -> ResponseReturnValue:
    """What changes on the board, for the page that is open there.

    Whoever asks names the half-minute they ask in (`at`): with it the address and so the entity tag move on with time.
    """
    return _page("hall/board/_part.html", slug)


def _page(template: str, slug: str) -> str:
    event, now = get_public_event(slug), clock.now()
    running, coming = now_and_next(event, now)
    return render_template(
        template,
        event=event,
        now=now,
        running=running,
        coming=coming,
        states=stations_of(event.id) if event.uses(Feature.STATIONS) else [],
        told=told_of_places(event, now),
        refresh=REFRESH_SECONDS,
        next_at=int(now.timestamp()) // REFRESH_SECONDS + 1,
    )
