from webapp.foundation.errors import ConflictError, InvalidError


class ScanInvalidError(InvalidError):
    """A scan without an id of its own, or with something that is no scan."""

    code = "scan_invalid"


class ScanReusedError(ConflictError):
    """The id was used for another scan already."""

    code = "scan_reused"


class NothingToUndoError(ConflictError):
    """The scan let nobody in, or the entry was taken back already."""

    code = "nothing_to_undo"
