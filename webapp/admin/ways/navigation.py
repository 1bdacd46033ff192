"""Where whoever looks at a page of the desk is, and where they may go from there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, request, url_for

from webapp.accounts import access, rights
from webapp.accounts.types import Role, Scope
from webapp.admin.ways import places
from webapp.admin.ways.places import Needed, Place, Standing, Tab
from webapp.events.models import Event
from webapp.events.queries import phase_of
from webapp.foundation import clock

Crumb = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page. `current`: "page" when it is the one that is looked at, "true" when that lies behind it."""

    label: str
    url: str
    icon: str = ""
    current: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """The places that are needed, pages that aren't needed at the moment, and the tabs of the place of this page."""

    places: list[Link] = field(default_factory=list)
    others: list[Link] = field(default_factory=list)
    tabs: list[Link] = field(default_factory=list)


def init_app(blueprint: Blueprint) -> None:
    """Tell templates the way."""
    for told in (actions, head, trail, ways):
        blueprint.add_app_template_global(told, f"desk_{told.__name__}")


def pages() -> list[Link]:
    """Every page outside of an event that whoever looks may open."""
    return [_link(tab, None, place.icon) for place in places.OUTSIDE for tab in _open(place.tabs, None)]


def ways(event: Event | None) -> Ways:
    """Where to go: outside of any event, or in this one.

    What its format uses and its phase needs comes first; the rest is there all the same, and so is this very page.
    """
    if event is None:
        return _ways(places.OUTSIDE, None, None)
    return _ways(places.INSIDE, event, standing(event))


def actions(event: Event) -> list[Link]:
    """What can become of the event as it stands."""
    stands, of_host = standing(event), Scope.of_organisation(event.host_id)
    may_make = rights.may(Role.ORGANIZER, of_host)
    return [
        Link(str(each.label), url_for(each.endpoint, slug=event.slug))
        for each in places.ACTIONS
        if access.may_open(each.endpoint, event.scope) and each.needed(stands) and (may_make or not each.makes_another)
    ]


def head() -> dict[str, Link]:
    """What stands in the head of the desk: the search, and the account of whoever works here."""
    tabs = {"search": places.SEARCH, "account": places.ACCOUNT}
    return {name: _link(tab, None) for name, tab in tabs.items() if access.may_open(tab.endpoint)}


def trail(event: Event | None, title: str, *between: Crumb) -> list[Crumb]:
    """The way to the page that is looked at: its place, its thing, what lies between, itself."""
    known, beside = (places.OUTSIDE, places.BESIDE) if event is None else (places.INSIDE, ())
    here = _here(_open([*beside, *(tab for place in known for tab in place.tabs)], event))
    way = _to_the_event(event) if event is not None else _to_the_place(here)
    if here is None:
        return [*way, *between, (title, None)]
    step: Crumb = (_words(here, event), _address(here, event))
    if step[1] not in {address for _label, address in way[-1:]}:
        way.append(step)
    return [*way[:-1], (way[-1][0], None)] if here.endpoint == request.endpoint else [*way, *between, (title, None)]


def standing(event: Event) -> Standing:
    """How the event stands now."""
    now = clock.now()
    return Standing(event, phase_of(event, now), now)


def _to_the_event(event: Event) -> list[Crumb]:
    listed, overview = places.OUTSIDE[1], places.INSIDE[0].tabs[0]
    return [*_first_of(listed, None), (event.title, _address(overview, event))]


def _to_the_place(here: Tab | None) -> list[Crumb]:
    """What lies beside the places hangs on none of them."""
    if here in places.BESIDE:
        return []
    return _first_of(next((each for each in places.OUTSIDE if here in each.tabs), places.OUTSIDE[0]), None)


def _first_of(place: Place, event: Event | None) -> list[Crumb]:
    """The way to a place, for whoever may open one of its tabs."""
    return [(str(place.label), _address(tab, event)) for tab in _open(place.tabs, event)[:1]]


def _ways(known: Sequence[Place], event: Event | None, stands: Standing | None) -> Ways:
    found = Ways()
    here = _here([tab for place in known for tab in _open(place.tabs, event)])
    for place in known:
        tabs = [tab for tab in _open(place.tabs, event) if _is(tab.there, stands)]
        is_needed = here in tabs or _is(place.needed, stands)
        shown = [tab for tab in tabs if is_needed and (tab is here or _is(tab.needed, stands))]
        found.others.extend(_link(tab, event, place.icon) for tab in tabs if tab not in shown)
        if shown:
            found.places.append(_place(place, shown, event, here))
        if here in shown and len(shown) > 1:
            found.tabs.extend(_link(tab, event, "external" if tab.leaves else "", here) for tab in shown)
    return found


def _place(place: Place, shown: Sequence[Tab], event: Event | None, here: Tab | None) -> Link:
    """The way to a place, which is its first tab."""
    is_page = here is shown[0] and _is_page(shown[0])
    current = ("page" if is_page else "true") if here in shown else ""
    return Link(str(place.label), _address(shown[0], event), place.icon, current)


def _is(asked: Needed, stands: Standing | None) -> bool:
    """What is asked of an event; outside of any everything is."""
    return stands is None or asked(stands)


def _open(tabs: Sequence[Tab], event: Event | None) -> list[Tab]:
    """Those whose page there is for whoever looks."""
    scope = event.scope if event is not None else None
    return [tab for tab in tabs if access.may_open(tab.endpoint, scope)]


def _link(tab: Tab, event: Event | None, icon: str = "", here: Tab | None = None) -> Link:
    current = ("page" if _is_page(tab) else "true") if tab is here else ""
    return Link(_words(tab, event), _address(tab, event), icon, current)


def _address(tab: Tab, event: Event | None) -> str:
    values: dict[str, Any] = {**tab.asks, **({"slug": event.slug} if event is not None else {})}
    return url_for(tab.endpoint, **values)


def _words(tab: Tab, event: Event | None) -> str:
    return tab.label(event) if callable(tab.label) and event is not None else str(tab.label)


def _here(tabs: Sequence[Tab]) -> Tab | None:
    """The tab behind which the page lies that is looked at: the one that says it most exactly."""
    best = max(tabs, key=_nearness, default=None)
    return best if best is not None and _nearness(best) else None


def _is_page(tab: Tab) -> bool:
    return tab.endpoint == request.endpoint


def _nearness(tab: Tab) -> int:
    """How exactly a tab says that it is this page's: by its address, and by what that asks for, before its pages."""
    here = request.endpoint or ""
    if here == tab.endpoint and all(request.args.get(name) == value for name, value in tab.asks.items()):
        return len(here) + 2 + len(tab.asks)
    return max((len(page) for page in tab.pages if here.startswith(page)), default=0)
