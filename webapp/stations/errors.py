from collections.abc import Mapping

from webapp.events.types import Phase
from webapp.foundation.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError


class StationNotFoundError(NotFoundError):
    code = "station_not_found"


class GroupNotFoundError(NotFoundError):
    code = "group_not_found"


class StationInvalidError(InvalidError):
    """`details["fields"]` names what is wrong: number, title or capacity."""

    code = "station_invalid"


class GroupInvalidError(InvalidError):
    """`details["fields"]` names what is wrong: name or pitch."""

    code = "group_invalid"
    fields: Mapping[str, str]


class StationFullError(ConflictError):
    code = "station_full"


class GroupsFullError(ConflictError):
    """The station has as many groups as it takes."""

    code = "groups_full"


class StationsClosedError(ConflictError):
    """The event is not published, or it is over (`phase` says which), or it uses no stations (None)."""

    code = "stations_closed"

    def __init__(self, phase: Phase | None) -> None:
        super().__init__(self.code)
        self.phase = phase


class NotAtStationError(ConflictError):
    """Only whoever chose the station works in one of its groups."""

    code = "not_at_station"


class NoPlaceError(ForbiddenError):
    """Stations are for whoever has a confirmed place at their event."""

    code = "no_place"
