from webapp.foundation.errors import ConflictError, DomainError, InvalidError, Kind


class ScanInvalidError(InvalidError):
    """A scan without an id of its own, or with something that is no scan."""

    code = "scan_invalid"


class ScanReusedError(ConflictError):
    """The id was used for another scan already."""

    code = "scan_reused"


class NothingToUndoError(ConflictError):
    """The scan let nobody in, or the entry was taken back already."""

    code = "nothing_to_undo"


class NobodyToLetInError(ConflictError):
    """The scan names nobody whom staff may let in by their own decision."""

    code = "nobody_to_let_in"


class PointInvalidError(InvalidError):
    """A gate or room without a name of its own, or with a capacity that can't be."""

    code = "point_invalid"


class PointNameTooLongError(PointInvalidError):
    """The name, or that of the station which would stand for it, is too long for the devices at the door."""

    code = "point_name_too_long"


class DoorClosedError(DomainError):
    """The event has been over for a day: nobody comes in any more, and nobody keeps its list."""

    kind = Kind.GONE
    code = "door_closed"
