from webapp.foundation.errors import NotFoundError


class EntryNotFoundError(NotFoundError):
    code = "entry_not_found"
