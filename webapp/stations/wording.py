"""What happens at stations in the reader's words."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.types import Feature, Phase
from webapp.foundation.errors import DomainError
from webapp.foundation.http.refusals import Said, sentence_of
from webapp.stations import rules
from webapp.stations.errors import (
    GroupInvalidError,
    GroupNotFoundError,
    GroupsFullError,
    NoPlaceError,
    NotAtStationError,
    StationFullError,
    StationsClosedError,
)
from webapp.stations.types import LONGEST_GROUP_NAME, Told


def refusal_text(error: DomainError) -> str:
    """What to do now, as a sentence or two."""
    return sentence_of(error, _REFUSALS) or ""


def _invalid_group(error: GroupInvalidError) -> str:
    if "pitch" in error.fields:
        return str(_("Please choose a pitch, or a new idea."))
    if error.fields.get("name") == "too_long":
        return str(_("Please shorten the group’s name to %(max)d characters at most.", max=LONGEST_GROUP_NAME))
    return str(_("Please give the group a name."))


def why_closed(event: Event, now: datetime) -> str:
    """Why nobody takes a place at the event's stations now; nothing while they are open."""
    if not event.uses(Feature.STATIONS):
        return closed_text(None)
    if rules.are_open(status=event.status, ends_at=event.ends_at, now=now):
        return ""
    return closed_text(phase(event, now))


def closed_text(where: Phase | None) -> str:
    """Why nobody takes a place while the event stands so; None: it has no stations in use."""
    if where is None:
        return str(_("This event does without stations, so there is no place to take."))
    if where is Phase.DRAFT:
        return str(_("This event isn’t published yet. Once it is, people can take places at this station."))
    if where in {Phase.CANCELLED, Phase.POSTPONED}:
        return str(_("This event is not going ahead as planned, so you can’t choose a station."))
    return str(_("This event is over, so you can’t choose a station any more."))


def told_of_places(event: Event, now: datetime) -> Told:
    """What pages say of the places at the event's stations."""
    return rules.told_of_places(phase(event, now))


_REFUSALS: Said = {
    GroupInvalidError: _invalid_group,
    GroupNotFoundError: _l("This group is not at this station. Please choose one from the list."),
    GroupsFullError: _l("This station has no room for another group. Please join one of the groups."),
    NoPlaceError: _l("Stations are for people with a confirmed place at this event."),
    NotAtStationError: _l("Please take a place at this station first. Then you can join its groups."),
    StationFullError: _l("This station is full. Please choose one that still has free places."),
    StationsClosedError: lambda error: closed_text(error.phase),
}
Refusals = tuple(_REFUSALS)
