"""A form by which people come, go or change stands only where it is taken; elsewhere the true reason stands first."""

import itertools
from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration, people
from tests.giants import giants_turn
from tests.html import parsed, text_of
from tests.invited import GERMAN
from tests.phases import bring_to
from tests.queries import counted
from webapp.accounts.acting import acting_as
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.errors import RegistrationClosedError
from webapp.registration.services import history
from webapp.registration.types import LINK, LIVE, STAFF_LINK, Head

pytestmark = pytest.mark.usefixtures("now")

PHASES = ("open", "closed", "running", "past", "cancelled", "postponed")
STANDS = (
    *("confirmed", "pending", "waiting", "unproved rank", "requested", "unproved request", "offered"),
    *("cancelled", "declined", "expired", "erased"),
)
UNPROVED = {"pending", "unproved rank", "unproved request"}
GONE = {"cancelled", "declined", "expired", "erased"}
REASONS = {
    "cancelled": "ist abgesagt",
    "postponed": "ist verschoben",
    "past": "ist vorbei",
    "running": "hat begonnen",
    "closed": "Anmeldung ist geschlossen",
}
WRONG = {
    "cancelled": "hat begonnen oder ist vorbei",
    "postponed": "hat begonnen oder ist vorbei",
    "past": "ist abgesagt",
    "running": "ist abgesagt",
    "closed": "hat begonnen",
    "open": "hat begonnen",
}
_keys = itertools.count()


def registered(stands, phase, **more):
    """A registration of two people that stands so, at an event that stands so; its public id."""
    event = make_event(**{"capacity": 20, **more})
    services.ask(event=event, definitions=[Definition("diet", FieldKind.TEXT, {"de": "Kost"})], now=clock.now())
    made = make_registration(
        event,
        "Ada",
        heads=people("Ada", "Alex"),
        confirmed=stands not in UNPROVED,
        field_set_id=queries.setup_of(event.id).field_set_id,
    )
    status = {"unproved rank": "waiting", "unproved request": "requested"}.get(stands, stands)
    if status == "erased":
        services.erase(registration=made, now=clock.now())
    else:
        made.status = status
    if status == "waiting":
        made.queued_at = clock.now()
    if status == "offered":
        made.held_until = clock.now() + timedelta(hours=5)
    session().flush()
    bring_to(event, phase)
    return made.public_id


CONFIRM_FIRST = "Bitte bestätigen Sie die Anmeldung zuerst."


@pytest.fixture
def own_page(app):
    """The address of one's own registration."""

    def address(public_id):
        with app.app_context():
            return f"/registrations/{links.seal(LINK, public_id)}"

    return address


@pytest.fixture
def join_page(app):
    """The address by which others put themselves down."""

    def address(public_id):
        with app.app_context():
            return f"/join/{links.seal(STAFF_LINK, public_id)}"

    return address


def asks(page):
    """Whether the page has a form in which something is to be typed."""
    return any(each.get("name") in {"name", "q-diet"} for each in page.iter("input"))


def send(client, path, **typed):
    data = {"once_key": f"joining-{next(_keys)}", **typed}
    return client.post(path, data=data, headers=GERMAN, follow_redirects=True)


def names_of(work, public_id):
    with work():
        made = queries.get_by_public_id(public_id)
        return [each.name for each in made.attendees], dict(made.answers)


@pytest.mark.giant
@pytest.mark.parametrize("stands", STANDS)
def test_a_form_stands_only_where_it_is_taken(client, work, own_page, join_page, stands):
    for phase in giants_turn(PHASES, list(STANDS).index(stands)):
        with work():
            public_id = registered(stands, phase)
            first = (queries.get_by_public_id(public_id).attendees or [None])[0].public_id
        own = own_page(public_id)
        joins = phase == "open" and stands not in UNPROVED | GONE
        is_ahead = phase in {"open", "closed", "running"}
        changes = is_ahead and stands not in UNPROVED | GONE
        pages = {
            join_page(public_id): (joins, {"name": "Neu"}),
            f"{own}/people/new": (joins, {"name": "Neu"}),
            f"{own}/people/{first}/replace": (changes, {"name": "Statt"}),
            f"{own}/answers": (changes, {"q-diet": "vegan"}),
        }
        for path, (may, typed) in pages.items():
            case = (phase, path.rpartition("/")[2])
            page = parsed(client.get(path, headers=GERMAN, follow_redirects=True))
            assert asks(page) is may, case
            before, said = names_of(work, public_id), text_of(page)
            answer = text_of(parsed(send(client, path, **typed)))
            assert (names_of(work, public_id) != before) is may, case
            if may:
                continue
            reason = REASONS.get(phase)
            if is_ahead and stands in UNPROVED and path.startswith(f"{own}/") and not path.endswith("/new"):
                assert CONFIRM_FIRST in said, (case, said)
                assert CONFIRM_FIRST in answer, (case, answer)
            elif reason and (phase not in {"closed", "running"} or stands not in GONE):
                assert reason in said, (case, said)
                assert reason in answer, (case, answer)
            assert WRONG[phase] not in said + answer, (case, said, answer)


