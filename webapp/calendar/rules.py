"""Places as people and programs write them down; decided without a database."""

import re

from webapp.foundation.matching import folded

PLACE, STREET, POSTCODE, CITY = "place", "street", "postcode", "city"
_PARTS = re.compile(r"[,\n](?![^()\n]*\))")  # „HWK (Saal 2, EG)“ is one part
_TOWN = re.compile(r"(?:DE?-)?(\d{5})\s+([^\W\d_][^\d]*)")
_ADDRESS = re.compile(r"(?P<way>[^\W\d].*?)\s+\d{1,4}\s?[a-zA-Z]?(?:\s?[-\u2013/+]\s?\d{1,4}\s?[a-zA-Z]?)?")
_WAYS = re.compile(
    r"(?:.*(?:stra(?:ß|ss)e|str\.?|gasse|allee|chaussee|promenade|damm|ufer|markt|ring|steig|pfad|zeile)"
    r"|.*(?<!park)(?<!stell)(?<!sitz)platz|.*weg|.{3,}(?:hof|berg|graben|wall|anger|kai|höhe|leite|siedlung|winkel))",
    re.IGNORECASE,
)
_NAMED_WAYS = re.compile(
    r"(?:am|an der|an den|auf der|auf dem|im|in der|zum|zur|unter den|hinter der) .+", re.IGNORECASE
)
_WAY_FIRST = re.compile(r"(?:stra(?:ß|ss)e|platz|allee) (?:des|der) .+", re.IGNORECASE)
_LONGEST = 500  # no address is as long as this
_INSIDE = frozenset(
    {
        *("saal", "raum", "zimmer", "halle", "etage", "og", "eg", "ug", "stock", "eingang", "haus", "gebaude", "foyer"),
        *("aula", "horsaal", "block", "aufgang", "ebene", "stand", "treppe", "flur", "bus", "linie", "haltestelle"),
        *("room", "hall", "floor", "building", "entrance", "level", "parkplatz", "ausgang", "gate", "werkstatt"),
    }
)
_OURS = frozenset({"deutschland", "germany"})
_COUNTRIES = frozenset(
    {
        *_OURS,
        *("osterreich", "austria", "schweiz", "switzerland", "frankreich", "france"),
        *("italien", "italy", "italia", "polen", "poland", "tschechien", "czechia", "spanien", "spain", "niederlande"),
        *("belgien", "belgium", "luxemburg", "danemark", "denmark", "liechtenstein", "ungarn", "hungary"),
    }
)


def place_in(said: str) -> dict[str, str]:
    """Name, street, postcode and town of „Haus, Straße 1, 09648 Mittweida“, as far as that is certain.

    Each word is kept, but for the name of our own country at the end: what may be any of these stays in the name, as
    does the whole text without a German town.
    """
    whole = ", ".join(line.strip() for line in said.split("\n") if line.strip())
    parts = [part.strip() for part in _PARTS.split(said) if part.strip()] if len(said) <= _LONGEST else []
    if len(parts) > 1 and folded(parts[-1]).strip() in _OURS:  # as Google ends each place
        parts.pop()
    towns = [match for part in parts if (match := _TOWN.fullmatch(part))]
    is_abroad = any(folded(part).strip() in _COUNTRIES for part in parts)
    if len(towns) != 1 or is_abroad:
        return {PLACE: whole, STREET: "", POSTCODE: "", CITY: ""}
    rest = [part for part in parts if part != towns[0][0]]
    street = _street_in(rest) if len(rest) > 1 else ""
    name = ", ".join(part for part in rest if part != street)
    return {PLACE: name or towns[0][2], STREET: street, POSTCODE: towns[0][1], CITY: towns[0][2]}


def _street_in(parts: list[str]) -> str:
    """The only part that can be nothing but a street with its number; nothing where there are two."""
    found = [part for part in parts if _is_street(part)]
    return found[0] if len(found) == 1 else ""


def _is_street(part: str) -> bool:
    match = _ADDRESS.fullmatch(part)
    if match is None or _INSIDE.intersection(folded(part).split()):
        return False
    way = match["way"]
    return any(kind.fullmatch(way) for kind in (_WAYS, _NAMED_WAYS, _WAY_FIRST))
