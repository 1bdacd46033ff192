"""Every page that speaks of stations, in every phase of their event: it offers what is taken and nothing else."""

import re
from datetime import timedelta

import pytest

from tests.factories.accounts import make_access_link
from tests.factories.events import make_event
from tests.factories.stations import make_group, make_guest, make_station
from tests.html import parsed
from tests.integration.hall.conftest import make_holder, seen_on, text_of
from tests.phases import bring_to
from webapp.accounts.types import LINK as ACCESS_LINK
from webapp.accounts.types import Role
from webapp.events import services as events
from webapp.foundation import clock, tokens
from webapp.registration.types import LINK as REGISTRATION_LINK
from webapp.stations import services
from webapp.tickets.payload import payload_of

pytestmark = pytest.mark.usefixtures("now")


def restored(event):
    events.cancel_event(event=event, now=clock.now(), reason="Sturm")
    events.restore_event(event=event, now=clock.now(), reason="Sturm vorbei")


def moved(event):
    events.postpone_event(event=event, now=clock.now(), reason="Saal gesperrt")
    begins = clock.now() + timedelta(days=90)
    ends = begins + timedelta(days=1)
    events.postpone_event(event=event, now=clock.now(), reason="Neu", starts_at=begins, ends_at=ends)


def long_over(event):
    event.starts_at, event.ends_at = clock.now() - timedelta(days=41), clock.now() - timedelta(days=40)


def draft(event):
    event.status = "draft"


def phase(name):
    return lambda event: bring_to(event, name)


PHASES = {
    "draft": draft,
    "upcoming": phase("upcoming"),
    "running": phase("running"),
    "over this morning": phase("past"),
    "long over": long_over,
    "cancelled": phase("cancelled"),
    "postponed": phase("postponed"),
    "restored": restored,
    "moved": moved,
}
OPEN = {"upcoming", "running", "over this morning", "restored", "moved"}
NOTHING_FREE = {"over this morning", "long over", "cancelled", "postponed"}
# What a station's page says, and in which phases alone.
SAID = {
    "findet nicht wie geplant statt": {"cancelled", "postponed"},
    "Diese Veranstaltung ist vorbei": {"long over"},
    "noch nicht veröffentlicht": {"draft"},
    "Hier mitmachen": OPEN - {"over this morning"},
    "Waren Sie hier?": {"over this morning", "long over"},
}
COUNTED = re.compile(r"\d (frei|free)\b|places? taken|Plätzen? belegt|ist voll|is full")
FREE = re.compile(r"\bfreie?\b|\bfree\b")
VISITORS = ["stranger", "without a place", "with a place", "in a group"]
IN_ORDER = ["recognise", "join", "form", "leave_group", "choose", "leave", "forget"]


class Hall:
    """Three stations – with places, without a limit, full – and somebody with a ticket who stands there somehow."""

    def __init__(self, work, app, visitor, bring):
        def seal(purpose, public_id):
            return tokens.seal(app.config["SECRET_KEY"], purpose, public_id)

        with work():
            event = make_event(starts_in=timedelta(days=2))
            stations = [make_station(event, f"Thema {capacity}", capacity=capacity) for capacity in (20, None, 1)]
            guest, self.ticket = make_holder(event)
            group = make_group(stations[0], "Holz")
            services.choose_station(attendee=make_guest(event), station=stations[2], now=clock.now())
            if visitor in {"with a place", "in a group"}:
                services.choose_station(attendee=guest, station=stations[0], now=clock.now())
            if visitor == "in a group":
                services.join_group(attendee=guest, group=group, now=clock.now())
            link = make_access_link(event, Role.FACILITATOR, valid_for=timedelta(days=30))
            bring(event)
            self.slug, self.group, self.code = event.slug, group.public_id, self.ticket.code
            self.access = f"/link/{seal(ACCESS_LINK, link.public_id)}"
            self.stations = [f"/stations/{seal('station', one.public_id)}" for one in stations]
            self.pages = [
                *self.stations,
                f"/events/{event.slug}",
                f"/events/{event.slug}/board",
                f"/events/{event.slug}/board/part",
                f"/events/{event.slug}/results",
                f"/registrations/{seal(REGISTRATION_LINK, guest.registration.public_id)}",
                f"/t/{payload_of(self.ticket, event)}",
            ]


def offers_of(page):
    """Address and fields of each form that acts at a station."""
    found = []
    for form in parsed(page).iter("form"):
        if not (form.get("action") or "").startswith("/stations/"):
            continue
        fields = {each.get("name"): each.get("value") or "" for each in form.iter("input") if each.get("name")}
        found.append((form.get("action"), {name: value for name, value in fields.items() if name != "csrf_token"}))
    return found


