"""„Heute“ and „Morgen“ are said of the day on which an event begins, and lists name the last day beside the first."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.accounts import make_user, signed_in
from tests.factories.events import make_event
from tests.html import parsed, text_of
from webapp.accounts.types import Role
from webapp.foundation import clock
from webapp.foundation.http import formats

_TITLE = "Drei Tage am Ort"
_BEGINS = datetime(2026, 12, 6, 9, 0, tzinfo=UTC)
_ZONE = "Europe/Berlin"
_HOURS = timedelta(hours=1)
_WORDS = {"de": ("Heute", "Morgen"), "en": ("Today", "Tomorrow")}
_LISTS = ("/", "/events", "/events?when=past", "/manage", "/manage/events", "/manage/events?show=past")


@pytest.fixture
def told(app, work):
    """What every page that shows an event of this length says of its date at a moment, by its address."""
    with work():
        email = make_user(Role.ADMIN).email
    client = signed_in(app, email)

    def shown(path, lang):
        document = parsed(client.get(path, headers={"Accept-Language": lang}))
        return [text_of(card).replace("\u00a0", " ") for card in document.iter("article") if _TITLE in text_of(card)]

    def tell(slug, lang):
        found = {path: said for path in _LISTS for said in shown(path, lang)}
        page = parsed(client.get(f"/events/{slug}", headers={"Accept-Language": lang}))
        return found | {slug: text_of(next(page.iter("dd"))).replace("\u00a0", " ")}

    return tell


def _near(moment):
    """Which of the two words is true, if any."""
    ahead = (_BEGINS.date() - clock.local(moment, _ZONE).date()).days
    return ahead if ahead in {0, 1} else None


@pytest.mark.in_turns
@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("lasts", [5 * _HOURS, 17 * _HOURS, timedelta(days=1), timedelta(days=2, hours=5)], ids=str)
def test_each_page_says_today_on_the_first_day_alone_and_names_every_end(work, told, lasts, lang):
    with work():
        slug = make_event(_TITLE, starts_at=_BEGINS, lasts=lasts).slug
    first, last = (clock.local(each, _ZONE) for each in (_BEGINS, _BEGINS + lasts))
    both = formats.span(_BEGINS, _BEGINS + lasts, _ZONE, lang).replace("\u00a0", " ")
    hours = both if first.date() != last.date() else f"{first:%H:%M}–{last:%H:%M}"
    moment, seen = _BEGINS - timedelta(days=2), 0
    while moment <= _BEGINS + timedelta(days=3):
        with clock.set_to(moment):
            pages = told(slug, lang)
        assert len(pages) >= 3
        for path, said in pages.items():
            words = [number for number, word in enumerate(_WORDS[lang]) if f"{word}," in said]
            assert words == [near for near in [_near(moment)] if near is not None], (moment, path, said)
            assert (both if path == slug else hours) in said, (moment, path, said)
            seen += 1
        moment += 11 * _HOURS
    assert seen > 30
