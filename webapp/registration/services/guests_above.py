"""People who stand above the headings of their table, as where it was sorted with the headings in it."""

from webapp.foundation.email_addresses import AddressInvalidError, checked_address
from webapp.foundation.spreadsheets import Row, Table, belonging_beneath
from webapp.registration.rules import guests as rules
from webapp.registration.rules.guest_addresses import bare
from webapp.registration.services.guest_faults import fault
from webapp.registration.services.guest_rows import Layout
from webapp.registration.services.unread_guests import Unread


def rows_above(table: Table, layout: Layout, unread: Unread) -> list[Row]:
    """The rows above the headings that are people, not titles: an address in its column, or beside anything.

    Those that nobody sees are only counted.
    """
    found = belonging_beneath(table.above, lambda row: _is_person(row, layout), layout.read, rules.HEADINGS)
    seen = [row for row in found if not row.hidden]
    unread.hidden_rows += len(found) - len(seen)
    return seen


def fault_above(row: Row) -> dict[str, object]:
    """Why nobody is invited by it: nobody knows whether all of it was meant by these headings."""
    return fault("row", "above", " / ".join(filter(None, row.cells)))


def _is_person(row: Row, layout: Layout) -> bool:
    """„Kontakt: info@example.org“ is whom one may ask, in one cell or in two."""
    beside = [cell for cell in row.cells if cell and "@" not in cell]
    is_told = any(":" not in cell for cell in beside)
    for place, cell in enumerate(row.cells):
        if "@" in cell and (is_told or not beside) and _may_be_meant(cell, layout, place, is_told=is_told):
            return True
    return False


def _may_be_meant(cell: str, layout: Layout, place: int, *, is_told: bool) -> bool:
    """True for an address; also for one with a slip beside somebody, where addresses are told."""
    is_own = place in {at for name, at in layout.columns.items() if name.startswith(rules.EMAIL)}
    if _is_address(cell):
        return is_own or is_told
    return is_own and is_told and ":" not in cell


def _is_address(cell: str) -> bool:
    try:
        checked_address(bare(cell))
    except AddressInvalidError:
        return False
    return True
