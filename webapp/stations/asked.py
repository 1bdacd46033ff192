"""What an event's registration form asks, with the stations as answers, and what is left of each."""

from webapp.capacity.queries import levels
from webapp.events.models import Event
from webapp.fields.types import FieldKind
from webapp.registration.forms.asked import Asked
from webapp.registration.queries import Setup
from webapp.stations.offered import with_stations


def asked_at(event: Event, setup: Setup, *, with_levels: bool) -> Asked:
    """The questions of the event's form. `with_levels` for showing it: whoever takes an answer asks behind the lock."""
    definitions, left = with_stations(event, setup.on_offer.definitions)
    if with_levels and setup.choices:
        now = levels(choice.pool_id for choice in setup.choices)
        left |= {(each.field_key, each.choice_key): now[each.pool_id].free for each in setup.choices}
    return Asked(
        once=tuple(each for each in definitions if not each.of_each),
        each=tuple(each for each in definitions if each.of_each),
        left=left,
        has_files=any(each.kind is FieldKind.FILE for each in definitions),
    )
