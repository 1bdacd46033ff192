"""What the desk does although somebody was let in, and its word on people who join later."""

import io
import uuid
from datetime import timedelta

import pytest

from tests.factories.registration import by_link, make_registration, people
from tests.forms import sent_from
from tests.html import parsed
from tests.integration.checkin.conftest import make_door_event, two_let_in
from webapp.checkin import queries as door
from webapp.checkin import services as doors
from webapp.checkin.types import Direction, Scan, Verdict
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, files
from webapp.registration import queries, services
from webapp.registration.types import Head
from webapp.tickets.queries import tickets_of_registration


@pytest.fixture
def came(desk, work):
    """Two of one registration, of whom the first is inside: the event's slug and the registration's id."""
    with work():
        event, made = two_let_in(host=desk.host, capacity=2)
        return event.slug, made.public_id, [each.public_id for each in made.attendees]


def seen_of(work, public_id):
    """The mark of whom the page shows."""
    with work():
        return queries.mark_of_people(queries.get_by_public_id(public_id))


def counted(event):
    return door.counts_of(event.id).present, door.came_count(event.id)


@pytest.mark.parametrize("act", ["drop", "replace", "cancel"])
def test_the_desk_is_warned_and_then_sees_them_out(desk, work, read, came, act):
    slug, public_id, (ada, _alex) = came
    path = f"/events/{slug}/registrations/{public_id}/"
    path += "cancel" if act == "cancel" else f"people/{ada}/{act}"
    typed = {"name": "Ben Beispiel"} if act == "replace" else {"seen": seen_of(work, public_id)}
    warned = desk.send(path, typed)
    assert warned.status_code == 409
    assert "schon jemand eingelassen" in warned.text
    assert "Ada Muster" in warned.text
    parsed(warned)
    assert read(slug, counted) == (2, 2)
    again = sent_from(parsed(warned), "insist")
    assert desk.send(path, again, key=again.pop("once_key")[0]).status_code == 303
    left = {"drop": ["Alex Muster"], "replace": ["Alex Muster", "Ben Beispiel"], "cancel": []}[act]
    with work():
        made = queries.get_by_public_id(public_id)
        assert [each.name for each in made.attendees if made.status == "confirmed"] == left
    assert read(slug, counted) == (0 if act == "cancel" else 1, 2)


@pytest.fixture
def certified(work, came):
    """As `came`, where each person has to bring a certificate."""
    proof = Definition("cv", FieldKind.FILE, {"de": "Nachweis"}, of_each=True, required=True)
    with work():
        services.ask(event=queries.get_by_public_id(came[1]).event, definitions=[proof], now=clock.now())
    return f"/events/{came[0]}/registrations/{came[1]}/people/{came[2][0]}/replace"


def certificate(name="attest.pdf"):
    return io.BytesIO(b"%PDF-1.7 a small file %%EOF"), name


def test_a_file_goes_along_with_what_the_desk_insists_on(desk, work, came, certified):
    asked = desk.send(certified, {"name": "Ben", "q-cv": certificate()})
    assert asked.status_code == 409
    again = sent_from(parsed(asked), "insist")
    assert desk.send(certified, again, key=again.pop("once_key")[0]).status_code == 303
    with work():
        (answer,) = [each.answers for each in queries.get_by_public_id(came[1]).attendees if each.name == "Ben"]
        assert answer["cv"]["name"] == "attest.pdf"
        assert files.path_of(answer["cv"]["id"]).exists()


def test_a_file_chosen_in_place_of_one_that_was_dropped_goes_along(desk, work, came, certified):
    first = desk.send(certified, {"name": "", "q-cv": certificate("alt.pdf")}, key="k")
    assert first.status_code == 422
    assert "alt.pdf" in first.text
    asked = desk.send(certified, {"name": "Ben", "q-cv-drop": "y", "q-cv": certificate("neu.pdf")}, key="k")
    assert asked.status_code == 409
    assert desk.send(certified, sent_from(parsed(asked), "insist") | {"once_key": "k"}).status_code == 303
    with work():
        (answer,) = [each.answers for each in queries.get_by_public_id(came[1]).attendees if each.name == "Ben"]
        assert answer["cv"]["name"] == "neu.pdf"


def test_what_was_insisted_on_is_not_asked_again_when_something_else_has_to_be_mended(desk, came, certified):
    page = desk.send(certified, {"name": "Ben", "insist": came[2][0]})
    assert page.status_code == 422
    again = sent_from(parsed(page), "insist")
    assert desk.send(certified, {**again, "q-cv": certificate()}, key="k").status_code == 303


def again_from(desk, path, asked):
    """What the button of the page that asks once more sends."""
    again = sent_from(parsed(asked), "insist")
    return desk.send(path, again, key=again.pop("once_key")[0])


@pytest.fixture
def one_came(desk, work):
    """Two of one registration, of whom Ada came in and has left."""
    with work():
        event = make_door_event(host=desk.host, capacity=2)
        made = make_registration(event, "Ada Muster", heads=people("Ada Muster", "Alex Muster"))
        made_id, public_id = made.id, made.public_id
        path = f"/events/{event.slug}/registrations/{made.public_id}/cancel"
    pass_through(work, made_id, 0, Direction.IN)
    pass_through(work, made_id, 0, Direction.OUT)
    return path, made_id, public_id


