"""Calendars to subscribe to: the public ones, and one's own."""

from collections.abc import Iterable
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access
from webapp.calendar import queries, services
from webapp.calendar.types import FEED_LINK, FeedKind, OwnFeed
from webapp.events.scopes import EVENTS
from webapp.events.wording import FORMATS
from webapp.foundation import clock
from webapp.foundation.http import language, links
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.public_page import public_page
from webapp.foundation.http.transaction_frame import keep_private
from webapp.plans.scopes import PLANS
from webapp.procurement.scopes import TENDERS
from webapp.public import presenting
from webapp.public.calendars.blueprint import blueprint
from webapp.public.calendars.forms import AlarmForm
from webapp.public.own_registration import behind
from webapp.registration.types import RegistrationStatus

_GROUPS = {
    FeedKind.FORMAT: _l("By format"),
    FeedKind.FIELD: _l("By action area"),
    FeedKind.SERIES: _l("By series"),
    FeedKind.ORGANISATION: _l("By host"),
    FeedKind.TRADE: _l("Tenders by trade"),
}


@blueprint.get("/calendar")
@access.public
@public_page(EVENTS, PLANS, TENDERS)
def calendars() -> str:
    """Every public calendar with its address; a reminder may be wished for."""
    form = AlarmForm(request.args)
    wished = form.wished()
    words = {key: str(word) for key, word in FORMATS.items()}
    listed = queries.all_feeds(words, language.current())
    groups = [
        (_GROUPS[kind], list(_addresses(feeds, wished))) for kind, feeds in groupby(listed, lambda feed: feed.kind)
    ]
    return render_template(
        "public/calendars/feeds.html",
        everything=_address(links.absolute("calendar.all_events", **wished)),
        groups=groups,
        filters=form,
    )


@blueprint.post("/registrations/<token>/calendar")
@access.by_token
@once
def ask_for_calendar(token: str) -> ResponseReturnValue:
    """Have the address of one's own calendar sent: whoever holds this link need not own the address."""
    found = behind(token)
    if found.is_proved and found.email and found.status != RegistrationStatus.EXPIRED:
        services.send_feed(registration=found, now=clock.now())
        # Said alike whether one goes out or there were enough of them lately: whoever asks may be a stranger.
        said = _(
            "We are emailing you the address of your calendar. It may take a few minutes, and we send three such"
            " emails an hour at most."
        )
        flash(said, "info")
    return redirect(url_for("public.own.registration", token=token), 303)


@blueprint.get("/calendar/my/<token>")
@access.by_token
def own_calendar(token: str) -> ResponseReturnValue:
    """One's own calendar: its address, and how to close it."""
    keep_private()
    feed = queries.get_open_feed(links.unseal(FEED_LINK, token) or "")
    address = links.absolute("calendar.own_feed", token=token)
    return render_template(
        "public/calendars/own.html", token=token, address=_address(address), is_staff=feed.kind == OwnFeed.STAFF
    )


@blueprint.post("/calendar/my/<token>/close")
@access.by_token
@once
def close_own_calendar(token: str) -> ResponseReturnValue:
    """Close the address for good."""
    keep_private()
    feed = queries.get_open_feed(links.unseal(FEED_LINK, token) or "")
    services.revoke_feed(feed=feed, now=clock.now())
    flash(_("The link has been deactivated. Calendar apps that use it will no longer get updates."), "success")
    return redirect(url_for("public.calendars.calendars"), 303)


def _addresses(feeds: Iterable[queries.Listed], wished: dict[str, str]) -> Iterable[tuple[str, dict[str, str]]]:
    for feed in feeds:
        yield feed.name, _address(links.absolute("calendar.feed", kind=feed.kind.value, slug=feed.slug, **wished))


def _address(url: str) -> dict[str, str]:
    return {"url": url, "webcal": presenting.subscribable(url)}
