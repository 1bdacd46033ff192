"""When an event is: every page, list and paper says it as the event stands, whatever became of its date."""

import io
import re
from datetime import timedelta

import pypdf
import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_served_measure, make_venue
from tests.factories.registration import make_registration, people
from tests.factories.stations import make_group, make_station
from tests.html import parsed, text_of
from tests.integration.admin.addresses import addresses_of
from webapp.events import services as events
from webapp.events.models import EventMeasure
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import formats

# How a page may name a date that is off.
_PLANNED = ("Geplant war {}", "war für {} geplant", "geplant für {}, ", "It was planned for {}", "was planned for {}")
_CALLED_OFF = ("findet am {} nicht statt", "will not take place on {}")
# Pages that say how an event stands to whoever comes or wants to.
_TOLD = {
    "public.events.event",
    "public.events.agenda",
    "public.registrations.register",
    "public.own.registration",
    "public.tickets.ticket",
}
_WORDS = {
    "postponed": {"de": "verschoben", "en": "postponed"},
    "cancelled": {"de": "abgesagt", "en": "cancelled"},
    "past": {"de": "vorbei", "en": "over"},
}


def put_off(event):
    events.postpone_event(event=event, now=clock.now(), reason="Sturm")


def call_off(event):
    events.cancel_event(event=event, now=clock.now(), reason="Sturm")


@pytest.fixture
def made(work, desk):
    """An event with all that hangs on an event; its address and the moments it was made for."""
    with work():
        event = make_event(
            "Vom Winde verweht",
            host=desk.host,
            venue=make_venue(),
            starts_in=timedelta(days=70),
            lasts=timedelta(hours=3),
            bring=["Helm"],
        )
        measure = make_served_measure()
        session().add(EventMeasure(event_id=event.id, measure_id=measure.id, reason="Weil", position=1))
        make_item(event)
        make_group(make_station(event))
        make_registration(event, "Kim Muster", heads=people("Kim Muster", "Ina"))
        return event.slug, measure.slug


def _dates_of(event, lang):
    start = clock.local(event.starts_at, event.zone)
    return formats.span(event.starts_at, event.ends_at, event.zone, lang), formats.day(start, lang)


def _untrue(said, dates):
    """Whether a date is stated that is off: what was planned may be named, as what was planned."""
    said = " ".join(said.split())
    for date in (" ".join(date.split()) for date in dates):
        for planned in (*_PLANNED, *_CALLED_OFF):
            said = said.replace(planned.format(date), "")
        if date in said:
            return said[max(said.index(date) - 60, 0) : said.index(date) + 60]
    return None


def _pages(app, slug, client, lang):
    with app.app_context():
        addresses = [each for each in addresses_of(app, slug, whole=True) if each.is_real]
    for each in addresses:
        answer = client.get(each.path, headers={"Accept-Language": lang}, buffered=True)
        if answer.status_code == 200:
            yield each, answer


@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_page_states_a_date_that_is_off(app, desk, work, made, lang):
    slug, measure = made
    with work():
        put_off(get_event(slug))
        dates = _dates_of(get_event(slug), lang)
    wrong, seen = {}, set()
    for each, answer in _pages(app, slug, desk.client, lang):
        if answer.data.startswith(b"<!DOCTYPE html>"):
            said = text_of(parsed(answer))
        elif answer.mimetype == "application/pdf":
            said = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages)
        else:
            continue
        seen.add(each.endpoint)
        if each.endpoint == "admin.events.restore_event":
            continue  # of no use while the event isn't cancelled
        if found := _untrue(said, dates):
            wrong[each.endpoint] = found
    for path in (f"/measures/{measure}", "/", "/events", "/manage/events"):
        answer = desk.client.get(path, headers={"Accept-Language": lang})
        assert answer.status_code == 200
        if found := _untrue(text_of(parsed(answer)), dates):
            wrong[path] = found
    assert wrong == {}
    assert seen > _TOLD | {
        "admin.events.event",
        "admin.events.cancel_event",
        "admin.events.postpone_event",
        "documents.ticket_pdf",
    }


@pytest.mark.parametrize("path", ["/", "/events", "/manage/events"])
def test_a_card_without_a_date_shows_none(desk, work, made, path):
    with work():
        put_off(get_event(made[0]))
    document = parsed(desk.client.get(path, headers={"Accept-Language": "de"}))
    (card,) = [each for each in document.iter("article") if "Vom Winde verweht" in text_of(each)]
    assert list(card.iter("time")) == []
    assert "Termin offen" in text_of(card)
    assert re.search(r"\d\d:\d\d", text_of(card)) is None


