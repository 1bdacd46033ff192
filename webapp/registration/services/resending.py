from webapp.accounts.addresses import normal_form
from webapp.events.models import Event
from webapp.foundation import facts
from webapp.registration import queries
from webapp.registration.facts import TicketsAskedFor


def send_again(*, event: Event, email: str) -> bool:
    """Write to the address what it has at this event; False where it has nothing, which no stranger may learn."""
    first = queries.find_live(event.id, normal_form(email)) if email else None
    if first is not None:
        facts.publish(TicketsAskedFor(first.id))
    return first is not None
