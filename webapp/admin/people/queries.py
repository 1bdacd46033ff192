from webapp.admin.paging import PER_PAGE, Page, page_of
from webapp.events.types import EventId
from webapp.registration.queries import Found, registrations_of
from webapp.registration.types import RegistrationFilter


def people(event_id: EventId, wanted: RegistrationFilter, *, page: int) -> tuple[Found, Page]:
    """A page of an event's registrations, the last one where fewer are left. At most six queries."""
    at = max(0, page - 1) * PER_PAGE
    found = registrations_of(event_id, wanted, limit=PER_PAGE, offset=at)
    here = page_of(page, found.total)
    if here.offset < at:
        found = registrations_of(event_id, wanted, limit=PER_PAGE, offset=here.offset)
    return found, here
