"""The trades of the Handwerksordnung (annexes A, B1 and B2), from our own list in `data/trades.csv`."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("data") / "trades.csv"


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade; `key` is stable, `words` are other names of it, `leads` what people may look for who need it."""

    key: str
    annex: str
    name: str
    english: str
    group: str
    words: str
    leads: str
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
                leads=row["leads"],
                valid_from=date.fromisoformat(row["valid_from"]),
            )
            for row in csv.DictReader(file, delimiter=";")
        )


def find(key: str) -> Trade | None:
    """The trade with this key."""
    return _by_key().get(key)


@cache
def _by_key() -> dict[str, Trade]:
    return {trade.key: trade for trade in all_trades()}
