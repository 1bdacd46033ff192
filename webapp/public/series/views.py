from flask import render_template

from webapp.accounts import access
from webapp.events.queries import public_series
from webapp.events.scopes import EVENTS
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.public_page import public_page
from webapp.public import presenting
from webapp.public.series.blueprint import blueprint


@blueprint.get("/series/<slug>")
@access.public
@public_page(EVENTS)
def series(slug: str) -> str:
    """What the series is, its next date, and all dates."""
    found, now = public_series(slug), clock.now()
    ahead = [each for each in found.events if presenting.is_to_come(each, now)]
    over = [each for each in found.events if each not in ahead][::-1]
    return render_template(
        "public/series/series.html",
        series=found.series,
        ahead=presenting.cards(ahead, now),
        over=presenting.cards(over, now),
        url=links.absolute("public.series.series", slug=slug),
        webcal=presenting.subscribable(links.absolute("calendar.feed", kind="series", slug=slug)),
    )
