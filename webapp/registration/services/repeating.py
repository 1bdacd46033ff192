"""What is answered to a form whose address is known, so that nobody learns from it that it is."""

from datetime import datetime

from webapp.events.models import Event
from webapp.foundation import facts
from webapp.registration import queries, rules
from webapp.registration.facts import RegistrationRepeated
from webapp.registration.models import Registration
from webapp.registration.services import yielding
from webapp.registration.services.applications import Entry
from webapp.registration.types import Receipt


def repeat(event: Event, entry: Entry, first: Registration, position: int, now: datetime) -> Receipt:
    facts.publish(RegistrationRepeated(first.id))
    if yielding.yields(first) and yielding.says_the_same(first, entry.application):
        return queries.receipt_of(first)  # whoever sent just this before was told so, and nobody has proved anything
    return told(event, entry, position, now)


def told(event: Event, entry: Entry, position: int, now: datetime) -> Receipt:
    if entry.terms.needs_approval:
        return Receipt(until=rules.kept_until(event, now, seated=False), position=0, to_be_approved=True)
    return Receipt(until=rules.kept_until(event, now, seated=not position), position=position)
