"""Whatever shows the programme of several days says on which day an item is."""

import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event
from tests.html import parsed, text_of
from webapp.foundation import clock
from webapp.foundation.http import formats

_BEGINS = datetime(2026, 12, 6, 9, 0, tzinfo=UTC)
_TITLES = ("Ankommen", "Am zweiten Tag", "Am dritten Tag")


@pytest.fixture
def made(work, desk):
    def make(days):
        with work():
            event = make_event(host=desk.host, starts_at=_BEGINS, lasts=timedelta(days=days - 1, hours=5))
            for number in range(days):
                item = make_item(event, begins=number * 24 * 60)
                item.title = _TITLES[number]
            return event.slug

    return make


def _said(desk, path, lang):
    answer = desk.client.get(path, headers={"Accept-Language": lang})
    (main,) = parsed(answer).iter("main")
    return re.sub(r"\s+", " ", text_of(main))


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("days", [2, 3])
def test_pages_name_the_day_of_each_item(desk, made, days, lang):
    slug = made(days)
    for path in (f"/events/{slug}", f"/events/{slug}/agenda"):
        said = _said(desk, path, lang)
        for number, title in enumerate(_TITLES[:days]):
            long_day = formats.long_day(_BEGINS + timedelta(days=number), lang).replace("\u00a0", " ")
            assert said.index(long_day) < said.rindex(title), (path, title)
    at_desk, cockpit = (_said(desk, f"/manage/events/{slug}{page}", lang) for page in ("/agenda", ""))
    for number, title in enumerate(_TITLES[:days]):
        day = _BEGINS + timedelta(days=number)
        assert f"{title} {formats.day(day, lang)}".replace("\u00a0", " ") in at_desk
        assert f"{formats.weekday(day, lang)} 10:00–10:20 {title}" in cockpit


def test_items_on_one_of_several_days_say_on_which(desk, work):
    with work():
        event = make_event(host=desk.host, starts_at=_BEGINS, lasts=timedelta(days=2, hours=5))
        make_item(event, begins=24 * 60).title = _TITLES[1]
        slug = event.slug
    for path in (f"/events/{slug}", f"/events/{slug}/agenda"):
        said = _said(desk, path, "de")
        assert said.index("Montag, 7. Dezember 2026") < said.rindex(_TITLES[1])


@pytest.mark.parametrize("lang", ["de", "en"])
def test_one_day_needs_no_name_beside_each_item(desk, made, lang):
    slug = made(1)
    day = formats.long_day(_BEGINS, lang).replace("\u00a0", " ")
    assert day not in _said(desk, f"/events/{slug}/agenda", lang)
    weekday = formats.weekday(_BEGINS, lang)
    assert f"{weekday} 10:00" not in _said(desk, f"/manage/events/{slug}", lang)


def test_calendars_and_the_board_name_it_too(desk, made):
    slug = made(3)
    (entry,) = icalendar.Calendar.from_ical(desk.client.get(f"/events/{slug}.ics").data).walk("VEVENT")
    assert "So. 10:00 Ankommen\nMo. 10:00 Am zweiten Tag\nDi. 10:00 Am dritten Tag" in str(entry["DESCRIPTION"])
    with clock.set_to(_BEGINS + timedelta(minutes=10)):
        assert "Mo. 10:00 Am zweiten Tag" in _said(desk, f"/events/{slug}/board", "de")
    with clock.set_to(_BEGINS + timedelta(hours=23)):
        assert "Mo. 10:00" not in _said(desk, f"/events/{slug}/board", "de")
