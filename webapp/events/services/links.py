"""What an event is linked to: measures, partners."""

from collections.abc import Iterable

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events import queries
from webapp.events.models import Event, EventMeasure, EventPartner
from webapp.events.services import invariants
from webapp.foundation.database import session
from webapp.foundation.text import lines
from webapp.organisations.types import OrganisationId
from webapp.plans.types import MeasureId


@rights.needs(Role.ORGANIZER)
def link_measure(*, event: Event, measure_id: MeasureId, reason: str = "") -> None:
    """Say that the event serves a measure, and why; said again, the new reason stands."""
    add_measures(event, [(measure_id, reason)])
    invariants.renew(event)


@rights.needs(Role.ORGANIZER)
def unlink_measure(*, event: Event, measure_id: MeasureId) -> None:
    """Take the thread between the event and a measure away."""
    before = queries.scopes_of_measures([measure_id])
    event.measures[:] = [link for link in event.measures if link.measure_id != measure_id]
    session().flush()
    invariants.renew(event, *before)


def add_measures(event: Event, measures: Iterable[tuple[MeasureId, str]]) -> None:
    """Tie the event to each (measure, reason), behind those it has."""
    for measure_id, reason in measures:
        link = next((link for link in event.measures if link.measure_id == measure_id), None)
        if link is None:
            last = max((link.position for link in event.measures), default=0)
            link = EventMeasure(measure_id=measure_id, position=last + 1)
            event.measures.append(link)
        link.reason = lines(reason)
    session().flush()


@rights.needs(Role.ORGANIZER)
def add_partner(*, event: Event, organisation_id: OrganisationId) -> None:
    """Name an organisation as partner of the event, behind those it has; once is enough."""
    if organisation_id in {partner.organisation_id for partner in event.partners}:
        return
    last = max((partner.position for partner in event.partners), default=0)
    event.partners.append(EventPartner(organisation_id=organisation_id, position=last + 1))
    session().flush()
    invariants.renew(event)


@rights.needs(Role.ORGANIZER)
def remove_partner(*, event: Event, organisation_id: OrganisationId) -> None:
    """Name an organisation as partner no more."""
    event.partners[:] = [partner for partner in event.partners if partner.organisation_id != organisation_id]
    session().flush()
    invariants.renew(event)
