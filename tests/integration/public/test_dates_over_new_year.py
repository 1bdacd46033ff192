"""Lists write both years of what begins in one and ends in the next."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.events import make_event
from tests.html import parsed, text_of


@pytest.fixture
def date_of(app, work, now):
    """The date of the only event in the list, and whether its year is seen."""

    def run(starts, lasts, lang):
        with work():
            make_event("Werkstatt", starts_in=starts - now, lasts=lasts)
        response = app.test_client().get("/events", headers={"Accept-Language": lang})
        (date,) = (each for each in parsed(response).iter("time") if "dw-date" in each.get("class", "").split())
        return " ".join(text_of(date).split()), "dw-visually-hidden" not in date[-1].get("class", "")

    return run


NEW_YEARS_EVE = datetime(2027, 12, 31, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lang", "said"), [("de", "Fr.–Sa. 31.–1. Dez.–Jan. 2027–2028"), ("en", "Fri–Sat 31–1 Dec–Jan 2027–2028")]
)
def test_both_years_are_written_where_they_differ(date_of, lang, said):
    assert date_of(NEW_YEARS_EVE, timedelta(days=1), lang) == (said, True)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_both_are_seen_in_the_year_before(date_of, now, lang):
    said, is_seen = date_of(NEW_YEARS_EVE.replace(year=now.year), timedelta(days=1), lang)
    assert said.endswith(f"{now.year}–{now.year + 1}")
    assert is_seen


@pytest.mark.parametrize("lang", ["de", "en"])
def test_one_year_is_written_once(date_of, lang):
    said, _ = date_of(NEW_YEARS_EVE - timedelta(days=3), timedelta(days=1), lang)
    assert said.endswith(" 2027")
