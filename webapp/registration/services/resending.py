from webapp.events.models import Event
from webapp.foundation import facts
from webapp.foundation.email_addresses import normal_form
from webapp.registration import queries
from webapp.registration.facts import OwnTicketsAskedFor, TicketsAskedFor


def send_again(*, event: Event, email: str) -> bool:
    """Write to the address what it has at this event, with its own registration and along with those of others.

    False where it has nothing, which no stranger may learn.
    """
    if not email:
        return False
    address = normal_form(email)
    first, is_along = queries.find_live(event.id, address), queries.has_ticket_along(event.id, address)
    own = [first.id] if first is not None else []
    own += [each.id for each in queries.regained_of(event.id, address)]
    for each in own:
        facts.publish(TicketsAskedFor(each))
    if is_along:
        facts.publish(OwnTicketsAskedFor(event.id, address))
    return bool(own) or is_along
