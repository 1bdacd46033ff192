"""Zones by the names under which Outlook shows them: `TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, …"`.

Only names whose clock is certain stand here; those that the file describes itself are left to its own rules.
"""

import re
from collections.abc import Collection, Mapping

from webapp.foundation.matching import folded

_TOLD: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Europe/Berlin": (
        "+01:00",
        ("Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Amsterdam, Berlin, Bern, Rom, Stockholm, Wien"),
    ),
    "Europe/Paris": ("+01:00", ("Brussels, Copenhagen, Madrid, Paris", "Brüssel, Kopenhagen, Madrid, Paris")),
    "Europe/Budapest": (
        "+01:00",
        (
            "Belgrade, Bratislava, Budapest, Ljubljana, Prague",
            "Belgrad, Bratislava, Budapest, Ljubljana, Prag",
            "Belgrad, Bratislava (Pressburg), Budapest, Ljubljana, Prag",
        ),
    ),
    "Europe/Warsaw": ("+01:00", ("Sarajevo, Skopje, Warsaw, Zagreb", "Sarajevo, Skopje, Warschau, Zagreb")),
    "Europe/London": ("+00:00", ("Dublin, Edinburgh, Lisbon, London", "Dublin, Edinburgh, Lissabon, London")),
    "UTC": ("+00:00", ("Coordinated Universal Time", "Koordinierte Weltzeit")),
    "Europe/Bucharest": ("+02:00", ("Athens, Bucharest", "Athen, Bukarest")),
    "Europe/Helsinki": (
        "+02:00",
        (
            "Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius",
            "Helsinki, Kiew, Riga, Sofia, Tallinn, Wilna",
            "Helsinki, Kiew, Riga, Sofia, Tallinn, Vilnius",
        ),
    ),
    "America/New_York": ("-05:00", ("Eastern Time (US & Canada)", "Eastern Zeit (USA und Kanada)")),
    "America/Chicago": ("-06:00", ("Central Time (US & Canada)", "Central Zeit (USA und Kanada)")),
    "America/Denver": ("-07:00", ("Mountain Time (US & Canada)", "Mountain Zeit (USA und Kanada)")),
    "America/Los_Angeles": ("-08:00", ("Pacific Time (US & Canada)", "Pacific Zeit (USA und Kanada)")),
}
# German Windows calls its own zone by this name alone; Exchange has an address for world time.
_BARE = {"mitteleuropaische zeit": "Europe/Berlin", "tzone microsoft utc": "UTC"}
_ADDRESS = "tzone:"  # as Exchange writes it, its colon and strokes also without quotes
_PLACES = {(offset, " ".join(folded(name).split())): zone for zone, (offset, names) in _TOLD.items() for name in names}
_PARAMETER = re.compile(
    r";TZID=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>tzone://[^\":;]*|\((?:UTC|GMT)[^)\"]{0,9}\)[^\":;]*|[^\":;]*))(?=[:;])",
    re.IGNORECASE,
)
_NAME = re.compile(r"\((?:UTC|GMT)\s*(?P<offset>[+-]\d\d:\d\d)?\)\s*(?P<places>.*)", re.IGNORECASE)


def with_known_zone(line: str, described: Collection[str]) -> str:
    """The line with a zone that libraries know, where it names one of these and the file doesn't describe it."""
    head, colon, value = _parts(line)
    match = _PARAMETER.search(head + ":")
    if match is None:
        return line
    said = (match["quoted"] if match["quoted"] is not None else match["bare"]).replace("\\", "").strip()
    zone = said if said in described else _zone_called(said)
    if zone is None and said.casefold().startswith(_ADDRESS):
        zone = said  # in quotes it is a zone that nobody knows, and no other line
    if zone is None:
        return line
    return f'{head[: match.start()]};TZID="{zone}"{head[match.end() :]}{colon}{value}'


def _parts(line: str) -> tuple[str, str, str]:
    """Parameters and value of a line; a moment has no colon, its parameters may."""
    return line.rpartition(":")


def _zone_called(said: str) -> str | None:
    match = _NAME.fullmatch(said)
    if match is None:
        return _BARE.get(" ".join(folded(said).split()))
    return _PLACES.get((match["offset"] or "+00:00", " ".join(folded(match["places"]).split())))
