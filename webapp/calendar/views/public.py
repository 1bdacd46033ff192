from flask import Response, abort

from webapp.accounts import access
from webapp.calendar import queries, wishes
from webapp.calendar.entries import entry_of_event, entry_of_item
from webapp.calendar.tenders import entries_of_tender
from webapp.calendar.types import Entry, FeedKind
from webapp.calendar.views.blueprint import DAY_BEFORE, KEPT, blueprint, calendar, page_of
from webapp.calendar.words import words_in
from webapp.events.queries.seen import Feed, events_since, fields_since
from webapp.events.scopes import EVENTS, SERVED, event_scope
from webapp.fields.trades import find
from webapp.foundation import clock
from webapp.foundation.http import links, site
from webapp.foundation.http.public_page import public_page
from webapp.procurement.queries import tenders_in_trade
from webapp.procurement.scopes import TENDERS


@blueprint.get("/calendar.ics")
@access.public
@public_page(EVENTS, ages=False)
def all_events() -> Response:
    """All published events of the last year and to come, for subscribing."""
    name = site.current().name
    return calendar(_entries(None), name=name, url=links.absolute("public.events.events"))


@blueprint.get("/calendar/<kind>/<slug>.ics")
@access.public
@public_page(EVENTS, SERVED, TENDERS, ages=False)
def feed(kind: str, slug: str) -> Response:
    """The events of a format, a field of action, an organisation or a series, or a trade's tenders."""
    if kind not in set(FeedKind):
        abort(404)
    if kind == FeedKind.TRADE:
        return _of_trade(slug)
    found = queries.get_feed(FeedKind(kind), slug, words_in(site.current().language).formats)
    return calendar(_entries(found), name=found.name, url=links.absolute("public.events.events"))


@blueprint.get("/events/<slug>.ics")
@access.public
@public_page(event_scope, ages=False)
def event(slug: str) -> Response:
    """One event as one entry, for downloading or subscribing."""
    found = queries.get_event_for_calendar(slug)
    items = queries.items_with_dropped(found.id)
    wished = wishes.asked(alarm=DAY_BEFORE)
    entry = entry_of_event(found, items, url=page_of(slug), words=words_in(found.language), alarm=wished.alarm)
    return calendar([entry], name=found.title, url=page_of(slug), file_name=slug)


@blueprint.get("/events/<slug>/agenda.ics")
@access.public
@public_page(event_scope, ages=False)
def agenda(slug: str) -> Response:
    """The programme: one entry per item."""
    found, wished = queries.get_event_for_calendar(slug), wishes.asked()
    words, url = words_in(found.language), page_of(slug)
    items = queries.items_with_dropped(found.id)
    entries = [entry_of_item(item, found, url=url, words=words, alarm=wished.alarm) for item in items]
    return calendar(entries, name=found.title, url=url, file_name=f"{slug}-agenda")


@blueprint.get("/events/<slug>/agenda/<item_id>.ics")
@access.public
@public_page(event_scope, ages=False)
def agenda_item(slug: str, item_id: str) -> Response:
    """One programme item."""
    found, wished = queries.get_event_for_calendar(slug), wishes.asked()
    item = queries.get_item(found.id, item_id)
    words = words_in(found.language)
    entry = entry_of_item(item, found, url=page_of(slug), words=words, alarm=wished.alarm)
    return calendar([entry], name=item.title, url=page_of(slug), file_name=f"{slug}-{item_id[:6]}")


def _of_trade(key: str) -> Response:
    lang, page, wished = site.current().language, links.absolute("public.calendars.calendars"), wishes.asked()
    trade = find(key) or abort(404)
    entries = [
        entry
        for tender in tenders_in_trade(key, clock.now() - KEPT)
        for entry in entries_of_tender(tender, page=page, words=words_in(lang), lang=lang, alarm=wished.alarm)
    ]
    return calendar(entries, name=trade.named(lang), url=page)


def _entries(within: Feed | None) -> list[Entry]:
    since, wished = clock.now() - KEPT, wishes.asked()
    fields = fields_since(since, within)
    return [
        entry_of_event(
            event,
            [],
            url=page_of(event.slug),
            words=words_in(event.language),
            fields=fields.get(event.id, ()),
            alarm=wished.alarm,
        )
        for event in events_since(since, within)
    ]
