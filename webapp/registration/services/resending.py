from webapp.accounts.addresses import normal_form
from webapp.events.models import Event
from webapp.foundation import facts
from webapp.registration import queries
from webapp.registration.facts import TicketsAskedFor


def send_again(*, event: Event, email: str) -> None:
    """Write to the address what it has at this event; silent about whether it has anything."""
    first = queries.find_live(event.id, normal_form(email))
    if first is not None:
        facts.publish(TicketsAskedFor(first.id))
