"""Places as people write them."""

import pytest

from webapp.calendar import rules


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("Rathaus, Markt 1, 09648 Mittweida", ("Rathaus", "Markt 1", "09648", "Mittweida")),
        ("Rathaus, D-09648 Mittweida", ("Rathaus", "", "09648", "Mittweida")),
        ("Rathaus", ("Rathaus", "", "", "")),
        ("Rathaus\nMarkt 1\n09648 Mittweida", ("Rathaus", "Markt 1", "09648", "Mittweida")),
        ("", ("", "", "", "")),
    ],
)
def test_places_are_taken_apart_where_they_can_be(said, parts):
    assert tuple(rules.place_in(said).values()) == parts
