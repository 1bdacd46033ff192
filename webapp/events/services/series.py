"""Events of an organisation that belong together."""

from datetime import datetime
from itertools import islice
from typing import TypedDict, Unpack

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.events import queries
from webapp.events.errors import SeriesInUseError, SeriesInvalidError
from webapp.events.facts import SeriesNamed
from webapp.events.models import EventSeries
from webapp.events.scopes import EVENTS, event_scope
from webapp.events.slugs import slugs_of_series
from webapp.events.types import LONGEST_TITLE
from webapp.foundation import bins, facts, revisions
from webapp.foundation.database import session
from webapp.foundation.errors import InvalidError
from webapp.foundation.http import site
from webapp.foundation.references import hold, is_named
from webapp.foundation.text import lines, one_line
from webapp.organisations.types import OrganisationId


class SeriesChanges(TypedDict, total=False):
    """What can be said of a series; what is left out stays as it is."""

    title: str
    description: str
    language: str


def open_series(*, organisation_id: OrganisationId, **said: Unpack[SeriesChanges]) -> EventSeries:
    """A new series of an organisation; SeriesInvalidError for a name that is missing, too long or taken there.

    A name in the bin is taken as well. MayNotError for another one's organisation.
    """
    rights.require(Role.ORGANIZER, Scope.of_organisation(organisation_id))
    revisions.bump(EVENTS)  # as `settle_series`
    title = _checked(said.get("title", ""), organisation_id, None)
    return _made(title, organisation_id, lines(said.get("description", "")), said.get("language", ""))


@rights.needs(Role.ORGANIZER, of="series")
def change_series(*, series: EventSeries, **changes: Unpack[SeriesChanges]) -> None:
    """Say anew what a series is called and what it is; its address and its calendar stay. Refuses as `open_series`."""
    if "title" in changes:
        revisions.bump(EVENTS)  # as `settle_series`
        series.title = _checked(changes["title"], series.organisation_id, series)
        facts.publish(SeriesNamed(series.id, series.organisation_id, series.title))
    if "description" in changes:
        series.description = lines(changes["description"])
    series.language = changes.get("language", series.language)
    session().flush()
    revisions.bump(EVENTS, *(event_scope(slug) for slug in queries.slugs_of_series(series.id)))


@rights.needs(Role.ORGANIZER, of="series")
def drop_series(*, series: EventSeries, now: datetime) -> None:
    """Put a series to which nothing belongs into the bin; SeriesInUseError while something does, also in the bin."""
    hold(EventSeries, series.id, whole=True)
    if is_named(series):
        raise SeriesInUseError
    bins.put_in(series, now)
    revisions.bump(EVENTS)


@rights.needs(Role.ORGANIZER, of="series")
def restore_series(*, series: EventSeries) -> None:
    """Out of the bin, under the address that it had."""
    bins.take_out(series)
    revisions.bump(EVENTS)


@rights.staff_only
def settle_series(*, title: str, host_id: OrganisationId) -> EventSeries | None:
    """The host's series of this name, known or new, whatever its letters; None where no name is left.

    InvalidError for a name that is too long.
    """
    title = one_line(title)
    if len(title) > LONGEST_TITLE:
        raise InvalidError("a shorter name", fields={"series": "too_long"})
    if not title:
        return None
    # As for events: whoever looks for a free address first takes this row, so that two never find the same one.
    revisions.bump(EVENTS)
    known = queries.find_series(title, host_id)
    if known is not None and known.deleted_at is not None:
        bins.take_out(known)  # whoever names it wants it
    return known or _made(title, host_id)


def _made(title: str, organisation_id: OrganisationId, description: str = "", language: str = "") -> EventSeries:
    revisions.bump(EVENTS)
    taken = queries.slugs_of_all_series()
    slug = next(slug for slug in islice(slugs_of_series(title), len(taken) + 1) if slug not in taken)
    spoken = language or site.current().required_language
    series = EventSeries(
        slug=slug, title=title, organisation_id=organisation_id, description=description, language=spoken
    )
    session().add(series)
    session().flush()
    facts.publish(SeriesNamed(series.id, organisation_id, title))
    return series


def _checked(typed: str, organisation_id: OrganisationId, own: EventSeries | None) -> str:
    title = one_line(typed)
    if not 0 < len(title) <= LONGEST_TITLE:
        raise SeriesInvalidError(fields={"title": "too_long" if title else "missing"})
    known = queries.find_series(title, organisation_id)
    if known is not None and known is not own:
        raise SeriesInvalidError(fields={"title": "taken" if known.deleted_at is None else "in_bin"})
    return title


bins.has_a_bin(EventSeries)
