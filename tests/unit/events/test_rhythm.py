"""The next date of a series goes on as its dates did."""

from datetime import date

import pytest

from webapp.events.rhythm import a_year_on, next_day

TODAY = date(2026, 11, 18)


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("days", "months", "expected"),
    [
        (["2026-09-16", "2026-10-21"], 12, "2026-12-16"),  # each third Wednesday; November's is today
        (["2026-09-16", "2026-10-21", "2026-11-18"], 12, "2026-12-16"),
        (["2026-08-19", "2026-09-16", "2026-10-28", "2026-11-18"], 12, "2026-12-16"),  # once a week late
        (["2026-10-30", "2026-11-27"], 12, "2026-12-25"),  # the last Friday, be it the fourth or the fifth
        (["2026-11-04", "2026-11-11"], 12, "2026-11-25"),  # each week
        (["2026-11-03", "2026-11-17"], 12, "2026-12-01"),  # every other week
        (["2026-01-31", "2026-02-28"], 12, "2026-11-28"),  # by 28 days
        (["2026-08-15", "2026-09-15", "2026-10-15"], 12, "2026-12-15"),  # the 15th
        (["2025-05-07", "2026-05-06"], 12, "2027-05-05"),  # the first Wednesday of May
        (["2026-11-18"], 1, "2026-12-16"),
        (["2026-05-06"], 12, "2027-05-05"),
        (["2019-02-28"], 12, "2027-02-25"),  # the fourth Thursday
        (["2026-04-29"], 1, "2026-11-25"),  # the fifth Wednesday: the last one
        (["2026-12-16", "2027-01-20"], 12, "2027-02-17"),  # ahead already
        (["2026-11-04", "2026-11-04"], 12, "2027-11-03"),  # two on a day are no rhythm
    ],
)
def test_the_rhythm_is_kept_and_leads_ahead(days, months, expected):
    assert next_day([day(each) for each in days], TODAY, months=months) == day(expected)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("2026-05-06", "2027-05-05"),
        ("2026-12-31", "2027-12-30"),
        ("2024-02-29", "2027-02-25"),
        ("2019-06-01", "2027-05-29"),
        ("2026-11-18", "2027-11-17"),
    ],
)
def test_a_copy_is_on_the_same_day_of_the_week_about_a_year_on(before, expected):
    found = a_year_on(day(before), TODAY)
    assert found == day(expected)
    assert found.weekday() == day(before).weekday()
