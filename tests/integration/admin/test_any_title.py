"""Any title: what is saved under it is found in its list, its page opens, and two never get in each other's way."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.events import services as events
from webapp.events.queries import get_event
from webapp.foundation.names import same_name
from webapp.foundation.text import one_line

GERMAN = {"Accept-Language": "de"}
TITLES = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=80).filter(one_line)
TOLD = ["手工业日", "Ремесло", "🎉", "C++", "C#", "c", "Über", "Ueber", "---", "new", "None", "2027", "..", "/", "%2e"]
_examples = settings(
    max_examples=5,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def addresses_in(desk, path):
    return {each.get("href") for each in parsed(desk.client.get(path, headers=GERMAN)).iter("a")}


@_examples
@example(TOLD)
@given(st.lists(TITLES, min_size=1, max_size=4))
def test_an_event_of_any_title_is_in_its_list_and_its_page_opens(desk, titles):
    form = {"day": "2027-05-06", "starts": "15:00", "ends": "17:00", "host": desk.host.key}
    pages = {}
    for title in titles:
        answer = desk.send("/events/new?format=own", {**form, "title": title})
        assert answer.status_code == 303, title
        assert answer.location not in pages
        pages[answer.location] = one_line(title)
    listed = set.union(*(addresses_in(desk, f"/manage/events?show=drafts&page={number}") for number in (1, 2, 3)))
    for location, title in pages.items():
        (heading,) = parsed(desk.client.get(location, headers=GERMAN)).iter("h1")
        assert " ".join(title.split()) in text_of(heading)
        assert location in listed


@_examples
@example(TOLD)
@example(["Reihe", "reihe ", "R E I H E"])
@given(st.lists(TITLES, min_size=1, max_size=4))
def test_a_series_of_any_name_is_kept_listed_and_its_calendar_opens(desk, work, titles):
    names = [one_line(title) for title in titles]
    with work():
        slugs = [make_event(title, host=desk.host).slug for title in titles]
    for slug, title in zip(slugs, titles, strict=True):
        page = parsed(desk.client.get(f"/manage/events/{slug}/edit", headers=GERMAN))
        assert desk.send(f"/events/{slug}/edit", {**sent_from(page, "series"), "series": title}).status_code == 303
    offered = " ".join(filter(None, addresses_in(desk, "/calendar")))
    for slug, name in zip(slugs, names, strict=True):
        with work():
            series = get_event(slug).series
            assert same_name(series.title) == same_name(name)
            address = f"/calendar/series/{series.slug}.ics"
        assert address in offered
        calendar = desk.client.get(address).text.replace("\r\n ", "")
        others = [slug for slug, other in zip(slugs, names, strict=True) if same_name(other) != same_name(name)]
        assert f"/events/{slug}\r\n" in calendar
        assert not any(f"/events/{other}\r\n" in calendar for other in others)


@pytest.mark.both
def test_the_same_name_is_the_same_series_and_another_name_never_is(work, now):
    names = ["手工业日", "手工业", "C++", "C#", " c# ", "Straße", "STRASSE", "Ремесло", "ремесло"]
    with work():
        host = make_organisation()
        found = [events.settle_series(title=name, host_id=host.id) for name in names]
        assert len({each.id for each in found}) == len({same_name(name) for name in names}) == 6
        assert len({each.slug for each in found}) == 6
        assert events.settle_series(title=" \u200b ", host_id=host.id) is None
