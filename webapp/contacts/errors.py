from collections.abc import Mapping

from webapp.contacts.types import TableState
from webapp.foundation.errors import ConflictError, InvalidError, NotFoundError


class ContactNotFoundError(NotFoundError):
    code = "contact_not_found"


class ContactListNotFoundError(NotFoundError):
    code = "contact_list_not_found"


class ContactTableNotFoundError(NotFoundError):
    code = "contact_table_not_found"


class ContactInvalidError(InvalidError):
    """What was entered of somebody can't be taken, by field."""

    code = "contact_invalid"

    fields: Mapping[str, str]


class ContactKnownError(ConflictError):
    """The office has entered somebody with this address already, who `is_binned` while the entry lies in the bin."""

    code = "contact_known"

    public_id: str
    is_binned: bool


class ContactBoundError(ConflictError):
    """What only events know of somebody can't be deleted by itself; it leaves with the last of them, or by erasing."""

    code = "contact_bound"


class ListNameTakenError(ConflictError):
    code = "list_name_taken"


class ListOfSeriesError(ConflictError):
    """A list that a series keeps is called as the series is, and goes with it."""

    code = "list_of_series"


class TableStateError(ConflictError):
    """The table doesn't wait for a decision, or holds nobody to take."""

    code = "table_state"

    state: TableState
