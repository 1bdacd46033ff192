"""What an event is linked to: measures, partners, its series."""

from collections.abc import Iterable
from itertools import islice

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events import queries
from webapp.events.models import Event, EventMeasure, EventPartner, EventSeries
from webapp.events.scopes import EVENTS
from webapp.events.services import invariants
from webapp.events.slugs import slugs_of_series
from webapp.events.types import LONGEST_TITLE
from webapp.foundation import revisions
from webapp.foundation.database import session
from webapp.foundation.errors import InvalidError
from webapp.foundation.names import same_name
from webapp.foundation.text import lines, one_line
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


@rights.staff_only
def settle_series(*, title: str) -> EventSeries | None:
    """The series of this name, known or new, whatever its letters; None where no name is left.

    InvalidError for a name that is too long.
    """
    title = _fitting(title)
    if not title:
        return None
    # As for events: whoever looks for a free address first takes this row, so that two never find the same one.
    revisions.bump(EVENTS)
    known = queries.known_series()
    series = next((each for each in known if same_name(each.title) == same_name(title)), None)
    if series is None:
        series = EventSeries(slug=_free_slug(title, {each.slug for each in known}), title=title)
        session().add(series)
        session().flush()
    return series


def _fitting(title: str) -> str:
    title = one_line(title)
    if len(title) > LONGEST_TITLE:
        raise InvalidError("a shorter name", fields={"series": "too_long"})
    return title


def _free_slug(title: str, taken: set[str]) -> str:
    return next(slug for slug in islice(slugs_of_series(title), len(taken) + 1) if slug not in taken)
