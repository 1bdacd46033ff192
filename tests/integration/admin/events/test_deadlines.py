"""Registration closes at the start at the latest: a later deadline is named at its field and never shown."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.events import make_event
from tests.html import parsed, text_of
from webapp.foundation import clock
from webapp.registration.queries import categories_of

_BEGINS = datetime(2026, 12, 6, 9, 0, tzinfo=UTC)  # 10:00 in Germany
_MINUTE = timedelta(minutes=1)
_LATE = "schließt spätestens zum Beginn"
_WALL = "%Y-%m-%dT%H:%M"
# How far from the start, and whether registration may close then.
_TRIED = [(-timedelta(days=3), True), (-_MINUTE, True), (timedelta(0), True), (_MINUTE, False)]
_TRIED += [(timedelta(hours=3), False), (timedelta(days=40), False)]


def _wall(moment):
    return f"{clock.local(moment, 'Europe/Berlin'):{_WALL}}"


@pytest.fixture
def made(work, desk):
    def make(**values):
        with work():
            span = {"starts_at": _BEGINS, "lasts": timedelta(hours=5)}
            return make_event("Mit Anmeldeschluss", host=desk.host, **span, **values).slug

    return make


def _details(desk, closes_at, **changes):
    return {"title": "Mit Anmeldeschluss", "language": "de", "host": desk.host.key, "closes_at": closes_at, **changes}


@pytest.mark.parametrize(("by", "fits"), _TRIED, ids=str)
@pytest.mark.parametrize("state", ["draft", "published"])
def test_a_deadline_after_the_start_is_named_at_its_field(desk, made, read, state, by, fits):
    slug = made(**({"status": "draft", "published_at": None} if state == "draft" else {}))
    span = {"day": "2026-12-06", "starts": "10:00", "ends": "15:00"} if state == "draft" else {}
    answer = desk.send(f"/events/{slug}/edit", _details(desk, _wall(_BEGINS + by), **span))
    assert answer.status_code == (303 if fits else 422)
    assert answer.text.count(_LATE) == (0 if fits else 2)
    assert read(slug, lambda event: event.registration_closes_at) == (_BEGINS + by if fits else None)


def test_a_draft_that_moves_is_measured_by_its_new_start(desk, made):
    slug = made(status="draft", published_at=None)
    closes_at = _wall(_BEGINS - timedelta(days=1))
    for day, status in (("2026-12-04", 422), ("2026-12-09", 303)):
        span = {"day": day, "starts": "10:00", "ends": "15:00"}
        assert desk.send(f"/events/{slug}/edit", _details(desk, closes_at, **span)).status_code == status


def test_no_deadline_is_none(desk, made, read):
    slug = made()
    assert desk.send(f"/events/{slug}/edit", _details(desk, "")).status_code == 303
    assert read(slug, lambda event: event.registration_closes_at) is None


@pytest.mark.parametrize(("by", "fits"), _TRIED, ids=str)
def test_a_category_closes_at_the_start_at_the_latest_too(desk, made, read, by, fits):
    slug = made()
    said = {"kind": "press", "label_de": "Presse", "most_heads": "2", "named": "y"}
    path = f"/events/{slug}/sign-up/categories"
    answer = desk.send(f"{path}/new", {**said, "closes_at": _wall(_BEGINS + by)})
    assert answer.status_code == (303 if fits else 422)
    assert answer.text.count(_LATE) == (0 if fits else 2)
    desk.send(f"{path}/new", said)
    key = read(slug, lambda event: categories_of(event.id)[-1].public_id)
    assert desk.send(f"{path}/{key}", {**said, "closes_at": _wall(_BEGINS + by)}).status_code == answer.status_code


@pytest.mark.parametrize(("by", "fits"), _TRIED, ids=str)
def test_a_category_that_would_never_open_is_named(desk, made, by, fits):
    said = {"kind": "press", "label_de": "Presse", "most_heads": "2", "named": "y"}
    answer = desk.send(f"/events/{made()}/sign-up/categories/new", {**said, "opens_at": _wall(_BEGINS + by)})
    assert answer.status_code == (303 if fits and by < timedelta(0) else 422)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("by", [_MINUTE, timedelta(days=40)], ids=str)
def test_a_deadline_that_lies_too_late_is_said_nowhere(app, desk, made, work, by, lang):
    """As one may from before: what counts is the start."""
    slug = made(registration_closes_at=_BEGINS + by)
    for moment in (_BEGINS - timedelta(hours=1), _BEGINS, _BEGINS + timedelta(hours=4)):
        with clock.set_to(moment):
            for path in (f"/events/{slug}", f"/events/{slug}/register", f"/manage/events/{slug}"):
                (main,) = parsed(desk.client.get(path, headers={"Accept-Language": lang})).iter("main")
                assert "Register by" not in text_of(main)
                assert "Anmelden bis" not in text_of(main)
                assert "was open until" not in text_of(main)
                assert "möglich" not in text_of(main), path


def test_a_deadline_before_the_start_is_said_still(desk, made):
    slug = made(registration_closes_at=_BEGINS - timedelta(hours=2))
    with clock.set_to(_BEGINS - _MINUTE):
        (main,) = parsed(desk.client.get(f"/events/{slug}/register", headers={"Accept-Language": "de"})).iter("main")
    assert "Sie war bis So., 6. Dezember 2026, 08:00 Uhr möglich." in text_of(main).replace("\u00a0", " ")


def test_the_calendar_of_the_desk_dates_no_end_of_registration_after_the_start(client, desk, made):
    made(registration_closes_at=_BEGINS + _MINUTE)
    desk.send("/calendar")
    (feed,) = re.findall(r"http://localhost(/calendar/my/[^\"<\s]+\.ics)", desk.page("/calendar"))[:1]
    assert client.get(feed).text.count("BEGIN:VEVENT") == 1


@pytest.mark.parametrize("day", ["2026-12-01", "2026-12-20", "2027-06-06"])
def test_what_a_category_was_open_for_moves_along_with_the_event(desk, made, read, day):
    """On the wall clock, as the deadline of the event itself does; what has no window gets none."""
    slug = made(registration_closes_at=_BEGINS - timedelta(days=1))
    said = {"kind": "press", "label_de": "Presse", "most_heads": "2", "named": "y"}
    path = f"/events/{slug}/sign-up/categories/new"
    desk.send(path, {**said, "opens_at": _wall(_BEGINS - timedelta(days=9)), "closes_at": _wall(_BEGINS - _MINUTE)})
    desk.send(path, said)
    new = {"day": day, "starts": "10:00", "ends": "12:00", "reason": "Saal"}
    assert desk.send(f"/events/{slug}/postpone", new).status_code == 303
    starts_at = read(slug, lambda event: event.starts_at)

    def distance(moment):
        return moment and clock.local(moment, "Europe/Berlin").replace(tzinfo=None) - clock.local(
            starts_at, "Europe/Berlin"
        ).replace(tzinfo=None)

    windows = read(slug, lambda event: [(each.opens_at, each.closes_at) for each in categories_of(event.id)])
    assert [tuple(map(distance, window)) for window in windows] == [(-timedelta(days=9), -_MINUTE), (None, None)]
    assert distance(read(slug, lambda event: event.registration_closes_at)) == -timedelta(days=1)
