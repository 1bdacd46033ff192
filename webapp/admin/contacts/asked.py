"""What an address of the desk asks for: of which organisation, and which of its contacts."""

from collections.abc import Mapping
from datetime import date

from flask import abort, request

from webapp.contacts.types import Wanted
from webapp.foundation import clock
from webapp.foundation.http import site
from webapp.organisations.models import Organisation
from webapp.organisations.queries import find_by_key

SEARCH = ("q", "tag", "consent", "source", "event", "review")


def organisation_at(key: str) -> Organisation:
    """The organisation whose key is in the address; the route has asked for the right already."""
    return find_by_key(key) or abort(404)


def today() -> date:
    """The day by the clock of the installation."""
    return clock.today(site.current().zone)


def wanted_from(said: Mapping[str, str]) -> Wanted:
    """What is looked for; what there isn't finds nobody."""
    return Wanted(
        words=said.get("q", ""),
        tag=said.get("tag", ""),
        consent=said.get("consent", ""),
        source=said.get("source", ""),
        event=said.get("event", ""),
        due_on=today() if said.get("review") else None,
    )


def narrowed() -> dict[str, str]:
    """What the address narrows the list to, for links that keep it."""
    return {name: request.args[name] for name in SEARCH if request.args.get(name)}
