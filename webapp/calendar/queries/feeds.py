"""Which events belong to a public feed, and which feeds there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import or_, select

from webapp.calendar.errors import EntryNotFoundError
from webapp.calendar.queries.entries import SEEN, Feed
from webapp.calendar.types import FeedKind
from webapp.events.models import Event, EventMeasure, EventPartner, EventSeries
from webapp.events.types import EventFormat
from webapp.fields.trades import find
from webapp.foundation.database import session
from webapp.foundation.ordering import in_order
from webapp.organisations.models import Organisation
from webapp.plans.models import ActionField, ActionPlan, Goal, Measure, Specification
from webapp.procurement.queries import trades_on_offer

_Named = TypeVar("_Named", bound=Any)


@dataclass(frozen=True, slots=True)
class Listed:
    """A public feed as the page of feeds offers it."""

    kind: FeedKind
    slug: str
    name: str


def get_feed(kind: FeedKind, slug: str, words: Mapping[str, str]) -> Feed:
    """The feed behind an address, `words` naming the formats; EntryNotFoundError when nothing is called so."""
    feed = _FIND[kind](slug) if kind is not FeedKind.FORMAT else _of_format(slug.replace("-", "_"), words)
    if feed is None:
        raise EntryNotFoundError
    return feed


def all_feeds(words: Mapping[str, str], lang: str) -> list[Listed]:
    """The public feeds in which something stands or stood. Five queries."""
    formats = session().scalars(select(Event.format).where(*SEEN).distinct())
    series = select(EventSeries.slug, EventSeries.title).join(Event, Event.series_id == EventSeries.id).where(*SEEN)
    hosts = select(Organisation.key, Organisation.name).join(Event, Event.host_id == Organisation.id).where(*SEEN)
    fields = (
        select(ActionPlan.slug, ActionField.code, ActionField.title)
        .join(ActionField, ActionField.plan_id == ActionPlan.id)
        .join(Goal, Goal.field_id == ActionField.id)
        .join(Specification, Specification.goal_id == Goal.id)
        .join(Measure, Measure.specification_id == Specification.id)
        .join(EventMeasure, EventMeasure.measure_id == Measure.id)
        .join(Event, Event.id == EventMeasure.event_id)
        .where(*SEEN)
    )
    order = {key: number for number, key in enumerate(EventFormat)}
    trades = [(key, trade.named(lang)) for key in trades_on_offer() if (trade := find(key))]
    return [
        *(
            Listed(FeedKind.FORMAT, key.replace("_", "-"), words[key])
            for key in sorted(formats, key=lambda key: order[EventFormat(key)])
        ),
        *(
            Listed(FeedKind.FIELD, f"{plan}.{code}", title)
            for plan, code, title in _by_name(session().execute(fields.distinct()))
        ),
        *(Listed(FeedKind.SERIES, *row) for row in _by_name(session().execute(series.distinct()))),
        *(Listed(FeedKind.ORGANISATION, *row) for row in _by_name(session().execute(hosts.distinct()))),
        *(Listed(FeedKind.TRADE, key, name) for key, name in _by_name(trades)),
    ]


def _by_name(rows: Iterable[_Named]) -> list[_Named]:
    """In the order of their names, which stand last."""
    return sorted(rows, key=lambda row: (in_order(row[-1]), tuple(row)))


def _of_format(key: str, words: Mapping[str, str]) -> Feed | None:
    return Feed(words[key], Event.format == key) if key in words else None


def _of_series(slug: str) -> Feed | None:
    shown = select(EventSeries.title, EventSeries.id).join(Event, Event.series_id == EventSeries.id).where(*SEEN)
    row = session().execute(shown.where(EventSeries.slug == slug).limit(1)).first()  # drafts tell nobody its name
    return Feed(row.title, Event.series_id == row.id) if row else None


def _of_organisation(key: str) -> Feed | None:
    row = session().execute(select(Organisation.name, Organisation.id).where(Organisation.key == key)).first()
    if row is None:
        return None
    partnered = select(EventPartner.event_id).where(EventPartner.organisation_id == row.id)
    return Feed(row.name, or_(Event.host_id == row.id, Event.id.in_(partnered)))


def _of_field(slug: str) -> Feed | None:
    plan, _, code = slug.partition(".")
    statement = (
        select(ActionField.title, ActionField.id)
        .join(ActionPlan, ActionPlan.id == ActionField.plan_id)
        .where(ActionPlan.slug == plan, ActionField.code == code)
    )
    row = session().execute(statement).first()
    if row is None:
        return None
    served = (
        select(EventMeasure.event_id)
        .join(Measure, Measure.id == EventMeasure.measure_id)
        .join(Specification, Specification.id == Measure.specification_id)
        .join(Goal, Goal.id == Specification.goal_id)
        .where(Goal.field_id == row.id)
    )
    return Feed(row.title, Event.id.in_(served))


_FIND = {FeedKind.SERIES: _of_series, FeedKind.ORGANISATION: _of_organisation, FeedKind.FIELD: _of_field}
