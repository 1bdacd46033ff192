"""Places that become scarce later: whoever took them before counts as well."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webapp.capacity.types import PoolId
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.registration import queries, rules
from webapp.registration.models import Registration
from webapp.registration.queries.answers import forms_of
from webapp.registration.services import event_places
from webapp.registration.types import HOLDS_A_PLACE, LIVE, Head


def count_again(event: Event) -> None:
    """Have every registration take what its category and its answers take by the setup as it is now."""
    places = event_places.lock(event)
    setup = queries.setup_of(event.id)
    terms = {each.id: queries.terms_from(each, None) for each in queries.all_categories_of(event.id)}
    forms = forms_of(event)
    taken: Counter[PoolId] = Counter()
    for registration in _live(event):
        of_category = terms[registration.category_id] if registration.category_id else setup.plain
        own = [forms.taking(registration, each, of_category.public_id) for each in registration.attendees]
        heads = [Head(each.name, each.email, said) for each, said in zip(registration.attendees, own, strict=True)]
        before = registration.takes
        shared = forms.taking(registration, registration, of_category.public_id)
        after = rules.as_stored(rules.needs(heads, shared, of_category, setup.choices))
        if before == after:
            continue
        registration.takes = after
        if registration.status in HOLDS_A_PLACE:
            taken.subtract({PoolId(int(pool_id)): count for pool_id, count in before.items()})
            taken.update({PoolId(int(pool_id)): count for pool_id, count in after.items()})
    session().flush()
    places.grant({pool_id: count for pool_id, count in taken.items() if count > 0})
    places.give_back({pool_id: -count for pool_id, count in taken.items() if count < 0})


def _live(event: Event) -> list[Registration]:
    statement = (
        select(Registration)
        .where(Registration.event_id == event.id, Registration.status.in_(LIVE))
        .options(selectinload(Registration.attendees))
        .execution_options(populate_existing=True)
    )
    return list(session().scalars(statement))