def test_a_ticket_on_paper_shows_no_block_of_a_date_that_is_off(app, desk, work, made):
    with work():
        put_off(get_event(made[0]))
        dates = clock.local(get_event(made[0]).starts_at, "Europe/Berlin")
    (paper,) = [a for each, a in _pages(app, made[0], desk.client, "de") if each.endpoint == "documents.ticket_pdf"]
    lines = pypdf.PdfReader(io.BytesIO(paper.data)).pages[0].extract_text().splitlines()
    assert str(dates.day) not in [line.strip() for line in lines]


@pytest.mark.in_turns
@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("state", ["postponed", "cancelled", "past"])
def test_pages_for_those_who_come_say_how_the_event_stands(app, desk, work, made, state, lang):
    slug, _measure = made
    with work():
        event = get_event(slug)
        ends_at = event.ends_at
        if state != "past":
            {"postponed": put_off, "cancelled": call_off}[state](event)
    silent, seen = [], set()
    with clock.set_to(ends_at if state == "past" else clock.now()):
        for each, answer in _pages(app, slug, desk.client, lang):
            if each.endpoint not in _TOLD:
                continue
            seen.add(each.endpoint)
            (main,) = parsed(answer).iter("main")
            if _WORDS[state][lang] not in text_of(main):
                silent.append(each.endpoint)
            if state != "past":
                assert "Sturm" in text_of(main), each.endpoint
    assert silent == []
    assert seen == _TOLD


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(("state", "fall"), [("postponed", put_off), ("cancelled", call_off)])
def test_results_say_that_their_event_is_off(desk, work, made, state, fall, lang):
    with work():
        fall(get_event(made[0]))
    answer = desk.client.get(f"/events/{made[0]}/results", headers={"Accept-Language": lang})
    (main,) = parsed(answer).iter("main")
    assert _WORDS[state][lang] in text_of(main)
    assert "Sturm" in text_of(main)


def test_results_of_several_days_name_the_first_and_the_last(desk, work, made):
    with work():
        event = get_event(made[0])
        event.ends_at = event.starts_at + timedelta(days=2)
        days = formats.days(event.starts_at, event.ends_at, event.zone, "de")
    (main,) = parsed(desk.client.get(f"/events/{made[0]}/results", headers={"Accept-Language": "de"})).iter("main")
    said = text_of(main)
    assert " – " in days
    assert days.replace(formats.NBSP, " ") in said


@pytest.mark.parametrize(("lang", "word"), [("de", "abgesagt"), ("en", "cancelled")])
def test_a_cancelled_event_says_so_twice_at_most(desk, work, made, lang, word):
    """In a word under its format and with the reason; the facts beside it only say what was planned."""
    with work():
        call_off(get_event(made[0]))
    (main,) = parsed(desk.client.get(f"/events/{made[0]}", headers={"Accept-Language": lang})).iter("main")
    assert text_of(main).lower().count(word) == 2


def test_nobody_is_told_of_a_place_at_what_is_off_or_over(app, desk, work, made):
    """„Sie haben … Plätze“ is said of what takes place; otherwise, what becomes of them."""
    slug, _measure = made

    def own():
        (page,) = [a for each, a in _pages(app, slug, desk.client, "de") if each.endpoint == "public.own.registration"]
        return text_of(parsed(page))

    assert "Sie haben 2 Plätze." in own()
    with work():
        put_off(get_event(slug))
        ends_at = get_event(slug).ends_at
    assert "Sie haben 2 Plätze." not in own()
    assert "Ihre 2 Plätze gelten auch für den neuen Termin." in own()
    with work():
        call_off(get_event(slug))
    assert "Sie haben" not in own()
    with work():
        events.restore_event(event=get_event(slug), now=clock.now(), reason="Doch")
    with clock.set_to(ends_at):
        assert "Sie haben" not in own()


def test_places_without_a_town_leave_no_comma_behind(app, desk, work):
    for given in ({"city": "", "postcode": "", "street": ""}, {"city": "", "postcode": ""}, {"postcode": ""}, {}):
        with work():
            event = make_event("Halle", host=desk.host, venue=make_venue(name="Halle", **given))
            make_registration(event)
            make_item(event)
            slug = event.slug
        for each, answer in _pages(app, slug, desk.client, "de"):
            if answer.data.startswith(b"<!DOCTYPE html>"):
                said = text_of(parsed(answer))
                assert re.search(r"Halle,\s*(?:,|[A-ZÄÖÜ]?$|\.)|, ,", said) is None, each.endpoint
                for line in parsed(answer).iter("p"):
                    assert not text_of(line).endswith(","), each.endpoint
