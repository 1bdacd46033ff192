"""What happens at stations in the reader's words."""

from flask_babel import gettext as _

from webapp.foundation.errors import DomainError
from webapp.stations.errors import (
    GroupInvalidError,
    GroupNotFoundError,
    GroupsFullError,
    NoPlaceError,
    NotAtStationError,
    StationFullError,
    StationsClosedError,
)

Refusals = (
    GroupInvalidError,
    GroupNotFoundError,
    GroupsFullError,
    NoPlaceError,
    NotAtStationError,
    StationFullError,
    StationsClosedError,
)


def refusal_text(error: DomainError) -> str:
    """What to do now, as a sentence or two."""
    words: dict[type[DomainError], str] = {
        StationFullError: _("This station is full. Please choose one that still has free places."),
        GroupsFullError: _("This station has no room for another group. Please join one of the groups."),
        GroupNotFoundError: _("This group is not at this station. Please choose one from the list."),
        NotAtStationError: _("Please take a place at this station first. Then you can join its groups."),
        StationsClosedError: _("You can’t choose a station now: the event is over or not going ahead."),
        NoPlaceError: _("Stations are for people with a confirmed place at this event."),
    }
    if isinstance(error, GroupInvalidError):
        fields = error.details["fields"]
        missing_pitch = isinstance(fields, dict) and "pitch" in fields
        return str(_("Please choose a pitch, or a new idea.") if missing_pitch else _("Please give the group a name."))
    return words[type(error)]
