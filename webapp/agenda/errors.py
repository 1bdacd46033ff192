from webapp.foundation.errors import InvalidError, NotFoundError


class ItemNotFoundError(NotFoundError):
    code = "agenda_item_not_found"


class ItemInvalidError(InvalidError):
    """An item has a title and does not end before it starts."""

    code = "agenda_item_invalid"
