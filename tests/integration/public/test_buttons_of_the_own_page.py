"""The own page in each state and in each phase of the event: what it shows can be done, and what it says is so."""

import itertools
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import by_link, make_category, make_registration, people
from tests.giants import giant, giants_turn
from tests.html import parsed, text_of
from tests.phases import bring_to
from webapp.admin.wording.labels import STATES as AT_THE_DESK
from webapp.checkin import services as doors
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import Model, session
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.registration import queries, services
from webapp.registration.types import LINK, Application, Head, Source

pytestmark = pytest.mark.usefixtures("now")

PHASES = ("upcoming", "closed", "running", "past", "cancelled", "postponed")
SIZE = Definition("size", FieldKind.TEXT, {"de": "Größe"})
TYPED = {"name": "Ben Neu", "q-size": "viel"}
ENGLISH = {"Accept-Language": "en"}
FAR = {"starts_in": timedelta(days=9)}
_keys = itertools.count()


def make(*, confirmed=True, capacity=9, is_full=False, approved=False, heads=("Ada", "Alex")):
    event = make_event(capacity=2 if is_full else capacity, **FAR)
    if is_full:
        make_registration(event, heads=people("Gast", "Gästin"))
    services.ask(event=event, definitions=[SIZE], now=clock.now())
    category = make_category(event, needs_approval=approved)
    return make_registration(
        event, heads=people(*heads), confirmed=confirmed, category_id=category.id, answers={"size": "klein"}
    )


def offered(*, late=False):
    made = make(is_full=True)
    services.promote(registration=made, reason="Bitte", now=clock.now(), beyond=True)
    return be_late(made) if late else made


def be_late(made):
    made.held_until = clock.now() - timedelta(seconds=1)
    session().flush()
    return made


def expired(made):
    be_late(made)
    services.expire_due(now=clock.now())
    session().refresh(made)
    return made


def another(made, *, confirmed):
    expired(made)
    make_registration(made.event, email=made.email, confirmed=confirmed, category_id=made.category_id)
    return made


def done(made, act, *details, **more):
    act(*details, registration=made, now=clock.now(), **more)
    session().refresh(made)
    return made


def put_down():
    # Whoever asks for the same address again and again gets no more mails after a while.
    who = Application("Ada", f"ada{next(_keys)}@example.org", source=Source.DOOR)
    return services.walk_in(event=make_event(capacity=9, **FAR), application=who, now=clock.now())


def with_a_wish():
    made = done(make(approved=True), services.approve)
    by_link(services.add_attendee, made, head=Head("Cem"))
    return made


def one_inside():
    made = make()
    doors.let_in(event=made.event, registration_id=made.id, gate="", device="", now=made.event.starts_at)
    return made