@pytest.mark.parametrize("stands", STANDS)
def test_the_own_page_offers_what_is_taken_and_names_what_there_is(client, work, own_page, join_page, stands):
    for phase in PHASES:
        with work():
            public_id = registered(stands, phase)
        answer = client.get(own_page(public_id), headers=GERMAN)
        said = text_of(parsed(answer).find(".//main"))
        lives, joins = stands not in GONE, phase == "open" and stands not in UNPROVED | GONE
        changes = phase in {"open", "closed", "running"} and lives and stands not in UNPROVED
        assert ("Noch jemand kommt mit" in said) is joins, phase
        assert (join_page(public_id) in answer.text) is joins, phase
        assert ("/replace" in answer.text) is changes, phase
        assert ("/leave" in answer.text) is changes, phase
        assert "Wer noch mitkommt" not in said
        comes = lives and phase not in {"past", "cancelled"}
        has_tickets = stands == "confirmed" and phase != "cancelled"
        assert ("Wer kommt" in said) is (comes and not has_tickets), (phase, said)
        assert ("Ihre Tickets" in said) is has_tickets, phase
        if stands != "confirmed":
            assert "Ticket" not in said, (phase, said)
        closed = phase in {"closed", "running"} and lives
        assert ("kann niemand mehr dazukommen" in said) is closed, phase
        if phase in {"past", "cancelled"}:
            assert not [each for each in ("der Warteliste", "Platz frei", "entscheidet") if each in said], (phase, said)


@pytest.mark.parametrize("stands", [each for each in STANDS if each not in UNPROVED])
def test_who_has_joined_reads_how_the_group_stands(client, work, join_page, stands):
    for phase in PHASES:
        with work():
            public_id = registered(stands, phase)
        said = text_of(parsed(client.get(f"{join_page(public_id)}/done", headers=GERMAN)).find(".//main"))
        ahead = phase in {"open", "closed", "running"}
        assert ("Sie sind dabei" in said or "Ticket" in said) is (ahead and stands == "confirmed"), (phase, said)
        assert ("gilt nicht mehr" in said) is (stands in GONE), (phase, said)
        assert ("stehen mit den anderen auf der Warteliste" in said) is (ahead and stands in {"waiting", "offered"})
        assert ("Noch jemanden" in said) is (phase == "open" and stands not in GONE), (phase, said)


@pytest.mark.both
def test_after_the_deadline_links_add_nobody_and_the_desk_does(work):
    with work():
        event = make_event()
        made = make_registration(event, heads=people("Ada", "Alex"))
        event.registration_closes_at = clock.now()
        head, now = Head("Neu"), clock.now()
        with pytest.raises(RegistrationClosedError), acting_as(history.own(made)):
            services.add_attendee(registration=made, head=head, now=now)
        with acting_as(history.own(made)):
            services.replace_attendee(registration=made, attendee_id=made.attendees[0].id, head=Head("Statt"), now=now)
        with acting_as(history.own(made)):
            services.drop_attendee(registration=made, attendee_id=made.attendees[0].id, now=now)
        assert services.add_attendee(registration=made, head=head, now=now).name == "Neu"


@pytest.mark.parametrize(("capacity", "most", "said"), [(2, 6, "kein Platz mehr frei"), (20, 2, "nicht noch mehr")])
def test_without_room_nobody_is_asked(client, work, own_page, join_page, capacity, most, said):
    with work():
        event = make_event(capacity=capacity)
        services.set_up(event=event, most_heads=most)
        public_id = make_registration(event, heads=people("Ada", "Alex")).public_id
    for path in (join_page(public_id), f"{own_page(public_id)}/people/new"):
        page = parsed(client.get(path, headers=GERMAN, follow_redirects=True))
        assert not asks(page)
        assert said in text_of(page)
        send(client, path, name="Neu")
    assert names_of(work, public_id)[0] == ["Ada", "Alex"]
    page = client.get(own_page(public_id), headers=GERMAN).text
    assert "Noch jemand kommt mit" not in page
    # Where nobody else may come anyway there is nothing to explain; a link that leads nowhere isn't given out.
    assert (said in page, join_page(public_id) in page) == (most > 2, False)


@pytest.mark.parametrize("phase", PHASES)
def test_stale_buttons_are_refused_with_the_true_reason(client, work, own_page, phase):
    with work():
        public_id = registered("confirmed", phase)
        made = queries.get_by_public_id(public_id)
        first, seen = made.attendees[0].public_id, queries.mark_of_people(made)
    own = own_page(public_id)
    changes, leaves = phase in {"open", "closed", "running"}, phase not in {"past", "cancelled"}
    for path, may in ((f"{own}/people/{first}/leave", changes), (f"{own}/cancel", leaves)):
        said = text_of(parsed(send(client, path, seen=seen)).find(".//main"))
        assert WRONG[phase] not in said, (path, said)
        assert REASONS.get(phase, "") in said or may, (path, said)
    with work():
        assert (queries.get_by_public_id(public_id).status in LIVE) is not leaves


def test_the_own_page_asks_no_more_for_more_people(app, client, work, own_page):
    counts = []
    for heads in (1, 5):
        with work():
            made = make_registration(make_event(), heads=people(*(f"P{each}" for each in range(heads))))
            public_id = made.public_id
        with counted(app) as asked:
            client.get(own_page(public_id))
        counts.append(len(asked))
    assert counts[0] == counts[1]
