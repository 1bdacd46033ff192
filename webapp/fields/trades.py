"""The trades of the Handwerksordnung (annexes A, B1 and B2), from our own list in `data/trades.csv`."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from webapp.foundation.search import fitting, teach
from webapp.foundation.search.words import said_in, stems

_LONGEST_NAME = 45
_FILE = Path(__file__).with_name("data") / "trades.csv"


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade; `key` is stable, `words` are short forms and older names by which people look for it."""

    key: str
    annex: str
    name: str
    english: str
    group: str
    words: str
    valid_from: date

    def named(self, lang: str) -> str:
        """The name in `lang`."""
        return self.english if lang == "en" else self.name


@cache
def all_trades() -> tuple[Trade, ...]:
    """Every trade, annex by annex, in the order of the annexes."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Trade(
                key=f"{row['annex']}-{row['number']}",
                annex=row["annex"],
                name=row["name"],
                english=row["english"],
                group=row["group"],
                words=row["words"],
                valid_from=date.fromisoformat(row["valid_from"]),
            )
            for row in csv.DictReader(file, delimiter=";")
        )


def find(key: str) -> Trade | None:
    """The trade with this key."""
    return _by_key().get(key)


def search(words: str) -> list[Trade]:
    """The trades that fit what somebody typed; typing errors are forgiven when nothing fits as it stands."""
    wanted = fitting(words, _vocabulary())
    return [trade for trade in all_trades() if all(_stems_of(trade) & fits for fits in wanted)]


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset[str]().union(*(_stems_of(trade) for trade in all_trades()))


@cache
def _stems_of(trade: Trade) -> frozenset[str]:
    said = f"{trade.name} {trade.english} {trade.words}"
    return frozenset(stem for word in said_in(said) for stem in stems(word))


def _teach() -> None:
    # Whoever looks for a trade by any of its names finds what stands under another.
    for trade in all_trades():
        name = trade.name if len(trade.name) <= _LONGEST_NAME else ""  # longer ones describe what is done
        teach(f"trade:{trade.key}", f"{name.replace('im Handwerk', '')} {trade.words}")


@cache
def _by_key() -> dict[str, Trade]:
    return {trade.key: trade for trade in all_trades()}


_teach()
