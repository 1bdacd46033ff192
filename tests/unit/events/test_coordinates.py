"""Where a place lies, from what people paste; nobody is asked."""

import pytest

from webapp.events.coordinates import read_coordinates, shown_coordinates

HERE = (51.05, 13.74)
MAP = "https://www.openstreetmap.org/"
GOOGLE = "https://www.google.com/maps"


@pytest.mark.parametrize(
    "typed",
    [
        "51.05, 13.74",
        " 51.05,13.74 ",
        "51.05 13.74",
        "51,05; 13,74",
        "51,05, 13,74",
        "51.05°, 13.74°",
        "51° 3' 0\" N, 13° 44' 24\" E",
        "13°44′24″O 51°03′N",
        "geo:51.05,13.74?z=17",
        "geo:51.05,13.74;u=35",
        f"{MAP}#map=17/51.05/13.74",
        f"{MAP}?mlat=51.05&mlon=13.74#map=15/1/2",
        f"{GOOGLE}/place/Haus/@51.05,13.74,17z",
        f"{GOOGLE}/place/Haus/@51.1,13.1,17z/data=!3m1!4b1!8m2!3d51.05!4d13.74",
        f"{GOOGLE}?q=51.05,13.74",
        "https://maps.google.com/?q=loc:51.05,13.74",
    ],
)
def test_what_people_type_or_paste_is_read(typed):
    assert read_coordinates(typed) == HERE


@pytest.mark.parametrize(
    "typed",
    [
        *("", "Am Markt 1", "09648 Mittweida", "51.05", "51,05", "91.5, 13", "51, 181", "51° 3' N"),
        *("https://maps.app.goo.gl/abc", f"{MAP}node/1", "https://[", f"{GOOGLE}?q=Dresden", "geo:here", "1" * 5000),
    ],
)
def test_what_holds_no_place_is_none(typed):
    assert read_coordinates(typed) is None


def test_south_and_west_are_less_than_nothing():
    assert read_coordinates("33° 54' S, 18° 25' W") == (-33.9, -18.416667)


@pytest.mark.parametrize("place", [HERE, (51.050409, 13.737262), (-33.0, 151.0), (0.0, 0.0)])
def test_what_is_shown_is_read_as_the_same(place):
    assert read_coordinates(shown_coordinates(*place)) == place


def test_what_lies_nowhere_shows_nothing():
    assert shown_coordinates(None, None) == ""
