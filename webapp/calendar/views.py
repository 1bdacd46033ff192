from datetime import timedelta

from flask import Blueprint, Response, current_app

from webapp.accounts import access
from webapp.calendar import queries
from webapp.calendar.entries import Entry, entry_of_event, entry_of_item
from webapp.calendar.serializer import to_ical
from webapp.calendar.words import words_in
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.public_page import public_page

blueprint = Blueprint("calendar", __name__)

_KEPT = timedelta(days=366)


@blueprint.get("/calendar.ics")
@access.public
@public_page("events", ages=False)
def all_events() -> Response:
    """All published events of the last year and to come, for subscribing."""
    entries = [
        entry_of_event(event, [], url=_page(event.slug), words=words_in(event.language))
        for event in queries.events_since(clock.now() - _KEPT)
    ]
    return _calendar(entries, name=current_app.config["SETTINGS"].operator_name, url=links.absolute("public.events"))


@blueprint.get("/events/<slug>.ics")
@access.public
@public_page("event:{slug}", ages=False)
def event(slug: str) -> Response:
    """One event as one entry, for downloading or subscribing."""
    found = queries.get_event_for_calendar(slug)
    items = queries.items_with_dropped(found.id)
    entry = entry_of_event(found, items, url=_page(slug), words=words_in(found.language))
    return _calendar([entry], name=found.title, url=_page(slug), file_name=slug)


@blueprint.get("/events/<slug>/agenda.ics")
@access.public
@public_page("event:{slug}", ages=False)
def agenda(slug: str) -> Response:
    """The programme: one entry per item."""
    found = queries.get_event_for_calendar(slug)
    words, url = words_in(found.language), _page(slug)
    entries = [entry_of_item(item, found, url=url, words=words) for item in queries.items_with_dropped(found.id)]
    return _calendar(entries, name=found.title, url=url, file_name=f"{slug}-agenda")


@blueprint.get("/events/<slug>/agenda/<item_id>.ics")
@access.public
@public_page("event:{slug}", ages=False)
def agenda_item(slug: str, item_id: str) -> Response:
    """One programme item."""
    found = queries.get_event_for_calendar(slug)
    item = queries.get_item(found.id, item_id)
    entry = entry_of_item(item, found, url=_page(slug), words=words_in(found.language))
    return _calendar([entry], name=item.title, url=_page(slug), file_name=f"{slug}-{item_id[:6]}")


def _page(slug: str) -> str:
    return links.absolute("public.event", slug=slug)


def _calendar(entries: list[Entry], *, name: str, url: str, file_name: str = "") -> Response:
    response = Response(to_ical(entries, name=name, url=url), content_type="text/calendar; charset=utf-8")
    if entries:
        response.last_modified = max(entry.touched_at for entry in entries)
    if file_name:
        response.headers["Content-Disposition"] = f'attachment; filename="{file_name}.ics"'
    return response
