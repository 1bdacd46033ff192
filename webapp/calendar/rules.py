"""Places as people and programs write them down; decided without a database."""

import re

PLACE, STREET, POSTCODE, CITY = "place", "street", "postcode", "city"
_TOWN = re.compile(r"(?:D-)?(\d{5})\s+(.+)")


def place_in(said: str) -> dict[str, str]:
    """Name, street, postcode and town of „Haus, Straße 1, 09648 Mittweida“, as far as they can be told apart."""
    parts = [part.strip() for part in said.replace("\n", ",").split(",") if part.strip()]
    town = next((match for part in parts if (match := _TOWN.fullmatch(part))), None)
    rest = [part for part in parts if town is None or part != town[0]]
    return {
        PLACE: rest[0] if rest else "",
        STREET: rest[1] if len(rest) > 1 and town else "",
        POSTCODE: town[1] if town else "",
        CITY: town[2] if town else "",
    }
