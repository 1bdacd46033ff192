"""Which events belong to a public feed, and which feeds there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from webapp.calendar.errors import EntryNotFoundError
from webapp.calendar.types import FeedKind
from webapp.events.models import Event
from webapp.events.queries.seen import (
    Feed,
    events_of_field,
    events_of_organisation,
    events_of_series,
    fields_seen,
    formats_seen,
    hosts_seen,
    series_seen,
)
from webapp.events.types import EventFormat
from webapp.fields.trades import find
from webapp.foundation.ordering import in_order
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
    order = {key: number for number, key in enumerate(EventFormat)}
    trades = [(key, trade.named(lang)) for key in trades_on_offer() if (trade := find(key))]
    return [
        *(
            Listed(FeedKind.FORMAT, key.replace("_", "-"), words[key])
            for key in sorted(formats_seen(), key=lambda key: order[EventFormat(key)])
        ),
        *(Listed(FeedKind.FIELD, f"{plan}.{code}", title) for plan, code, title in _by_name(fields_seen())),
        *(Listed(FeedKind.SERIES, *row) for row in _by_name(series_seen())),
        *(Listed(FeedKind.ORGANISATION, *row) for row in _by_name(hosts_seen())),
        *(Listed(FeedKind.TRADE, key, name) for key, name in _by_name(trades)),
    ]


def _by_name(rows: Iterable[_Named]) -> list[_Named]:
    """In the order of their names, which stand last."""
    return sorted(rows, key=lambda row: (in_order(row[-1]), tuple(row)))


def _of_format(key: str, words: Mapping[str, str]) -> Feed | None:
    return Feed(words[key], Event.format == key) if key in words else None


_FIND = {
    FeedKind.SERIES: events_of_series,
    FeedKind.ORGANISATION: events_of_organisation,
    FeedKind.FIELD: events_of_field,
}
