from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.foundation.http import formats

START = datetime(2026, 5, 6, 13, 0, tzinfo=UTC)
END = datetime(2026, 5, 6, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("de", "Mi., 6. Mai 2026, 15:00–17:30 Uhr"), ("en", "Wed 6 May 2026, 15:00–17:30")],
)
def test_a_span_is_said_as_people_say_it(lang, said):
    assert formats.span(START, END, "Europe/Berlin", lang).replace("\u00a0", " ") == said


def test_a_span_over_two_days_names_both():
    said = formats.span(START, datetime(2026, 5, 7, 10, 0, tzinfo=UTC), "Europe/Berlin", "de")
    assert said.replace("\u00a0", " ") == "Mi., 6. Mai 2026, 15:00 Uhr – Do., 7. Mai 2026, 12:00 Uhr"


def test_dates_do_not_break_at_the_end_of_a_line():
    assert " " not in formats.day(date(2026, 5, 6), "de")


def test_numbers_follow_the_language():
    assert formats.number(1234.5, "de") == "1.234,5"
    assert formats.number(1234.5, "en") == "1,234.5"


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (2, "Mi., 6. Mai 2026"),
        (10, "Mi., 6. Mai 2026"),
        (23, "Mi., 6. Mai 2026 – Do., 7. Mai 2026"),
        (50, "Mi., 6. Mai 2026 – Fr., 8. Mai 2026"),
    ],
    ids=["a day", "into the small hours", "until the next noon", "three days"],
)
def test_days_are_the_first_and_the_last(hours, said):
    end = START + timedelta(hours=hours)
    assert formats.days(START, end, "Europe/Berlin", "de").replace("\u00a0", " ") == said


def test_the_last_day_is_never_before_the_first():
    midnight = datetime(2026, 5, 5, 22, 0, tzinfo=UTC)
    assert formats.last_day(midnight, midnight + timedelta(hours=2), "Europe/Berlin") == date(2026, 5, 6)
