"""Where a place lies, from what somebody typed or pasted: read here, and nobody is asked."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

_NUMBER = r"[-+]?\d{1,3}(?:[.,]\d+)?"
_PAIR = re.compile(rf"({_NUMBER})\s*°?\s*(?:[;/|]|,(?=\s)|,(?=[-+]?\d+\.)|\s)\s*({_NUMBER})\s*°?")
_GERMAN = re.compile(r"([-+]?\d{1,3},\d+)\s*[;,/ ]\s*([-+]?\d{1,3},\d+)")
_COMPASS = re.compile(
    r"(\d{1,3})\s*°\s*(\d{1,2})\s*['′’]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*[\"″”]|'')?\s*([NSEWO])", re.IGNORECASE
)
_ON_GOOGLE = (re.compile(rf"!3d({_NUMBER})!4d({_NUMBER})"), re.compile(rf"@({_NUMBER}),({_NUMBER})"))
_ON_OSM = re.compile(rf"map=\d+(?:\.\d+)?/({_NUMBER})/({_NUMBER})")
_ASKED = ("q", "query", "ll", "daddr", "destination", "center", "cp")
_NORTH, _EAST = 90, 180

Coordinates = tuple[float, float]


def read_coordinates(typed: str) -> Coordinates | None:
    """Latitude and longitude from figures, from what an app shares or a link to a map; None where there are none."""
    said = typed.strip()
    if said.lower().startswith("geo:"):
        return _pair(said[4:].partition("?")[0].partition(";")[0])
    if "://" in said:
        return _linked(said)
    return _by_compass(said) or _pair(said)


def shown_coordinates(latitude: float | None, longitude: float | None) -> str:
    """As they are typed: degrees with a point, the latitude first."""
    known = [each for each in (latitude, longitude) if each is not None]
    return ", ".join(f"{each:.6f}".rstrip("0").rstrip(".") for each in known)


def _linked(address: str) -> Coordinates | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    asked = parse_qs(parts.query)
    if "mlat" in asked and "mlon" in asked:
        return _checked(asked["mlat"][0], asked["mlon"][0])
    for pattern in _ON_GOOGLE:
        if found := pattern.search(unquote(parts.path)):
            return _checked(*found.groups())
    for name in _ASKED:
        if name in asked and (pair := _pair(asked[name][0].removeprefix("loc:"))):
            return pair
    found = _ON_OSM.search(parts.fragment)
    return _checked(*found.groups()) if found else None


def _pair(said: str) -> Coordinates | None:
    found = _GERMAN.fullmatch(said.strip()) or _PAIR.fullmatch(said.strip())
    return _checked(*found.groups()) if found else None


def _by_compass(said: str) -> Coordinates | None:
    """Degrees with minutes and seconds, north and east named; in any order."""
    found = {}
    for degrees, minutes, seconds, side in _COMPASS.findall(said):
        value = int(degrees) + int(minutes) / 60 + _number(seconds or "0") / 3600
        axis = "lat" if side.upper() in "NS" else "lon"
        found[axis] = -value if side.upper() in "SW" else value
    return _checked(str(found["lat"]), str(found["lon"])) if len(found) == 2 else None  # noqa: PLR2004 - one of each


def _checked(latitude: str, longitude: str) -> Coordinates | None:
    north, east = _number(latitude), _number(longitude)
    return (round(north, 6), round(east, 6)) if abs(north) <= _NORTH and abs(east) <= _EAST else None


def _number(said: str) -> float:
    return float(said.replace(",", "."))