def opened(browser, address):
    """The page, or nothing where the reader sees none."""
    answer = browser.open(address)
    assert answer.status_code in {200, 404}, address
    return answer if answer.status_code == 200 else None


@pytest.mark.in_turns
@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("name", PHASES)
def test_what_a_page_offers_is_taken(app, work, browser, name, visitor):
    here = Hall(work, app, visitor, PHASES[name])
    if visitor != "stranger":
        browser.hold(here.ticket)
    pages = [page for address in here.pages if not address.endswith("/part") and (page := opened(browser, address))]
    offers = [offer for page in pages for offer in offers_of(page)]
    if name in OPEN:
        assert {fields["do"] for _, fields in offers} >= {
            "stranger": {"recognise"},
            "without a place": {"choose"},
            "with a place": {"choose", "join", "form", "leave"},
            "in a group": {"choose", "leave", "leave_group"},
        }[visitor]
    else:
        assert {fields["do"] for _, fields in offers} <= {"recognise", "forget"}
    typed = {"recognise": {"code": here.code}, "form": {"name": "Neu", "route": "new_idea"}}
    forgotten = False
    for address, fields in sorted(offers, key=lambda offer: IN_ORDER.index(offer[1]["do"])):
        if not forgotten:  # each page offers it, and once is enough
            now = {"seen": seen_on(browser.open(address))} if "seen" in fields else {}  # by now they are elsewhere
            answer = browser.send(address, **{**fields, **now, **typed.get(fields["do"], {})})
            assert answer.status_code == 303, (fields, text_of(answer))
        forgotten = fields["do"] == "forget"


@pytest.mark.parametrize("name", sorted(PHASES.keys() - OPEN))
def test_what_is_refused_in_a_phase_says_why_in_its_words(app, work, browser, name):
    here = Hall(work, app, "in a group", PHASES[name])
    browser.hold(here.ticket)
    wanted = [sentence for sentence, phases in SAID.items() if name in phases and not sentence.endswith("?")]
    for fields in (
        {"do": "choose"},
        {"do": "join", "group": here.group},
        {"do": "form", "name": "Neu", "route": "new_idea"},
    ):
        refused = browser.press(here.stations[0], **fields)
        assert refused.status_code == 409
        assert [text_of(refused).count(sentence) for sentence in wanted] == [1]


@pytest.mark.parametrize("name", PHASES)
def test_a_station_says_of_its_event_what_is_so(app, work, browser, name):
    here = Hall(work, app, "stranger", PHASES[name])
    words = text_of(browser.open(here.stations[0]))
    assert {sentence for sentence in SAID if sentence in words} == {
        sentence for sentence, phases in SAID.items() if name in phases
    }


def counted(here, browser, visitor):
    """The pages that say how many places are free or taken."""
    if visitor != "stranger":
        browser.hold(here.ticket)
    browser.client.post(here.access)
    found = set()
    for address in [*here.pages, f"/facilitate/{here.slug}"]:
        told = FREE if address.startswith("/stations/") else COUNTED
        answers = [browser.open(f"{address}?lang={lang}") for lang in ("de", "en")]
        if any(answer.status_code == 200 and told.search(text_of(answer)) for answer in answers):
            found.add(address)
    return found


@pytest.mark.in_turns
@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("name", sorted(NOTHING_FREE))
def test_nothing_is_free_at_what_is_over_or_off(app, work, browser, name, visitor):
    assert counted(Hall(work, app, visitor, PHASES[name]), browser, visitor) == set()


@pytest.mark.parametrize("name", sorted(PHASES.keys() - NOTHING_FREE - {"draft"}))
def test_what_is_free_is_said_while_it_can_be_taken(app, work, browser, name):
    here = Hall(work, app, "without a place", PHASES[name])
    assert counted(here, browser, "without a place") >= {*here.stations, *here.pages[3:6], f"/facilitate/{here.slug}"}


def test_who_was_there_finds_the_canvas_again(app, work, browser):
    here = Hall(work, app, "in a group", long_over)
    assert browser.send(here.stations[0], do="recognise", code=here.code).status_code == 303
    page = browser.open(here.stations[0])
    assert "Sie haben hier einen Platz genommen" in text_of(page)
    canvas = page.get_data(as_text=True).split('href="/canvases/')[1].split('"')[0]
    assert browser.open(f"/canvases/{canvas}").status_code == 200


def test_a_station_that_is_over_says_how_many_took_a_place(app, work, browser):
    here = Hall(work, app, "with a place", long_over)
    words = text_of(browser.open(here.stations[0]))
    assert "1 Person hat hier einen Platz genommen" in words
