"""What the own page takes is the latest word, wherever the answer before was kept: it reaches the door as it is."""

import json
from dataclasses import replace

import pytest

from tests.factories.registration import by_link, make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from tests.integration.checkin.conftest import make_door_event, post  # noqa: F401 - a door of the event
from webapp.capacity.queries import level
from webapp.checkin.queries.lists import NOT_PICTURED, parts_of
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, tokens
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.queries.desk import history_of
from webapp.registration.types import LINK, Head

pytestmark = pytest.mark.usefixtures("now")

GERMAN = {"Accept-Language": "de"}
NEEDS = Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"})
PHOTOS = Definition("photos", FieldKind.PHOTOS, {"de": "Fotos?"})
WORKSHOP = Definition(
    "workshop",
    FieldKind.CHOICE,
    {"de": "Workshop"},
    choices=(("a", {"de": "Holz"}), ("b", {"de": "Stein"})),
    places={"a": 1, "b": 1},
)
GIVEN = {"photos": "yes", "needs": "Rollstuhl"}


def asking(*definitions):
    event = make_door_event(capacity=5)
    ask(event, *definitions)
    return event


def ask(event, *definitions):
    services.ask(event=event, definitions=definitions, now=clock.now())


def registered(event, *heads, **more):
    version = queries.setup_of(event.id).field_set_id
    return make_registration(event, "Nora", heads=heads or (Head("Nora"),), field_set_id=version, **more)


def page_of(made):
    return f"/registrations/{links.seal(LINK, made.public_id)}"


def form_of(client, page):
    return sent_from(parsed(client.get(f"{page}/answers", headers=GERMAN)), "seen")


def save(client, page, **typed):
    sent = form_of(client, page) | {key.replace("_", "-"): [value] for key, value in typed.items()}
    answer = client.post(f"{page}/answers", data={**sent, "once_key": tokens.new_id()}, headers=GERMAN)
    assert answer.status_code == 303, answer.text


def told(work, event):
    """What the door's list says of needs, and of pictures, by name."""
    with work():
        rows = [row for part in parts_of(event.id).values() for row in json.loads(part.rows)]
        return {row[2]: (row[5], row[6]) for row in rows if row[2]}


def test_needs_told_after_somebody_else_came_reach_the_door(work, client):
    with work():
        event = asking(NEEDS, PHOTOS)
        made = registered(event, answers=GIVEN)
        head = Head("Ben", answers={"photos": "yes"})
        by_link(services.replace_attendee, made, attendee_id=made.attendees[0].id, head=head)
        page = page_of(made)
    assert form_of(client, page)["q-photos"] == ["yes"]
    save(client, page, q_needs="Rampe", q_needs_consent="y", q_photos="no")
    assert told(work, event) == {"Ben": ("Rampe", NOT_PICTURED)}
    assert form_of(client, page)["q-needs"] == ["Rampe"]
    save(client, page, q_needs="")
    assert told(work, event) == {"Ben": ("", NOT_PICTURED)}


def test_whoever_was_put_down_at_the_door_may_take_a_yes_back(work, client, post):  # noqa: F811
    with work():
        event = asking(NEEDS, PHOTOS)
        door = post(event)
    typed = {"once_key": tokens.new_id(), "name": "Nora", "email": "nora@example.org", "q-photos": "yes"}
    assert door.client.post(f"/checkin/{door.slug}/walk-in", data=typed, headers=GERMAN).status_code == 303
    with work():
        page = page_of(queries.find_live(event.id, "nora@example.org"))
    save(client, page, q_photos="no")
    assert told(work, event) == {"Nora": ("", NOT_PICTURED)}


@pytest.mark.parametrize("before", [True, False], ids=["each to once", "once to each"])
def test_the_answer_is_shown_and_replaced_however_it_was_asked_before(work, client, before):
    with work():
        event = asking(replace(NEEDS, of_each=before), replace(PHOTOS, of_each=before))
        made = registered(event, Head("Nora", answers=GIVEN)) if before else registered(event, answers=GIVEN)
        page, made_id = page_of(made), made.id
        ask(event, replace(NEEDS, of_each=not before), replace(PHOTOS, of_each=not before))
    p = "q" if before else "p0_q"
    shown = form_of(client, page)
    assert [shown[f"{p}-{key}".replace("_", "-")] for key in ("photos", "needs")] == [["yes"], ["Rollstuhl"]]
    save(client, page)
    with work():
        assert [each.kind for each in history_of(made_id)].count("answers") == 0
    save(client, page, **{f"{p}_photos": "no", f"{p}_needs": ""})
    assert told(work, event) == {"Nora": ("", NOT_PICTURED)}
    own = text_of(parsed(client.get(page, headers=GERMAN)).find(".//main"))
    assert "Rollstuhl" not in own


def test_what_people_said_differently_is_told_and_stays_until_it_is_answered(work, client):
    with work():
        event = asking(replace(PHOTOS, of_each=True), replace(NEEDS, of_each=True))
        heads = Head("Ada", answers={"photos": "yes", "needs": "Rampe"}), Head("Ben", answers={"photos": "no"})
        page = page_of(registered(event, *heads))
        ask(event, PHOTOS, NEEDS)
    before = told(work, event)
    assert form_of(client, page).get("q-photos", [""]) == [""]
    assert "Ada: Ja; Ben: Nein" in client.get(f"{page}/answers", headers=GERMAN).text
    save(client, page)
    assert told(work, event) == before
    save(client, page, q_photos="no")
    assert told(work, event) == {"Ada": ("Rampe", NOT_PICTURED), "Ben": ("", NOT_PICTURED)}


def test_another_workshop_takes_the_place_of_the_one_before(work, client):
    with work():
        event = asking(replace(WORKSHOP, of_each=True))
        page = page_of(registered(event, Head("Nora", answers={"workshop": "a"})))
        ask(event, WORKSHOP)
    save(client, page, q_workshop="b")
    with work():
        assert {one.choice_key: level(one.pool_id).taken for one in queries.setup_of(event.id).choices} == {
            "a": 0,
            "b": 1,
        }


@pytest.mark.parametrize(("word", "pictured"), [("no", False), ("", True)], ids=["a no", "nothing"])
@pytest.mark.parametrize("of_each", [True, False], ids=["each", "once"])
def test_the_answer_to_what_is_asked_now_counts(work, client, word, pictured, of_each):
    """Pictures were asked about once more, under a key of its own."""
    with work():
        event = asking(replace(PHOTOS, of_each=True))
        page = page_of(registered(event, Head("Nora", answers={"photos": "yes"})))
        ask(event, replace(PHOTOS, key="bilder", of_each=of_each, label={"de": "Dürfen wir Bilder zeigen?"}))
    field = "p0_q_bilder" if of_each else "q_bilder"
    save(client, page, **{field: word})
    assert (told(work, event)["Nora"][1] != NOT_PICTURED) is pictured
    # Whoever says nothing any more afterwards hasn't said yes again.
    if word == "no":
        save(client, page, **{field: ""})
        assert told(work, event)["Nora"][1] == NOT_PICTURED