# Each with what the page says of it, first of all, while the event lies ahead.
STATES = {
    "pending": (lambda: make(confirmed=False), "One more step: please confirm."),
    "pending, too late": (lambda: be_late(make(confirmed=False)), "The time for confirming has passed."),
    "waiting, unproved": (lambda: make(confirmed=False, is_full=True), "One more step: please confirm."),
    "waiting": (lambda: make(is_full=True), "You are number 1 on the waiting list."),
    "requested, unproved": (lambda: make(confirmed=False, approved=True), "One more step: please confirm."),
    "requested": (lambda: make(approved=True), "The host is considering your request."),
    "waiting, too late": (lambda: be_late(make(confirmed=False, is_full=True)), "The time for confirming has passed."),
    "requested, too late": (
        lambda: be_late(make(confirmed=False, approved=True)),
        "The time for confirming has passed.",
    ),
    "put down": (put_down, "You have a place."),
    "declined": (lambda: done(make(approved=True), services.decline, reason="Voll"), "we can’t offer you a place"),
    "offered": (offered, "2 places are free for you."),
    "offered, too late": (lambda: offered(late=True), "Our offer has expired."),
    "expired offer": (lambda: expired(offered()), "Our offer has expired."),
    "expired": (lambda: expired(make(confirmed=False)), "The time for confirming has passed."),
    "expired, entered anew": (lambda: another(make(confirmed=False), confirmed=False), "sent once more"),
    "expired, registered anew": (lambda: another(make(confirmed=False), confirmed=True), "no longer counts."),
    "confirmed": (make, "You have 2 places."),
    "confirmed, alone": (lambda: make(heads=("Ada",)), "You have a place."),
    "confirmed, full": (lambda: make(capacity=2), "You have 2 places."),
    "confirmed, with a wish": (with_a_wish, "You have 2 places."),
    "inside": (one_inside, "You have 2 places."),
    "cancelled": (lambda: done(make(), services.cancel), "This registration has been cancelled."),
}
# What the desk's list calls each of them, and what the page may say then and never else.
SAID = {
    "Confirmed": ("You have a place.", "You have 2 places."),
    "Not yet confirmed": ("One more step: please confirm.",),
    "Waiting list": ("on the waiting list.", "One more step: please confirm."),
    "To be decided": ("The host is considering your request.", "One more step: please confirm."),
    "Offered": ("2 places are free for you.",),
    "Expired": ("Our offer has expired.", "The time for confirming has passed.", "no longer counts.", "sent once more"),
    "Cancelled": ("This registration has been cancelled.",),
    "Declined": ("we can’t offer you a place",),
}


def page_in(client, work, state, phase):
    with work():
        made = STATES[state][0]()
        bring_to(made.event, phase)
        public_id, own = made.public_id, f"/registrations/{links.seal(LINK, made.public_id)}"
    answer = client.get(own, headers=ENGLISH)
    assert answer.status_code == 200
    return public_id, own, parsed(answer)


def to_be_pressed(document, own):
    """The buttons and the links of the page itself that lead to something to be done, one of each kind."""
    main = document.find(".//main")
    found = [("POST", form.get("action")) for form in main.iter("form") if form.get("method") == "post"]
    found += [("GET", link.get("href", "")) for link in main.iter("a")]
    ours = [(method, path) for method, path in found if path.startswith((f"{own}/", "/events/"))]
    return list(
        {
            (method, re.sub("/people/[^/]{22}/", "/", path.replace(own, ""))): (method, path) for method, path in ours
        }.values()
    )


def all_that_is_kept():
    """What each answer brings along anyway, and what follows from all else, left out."""
    beside = ("one_time_key", "search_")
    tables = [table for table in Model.metadata.sorted_tables if not table.name.startswith(beside)]
    return [[tuple(row) for row in session().execute(select(table).order_by(*table.primary_key))] for table in tables]


def refusals(client):
    with client.session_transaction() as kept:
        return [text for category, text in kept.pop("_flashes", []) if category == "warning"]


def press(client, method, path, **typed):
    data = {"once_key": f"pressed-{next(_keys)}", **typed} if method == "POST" else None
    return client.open(path, method=method, data=data, headers=ENGLISH)


@pytest.mark.in_turns
@pytest.mark.giant
@pytest.mark.parametrize("state", STATES)
def test_whatever_the_page_shows_can_be_done(client, work, state):
    first = list(STATES).index(state)
    for phase in ((*PHASES, *PHASES)[first % len(PHASES) :])[: giant(len(PHASES))]:
        _, own, document = page_in(client, work, state, phase)
        to_be_sent = []
        for number, (method, path) in enumerate(to_be_pressed(document, own)):
            if method == "GET":
                answer = press(client, "GET", path)
                assert (answer.status_code, refusals(client)) == (200, []), (phase, path)
                has_form = "<form" in main_of(answer)
                assert has_form or not path.endswith("/register"), (phase, path)
            if method == "POST" or (has_form and path.startswith(own)):
                to_be_sent.append(number)
        for number in to_be_sent:
            # In a world of its own: what is pressed changes what the next one may do.
            public_id, own, document = page_in(client, work, state, phase)
            _, path = to_be_pressed(document, own)[number]
            with work():
                before, seen = all_that_is_kept(), queries.mark_of_people(queries.get_by_public_id(public_id))
            ends_all = path.endswith(("/cancel", "/decline", "/erase"))
            typed = {**TYPED, "email": f"ben{next(_keys)}@example.org"} if path.endswith("/address") else TYPED
            answer = press(client, "POST", path, **typed, **({"seen": seen} if ends_all else {}))
            assert (answer.status_code, refusals(client)) == (303, []), (phase, path)
            with work():
                assert all_that_is_kept() != before, (phase, path, "did nothing")