def pass_through(work, made_id, number, direction):
    """One of the registration goes in or out by the door."""
    clock.move_on(timedelta(minutes=1))
    with work():
        made = queries.get_registration(made_id)
        (ticket,) = [each for each in tickets_of_registration(made_id) if each.attendee_id == made.attendees[number].id]
        shown = Verdict.ADMITTED if direction is Direction.IN else Verdict.LEFT
        scan = Scan(str(uuid.uuid4()), ticket.reference, direction, clock.now(), "N", shown=shown)
        doors.record(door=door.door_of(made.event), scans=[scan], now=clock.now())


def standing(work, made_id):
    with work():
        made = queries.get_registration(made_id)
        return made.status, [each.inside_since is not None for each in made.attendees]


@pytest.mark.parametrize("leaves_again", [False, True])
def test_who_came_in_since_the_desk_was_asked_is_asked_about_anew(desk, work, one_came, leaves_again):
    path, made_id, public_id = one_came
    asked = desk.send(path, {"seen": seen_of(work, public_id)})
    assert asked.status_code == 409
    assert "Alex Muster" not in asked.text.partition("<main")[2].partition("</ul>")[0]
    pass_through(work, made_id, 1, Direction.IN)
    if leaves_again:
        pass_through(work, made_id, 1, Direction.OUT)
    second = again_from(desk, path, asked)
    assert second.status_code == 409
    named = second.text.partition("<main")[2]
    assert "Ada Muster" in named
    assert "Alex Muster" in named
    assert standing(work, made_id) == ("confirmed", [False, not leaves_again])
    assert again_from(desk, path, second).status_code == 303
    assert standing(work, made_id) == ("cancelled", [False, False])


def test_whom_the_page_named_may_have_come_back_meanwhile(desk, work, one_came):
    path, made_id, public_id = one_came
    asked = desk.send(path, {"seen": seen_of(work, public_id)})
    pass_through(work, made_id, 0, Direction.IN)
    assert again_from(desk, path, asked).status_code == 303
    assert standing(work, made_id) == ("cancelled", [False, False])


def test_nobody_is_seen_out_whom_no_page_named(desk, work, read, came):
    slug, public_id, (_ada, alex) = came
    path = f"/events/{slug}/registrations/{public_id}/cancel"
    for said in ("y", alex, "gibt-es-nicht"):
        asked = desk.send(path, {"insist": said, "seen": seen_of(work, public_id)})
        assert asked.status_code == 409
        assert "Ada Muster" in asked.text
        assert read(slug, counted) == (2, 2)


def test_many_at_once_leave_out_who_was_let_in(desk, work, read, came):
    slug, public_id, _heads = came
    answer = desk.send(
        f"/events/{slug}/registrations/many/cancel", {"people": public_id, "seen": seen_of(work, public_id)}
    )
    assert answer.status_code == 303
    with work():
        assert queries.get_by_public_id(public_id).status == "confirmed"
    assert read(slug, counted) == (2, 2)


def test_the_desk_asks_newcomers_as_well(desk, work):
    size = Definition("size", FieldKind.TEXT, {"de": "Größe"}, required=True, of_each=True)
    with work():
        event = make_door_event(host=desk.host)
        services.ask(event=event, definitions=[size], now=clock.now())
        made = make_registration(event)
        slug, public_id = event.slug, made.public_id
    path = f"/events/{slug}/registrations/{public_id}/people/new"
    assert "Größe" in desk.client.get(f"/manage{path}", headers={"Accept-Language": "de"}).text
    assert desk.send(path, {"name": "Ben"}).status_code == 422
    assert desk.send(path, {"name": "Ben", "q-size": "M"}).status_code == 303
    with work():
        assert [each.answers for each in queries.get_by_public_id(public_id).attendees] == [{}, {"size": "M"}]


def test_the_desk_decides_about_wishes_on_the_page_of_the_registration(desk, work):
    with work():
        event = make_door_event(host=desk.host)
        services.set_up(event=event, needs_approval=True)
        made = make_registration(event, "Ada Muster")
        services.approve(registration=made, now=clock.now())
        for name in ("Ben", "Cem"):
            by_link(services.add_attendee, made, head=Head(name))
        ben, cem = (each.public_id for each in queries.wishes_of(made.id))
        slug, public_id = event.slug, made.public_id
    path = f"/events/{slug}/registrations"
    assert "Ada Muster" in desk.client.get(f"/manage{path}", headers={"Accept-Language": "de"}).text
    page = desk.client.get(f"/manage{path}/{public_id}", headers={"Accept-Language": "de"})
    parsed(page)
    assert "Darf Ben auch kommen?" in page.text
    one = f"{path}/{public_id}/wishes"
    assert desk.send(f"{one}/{ben}/approve").status_code == 303
    assert desk.send(f"{one}/{ben}/approve").status_code == 303
    assert desk.send(f"{one}/{cem}/decline").status_code == 422
    assert desk.send(f"{one}/{cem}/decline", {f"w{cem[:6]}-reason": "Zu voll."}).status_code == 303
    with work():
        made = queries.get_by_public_id(public_id)
        assert [each.name for each in made.attendees] == ["Ada Muster", "Ben"]
        assert queries.wishes_of(made.id) == []
