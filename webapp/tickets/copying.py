"""Nothing of this room goes along when an event is copied: tickets are of people."""

from webapp.events.copying import PEOPLE, leave_behind
from webapp.tickets.models import Ticket

leave_behind(Ticket, because=PEOPLE)
