"""What the page of one registration offers the desk can be done, in each state and in each phase of the event."""

from urllib.parse import urlsplit

import pytest

from tests.factories.events import make_event
from tests.factories.registration import by_link, make_category, make_registration, people
from tests.html import parsed, text_of
from tests.phases import bring_to
from webapp.foundation import clock, tokens
from webapp.registration import queries, services
from webapp.registration.types import Head

PHASES = ("upcoming", "closed", "running", "past", "cancelled", "postponed")
GERMAN = {"Accept-Language": "de"}
SAID = {"reason": "Weil es so ist.", "name": "Nora Neu", "tags": "wichtig", "beyond": "y"}
REFUSED = "Es wurde nichts geändert."
WHY = {
    "running": "Die Veranstaltung hat begonnen.",
    "past": "Die Veranstaltung ist vorbei.",
    "cancelled": "Die Veranstaltung ist abgesagt.",
    "postponed": "Die Veranstaltung hat noch keinen neuen Termin.",
}


def asking(event):
    return make_registration(event, "Ada", category_id=make_category(event, needs_approval=True).id)


def wishing(event):
    made = asking(event)
    services.approve(registration=made, now=clock.now())
    by_link(services.add_attendee, made, head=Head("Ben"))
    return made


def waiting(event):
    make_registration(event, "Gast", heads=people(*(f"Gast {number}" for number in range(event.pool.capacity - 1))))
    return make_registration(event, "Ada", heads=people("Ada", "Ben"))


def seated(event):
    return make_registration(event, "Ada", heads=people("Ada", "Ben"))


STATES = {"requested": asking, "with a wish": wishing, "waiting": waiting, "confirmed": seated}


@pytest.fixture
def made(desk, work):
    """A registration that stands so while its event does; the path of its page."""

    def make(state, phase):
        with work():
            event = make_event(capacity=6, host=desk.host)
            public_id = STATES[state](event).public_id
            bring_to(event, phase)
            return f"/events/{event.slug}/registrations/{public_id}"

    return make


def buttons(desk, path):
    """Each form of the page with what stands in it."""
    forms = parsed(desk.client.get(f"/manage{path}", headers=GERMAN)).iter("form")
    return [
        (urlsplit(form.get("action") or "").path.removeprefix("/manage"), dict(_fields(form)))
        for form in forms
        if path in (form.get("action") or "")
    ]


def _fields(form):
    for each in form.iter("input", "textarea", "select"):
        name = each.get("name")
        if name and name != "csrf_token" and each.get("type") != "checkbox":
            chosen = next((option for option in each.iter("option") if option.get("selected") is not None), each)
            yield name, chosen.get("value") or ""


@pytest.mark.in_turns
@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("state", STATES)
def test_no_button_refuses_what_it_offers(desk, made, state, phase):
    for number in range(len(buttons(desk, made(state, phase)))):
        path = made(state, phase)
        action, fields = buttons(desk, path)[number]
        typed = {name: SAID.get(name.rpartition("-")[2], value) for name, value in fields.items()}
        ticked = {"beyond": "y"} if action.endswith("/promote") else {}  # as the page asks for where all is full
        answer = desk.send(action, {**typed, **ticked, "once_key": tokens.new_id()})
        assert answer.status_code in {200, 303}, (action, answer.status_code)
        said = text_of(parsed(desk.client.get(f"/manage{path}", headers=GERMAN)))
        assert REFUSED not in said, action
        assert "hat sich inzwischen geändert" not in said, action


@pytest.mark.parametrize("phase", PHASES)
def test_a_request_is_decided_while_that_is_of_use(desk, made, phase):
    path = made("requested", phase)
    offered = {action.rpartition("/")[2] for action, _fields in buttons(desk, path)}
    assert ({"approve", "decline"} <= offered) == (phase in {"upcoming", "closed", "running"})
    said = text_of(parsed(desk.client.get(f"/manage{path}", headers=GERMAN)))
    assert ("sobald die Veranstaltung einen neuen Termin hat" in said) == (phase == "postponed")


@pytest.mark.parametrize("phase", WHY)
def test_whoever_had_the_page_open_reads_why_it_can_not_be(desk, work, made, phase):
    acts = {"requested": ("approve", "decline"), "waiting": ("promote",), "confirmed": ("people/new",)}
    for state, tried in acts.items():
        for act in tried:
            if phase == "running" and act != "promote":
                continue
            path = made(state, phase)
            desk.send(f"{path}/{act}", SAID)
            said = text_of(parsed(desk.client.get(f"/manage{path}", headers=GERMAN)))
            assert WHY[phase] in said, act
            assert REFUSED in said, act
    with work():
        assert queries.get_by_public_id(path.rpartition("/")[2]).heads == 2
