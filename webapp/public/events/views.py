from flask import render_template, request
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.agenda.queries import shown_items
from webapp.events import queries as events
from webapp.events.reading import readable_event
from webapp.events.scopes import EVENTS, event_scope
from webapp.events.surroundings import surroundings
from webapp.foundation import clock
from webapp.foundation.http import links, site
from webapp.foundation.http.page_scopes import AskedFor
from webapp.foundation.http.public_page import public_page
from webapp.foundation.search.scopes import SEARCH
from webapp.plans import queries as plans
from webapp.plans.scopes import PLANS
from webapp.public import presenting
from webapp.public.events import structured
from webapp.public.events.blueprint import blueprint
from webapp.public.events.forms import FilterForm
from webapp.public.events.glance import contents, glance
from webapp.public.events.programme import programme
from webapp.public.events.results import brief
from webapp.public.events.results import results as results_of
from webapp.public.events.rooms import named_rooms
from webapp.registration.queries import opening_by
from webapp.registration.types import RegistrationAvailability

_ON_START = 5
_PER_PAGE = 20


@blueprint.get("/")
@access.public
@public_page(EVENTS, PLANS)
def start() -> str:
    """What is next, and what all of it serves."""
    now = clock.now()
    coming = events.coming_events(now=now, limit=_ON_START)
    return render_template(
        "public/events/start.html",
        events=presenting.cards(coming.events, now),
        more=coming.total - len(coming.events),
        plans=plans.all_plans(),
        has_past=not coming.events and events.past_events(now=now, limit=1).total > 0,
    )


@blueprint.get("/events", endpoint="events")
@access.public
@public_page(EVENTS, AskedFor("q", SEARCH))
def list_events() -> str:
    """All events with search and filters."""
    form = FilterForm(request.args, site.current().zone)
    now, number = clock.now(), form.page_number()
    find = events.past_events if form.past else events.coming_events
    found = find(now=now, wish=form.wish(), limit=_PER_PAGE, offset=(number - 1) * _PER_PAGE)
    return render_template(
        "public/events/list.html",
        filters=form,
        events=presenting.cards(found.events, now),
        page=presenting.paged(number, found.total, _PER_PAGE),
    )


@blueprint.get("/events/<slug>")
@access.public
@public_page(event_scope)
def event(slug: str) -> str:
    """The event: what, when, where, and how to take part."""
    found = readable_event(slug)
    now = clock.now()
    around = surroundings(found)
    opening = opening_by(found, around.windows, now)
    is_open = opening.door is RegistrationAvailability.OPEN
    register_url = links.absolute("public.registrations.register", slug=slug) if is_open else None
    url = links.absolute("public.events.event", slug=slug)
    first = glance(found, opening.door, now, url)
    planned = shown_items(found)
    items, rooms = programme(found, planned, now), named_rooms(around, [item.place for item in planned])
    return render_template(
        "public/events/event.html",
        event=found,
        phase=presenting.standing(found, now),
        door=opening.door.value,
        opens_at=opening.opens_at,
        seats=presenting.seats(found, now, around.in_line) if is_open else None,
        only_waits=presenting.only_waits(found, around.in_line),
        items=items,
        around=around,
        glance=first,
        contents=contents(found, first, around, has_agenda=bool(items), has_rooms=bool(rooms)),
        rooms=rooms,
        url=url,
        webcal=presenting.subscribable(links.absolute("calendar.event", slug=slug)),
        data=structured.event_data(found, url=url, register_url=register_url, in_line=around.in_line),
    )


@blueprint.get("/events/<slug>/agenda")
@access.public
@public_page(event_scope)
def agenda(slug: str) -> str:
    """The programme on a page of its own, made for printing."""
    found = readable_event(slug)
    now = clock.now()
    return render_template(
        "public/events/agenda.html",
        event=found,
        items=programme(found, shown_items(found), now),
        is_ahead=presenting.offers_dates(found, now),
        is_over=presenting.is_over(found, now),
    )


@blueprint.get("/events/<slug>/results")
@access.public
@public_page(event_scope)
def results(slug: str) -> ResponseReturnValue:
    """What the groups worked out, as far as it was presented."""
    found = readable_event(slug)
    return render_template(
        "public/events/results.html",
        event=found,
        results=results_of(found),
        is_over=presenting.is_over(found, clock.now()),
        brief=brief,
        url=links.absolute("public.events.results", slug=slug),
    )
