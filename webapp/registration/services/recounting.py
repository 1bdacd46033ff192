"""Places that become scarce later: whoever took them before counts as well."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webapp.capacity.types import PoolId
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.registration import queries, rules
from webapp.registration.models import Registration
from webapp.registration.queries import Setup
from webapp.registration.queries.answers import Forms, forms_of
from webapp.registration.rules.taking import taking
from webapp.registration.services import event_places
from webapp.registration.types import HOLDS_A_PLACE, LIVE, CategoryTerms, Head


def count_again(event: Event) -> None:
    """Have every registration take what its category and its answers take by the setup as it is now."""
    places = event_places.lock(event)
    setup = queries.setup_of(event.id)
    terms = {each.id: queries.terms_from(each, None) for each in queries.all_categories_of(event.id)}
    forms = forms_of(event)
    taken: Counter[PoolId] = Counter()
    for registration in _live(event):
        of_category = terms[registration.category_id] if registration.category_id else setup.plain
        before, after = registration.takes, _takes(forms, registration, of_category, setup)
        if before == after:
            continue
        registration.takes = after
        if registration.status in HOLDS_A_PLACE:
            taken.subtract(_by_pool(before))
            taken.update(_by_pool(after))
    session().flush()
    places.grant({pool_id: count for pool_id, count in taken.items() if count > 0})
    places.give_back({pool_id: -count for pool_id, count in taken.items() if count < 0})


def _takes(forms: Forms, registration: Registration, terms: CategoryTerms, setup: Setup) -> dict[str, int]:
    group = terms.public_id
    heads = [Head(each.name, each.email, taking(forms, registration, each, group)) for each in registration.attendees]
    shared = taking(forms, registration, registration, group)
    return rules.as_stored(rules.needs(heads, shared, terms, setup.choices))


def _by_pool(takes: dict[str, int]) -> dict[PoolId, int]:
    return {PoolId(int(pool_id)): count for pool_id, count in takes.items()}


def _live(event: Event) -> list[Registration]:
    statement = (
        select(Registration)
        .where(Registration.event_id == event.id, Registration.status.in_(LIVE))
        .options(selectinload(Registration.attendees))
        .execution_options(populate_existing=True)
    )
    return list(session().scalars(statement))
