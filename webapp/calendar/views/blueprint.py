from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, Response

from webapp.calendar.serializer import to_ical
from webapp.calendar.types import Entry
from webapp.foundation.http import links

blueprint = Blueprint("calendar", __name__)

KEPT = timedelta(days=366)
DAY_BEFORE = timedelta(days=1)


def page_of(slug: str) -> str:
    """The address of an event's page, as it stands in its entries."""
    return links.absolute("public.events.event", slug=slug)


def calendar(entries: Sequence[Entry], *, name: str, url: str, file_name: str = "") -> Response:
    """A calendar as an answer; with a name, as a file to keep."""
    response = Response(to_ical(entries, name=name, url=url), content_type="text/calendar; charset=utf-8")
    if file_name:
        response.headers["Content-Disposition"] = f'attachment; filename="{file_name}.ics"'
    return response
