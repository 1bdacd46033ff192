from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.events.types import Phase
from webapp.stations import rules
from webapp.stations.types import LONGEST_GROUP_NAME, Route, Told

END = datetime(2026, 5, 6, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "now", "open_"),
    [
        ("published", END - timedelta(days=30), True),
        ("published", END + timedelta(hours=11, minutes=59), True),
        ("published", END + timedelta(hours=12), False),
        ("draft", END - timedelta(hours=1), False),
        ("cancelled", END - timedelta(hours=1), False),
        ("postponed", END - timedelta(hours=1), False),
    ],
)
def test_stations_are_open_from_publication_until_the_evening(status, now, open_):
    assert rules.are_open(status=status, ends_at=END, now=now) is open_


@pytest.mark.parametrize("phase", list(Phase))
def test_places_are_free_only_where_somebody_may_still_come(phase):
    told = rules.told_of_places(phase)
    assert (told is Told.FREE) == (phase in {Phase.DRAFT, Phase.UPCOMING, Phase.RUNNING})
    assert (told is Told.TAKEN) == (phase is Phase.PAST)


@pytest.mark.parametrize(
    ("status", "entitled"),
    [("confirmed", True), ("pending", False), ("waiting", False), ("cancelled", False), ("expired", False)],
)
def test_only_a_confirmed_place_entitles(status, entitled):
    assert rules.is_entitled(status) is entitled


@pytest.mark.parametrize(
    ("typed", "pitch", "name"),
    [
        (" Die\nTischler ", None, "Die Tischler"),
        ("", "KARLA", "KARLA"),
        ("Weiter mit KARLA", "KARLA", "Weiter mit KARLA"),
        ("\u202e", None, ""),
        ("N" * 300, "KARLA", "N" * 300),
        ("", "N" * 120, "N" * 120),
        ("", "N" * 121, "N" * 119 + "…"),
    ],
)
def test_a_group_is_called_as_typed_or_like_its_pitch(typed, pitch, name):
    assert rules.group_name(typed, pitch) == name


@given(st.text(), st.none() | st.text())
def test_a_group_name_fits_its_column_or_is_named(typed, pitch):
    name = rules.group_name(typed, pitch)
    assert (rules.name_problem(name) is None) == (0 < len(name) <= LONGEST_GROUP_NAME)
    assert typed or len(name) <= LONGEST_GROUP_NAME


@pytest.mark.parametrize(("name", "problem"), [("", "missing"), ("N" * 121, "too_long"), ("N" * 120, None)])
def test_what_a_group_cant_be_called(name, problem):
    assert rules.name_problem(name) == problem


@pytest.mark.parametrize(
    ("route", "has_pitch", "fits"),
    [
        (Route.PITCH, True, True),
        (Route.PITCH, False, False),
        (Route.NEW_IDEA, False, True),
        (Route.NEW_IDEA, True, False),
    ],
)
def test_only_who_deepens_a_pitch_names_one(route, has_pitch, fits):
    assert rules.names_its_pitch(route, has_pitch=has_pitch) is fits


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Kim Muster", "Kim"),
        ("  Ada  B. C.", "Ada"),
        ("Zoë", "Zoë"),
        ("", ""),
        ("Prof. Dr. Hans Meier", "Hans"),
        ("Meier, Anna", "Anna"),
        ("Meier,", "Meier"),
        ("von der Heide", "von der Heide"),
        ("李小龙", "李小龙"),
        ("Dr.", "Dr."),
    ],
)
def test_at_the_table_people_use_first_names(name, first):
    assert rules.first_name(name) == first
