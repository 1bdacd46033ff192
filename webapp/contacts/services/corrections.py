"""Whoever corrects a name, an address or a company of a registration brings its contact along, whoever that is.

Only rows that were there before are looked at: those who newly register wait for nothing of it.
"""

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from webapp.contacts.queries.traces import Address
from webapp.contacts.services.joining import go_along
from webapp.contacts.services.upkeep import refresh
from webapp.foundation import clock, transaction
from webapp.foundation.database import Model, OneBindSession, session
from webapp.registration.models import Attendee, Registration

_NOTED = "contacts to refresh"
_SAID = {Registration: ("name", "email_normal", "organisation"), Attendee: ("name", "email_normal")}


def _note(current: Session, _context: object) -> None:
    for row in current.dirty:
        if type(row) in _SAID and (before := _before(row)) is not None:
            transaction.noted(_NOTED).append((row, before))


def _before(row: Model) -> str | None:
    """The address that it had, when something that contacts tell was changed."""
    history = {name: inspect(row).attrs[name].history for name in _SAID[type(row)]}
    if not any(each.has_changes() for each in history.values()):
        return None
    return str(next(iter(history["email_normal"].deleted or ()), ""))


def refresh_what_was_corrected() -> None:
    """Bring the contacts up to date with what this transaction corrected; called before each commit."""
    noted = transaction.noted(_NOTED)
    changes, noted[:] = list(noted), []
    found: set[Address] = set()
    for row, before in changes:  # type: ignore[misc]
        registration = row.registration if isinstance(row, Attendee) else row  # type: ignore[has-type]
        if registration is not None and registration.erased_at is None:
            if before not in {"", row.email_normal} and row.email_normal:  # type: ignore[has-type]
                go_along(registration.event.host_id, before, row.email_normal, clock.now())  # type: ignore[has-type]
            addresses = {before, row.email_normal, registration.email_normal} - {""}  # type: ignore[has-type]
            found |= {(registration.event.host_id, str(each)) for each in addresses}
    if found:
        refresh(found, clock.now())
        session().flush()


event.listen(OneBindSession, "after_flush", _note)
transaction.before_each_commit(refresh_what_was_corrected)