def main_of(answer):
    return answer.text.partition("<main")[2] if answer.mimetype == "text/html" else ""


@pytest.mark.in_turns
@pytest.mark.giant
@pytest.mark.parametrize("state", STATES)
def test_what_the_page_says_agrees_with_the_desk_s_list(client, work, state):
    for phase in {"upcoming", *giants_turn(PHASES, list(STATES).index(state))}:
        public_id, _, document = page_in(client, work, state, phase)
        said = text_of(document.find(".//main")).replace("\u00a0", " ")
        with work(), speaking("en"):
            called = str(AT_THE_DESK[queries.get_by_public_id(public_id).status])
        if phase == "upcoming":
            assert STATES[state][1] in said, said
        if "too late" in state:
            continue  # until the job comes round
        others = {each for name, sentences in SAID.items() if name != called for each in sentences} - set(SAID[called])
        assert not [each for each in others if each in said.replace("no longer on the waiting list.", "")], phase


@pytest.mark.in_turns
@pytest.mark.giant
@pytest.mark.parametrize("state", STATES)
def test_the_page_of_what_was_erased_offers_nothing(client, work, state):
    for phase in giants_turn(PHASES, list(STATES).index(state)):
        public_id, own, _ = page_in(client, work, state, phase)
        with work():
            services.erase(registration=queries.get_by_public_id(public_id), now=clock.now())
        document = parsed(client.get(own, headers=ENGLISH))
        said = text_of(document.find(".//main")).replace("\u00a0", " ")
        assert "The personal data in this registration has been deleted." in said
        assert "Registered as" not in said
        assert not [path for _, path in to_be_pressed(document, own) if path.startswith(own)], phase


@pytest.mark.parametrize("state", ["offered, too late", "expired offer"])
def test_an_offer_that_has_ended_says_so_and_where_one_stands_and_what_can_be_done(client, work, state):
    for phase in PHASES:
        _, own, document = page_in(client, work, state, phase)
        said = text_of(document.find(".//main")).replace("\u00a0", " ")
        buttons = {each.removeprefix(own) for method, each in to_be_pressed(document, own) if method == "POST"}
        if state == "offered, too late" and phase in {"postponed", "cancelled"}:
            # Nothing runs out while nobody knows whether and when the event takes place.
            assert "Our offer has expired" not in said
            continue
        assert "Yes, I’ll come" not in said
        assert not buttons & {"/accept", "/decline", "/cancel"}
        assert ("/confirm" in buttons) == (phase == "upcoming")
        if phase in {"upcoming", "closed", "running"}:
            assert "Our offer has expired. The places are no longer kept for you" in said
            assert "You are no longer on the waiting list." in said
            assert ("Registration has closed in the meantime." in said) == (phase != "upcoming")
        assert ("Register again: if a place" in said) == (phase == "upcoming")


def test_whoever_comes_too_late_to_an_offer_registers_again_at_once(client, work):
    """Also before the job has come round: the place goes to the first in line, and the end of it is theirs."""
    public_id, own, _ = page_in(client, work, "offered, too late", "upcoming")
    press(client, "POST", f"{own}/confirm")
    with work():
        made = queries.get_by_public_id(public_id)
        assert (made.status, queries.waiting_position(made)) == ("waiting", 1)
