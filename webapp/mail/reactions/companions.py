from webapp.events.queries import get_event_by_id
from webapp.foundation import facts
from webapp.mail.companions import companions_at
from webapp.mail.letters.ticket_letters import send_tickets_along
from webapp.mail.types import MailKind
from webapp.registration.facts import OwnTicketsAskedFor


@facts.on(OwnTicketsAskedFor)
def say_who_comes_along(fact: OwnTicketsAskedFor) -> None:
    """Their tickets only: nobody but whoever registered gets the link to the registration."""
    for household in companions_at(fact.event_id, fact.email_normal):
        send_tickets_along(MailKind.TICKETS_AGAIN, get_event_by_id(fact.event_id), household)
