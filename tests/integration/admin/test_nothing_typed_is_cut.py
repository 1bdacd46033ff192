"""What is too long is named at its field with the limit and stays in the form; nothing of it is saved."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.factories.stations import make_station
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.errors import InvalidError
from webapp.registration import services
from webapp.registration.queries import get_by_public_id
from webapp.registration.types import LONGEST_TAG

ALIKE = [f"Handwerkskammer Chemnitz Podium am Vormittag Block {letter}" for letter in "AB"]
LONGEST = "ä" * LONGEST_TAG


@pytest.fixture
def slug(desk, work):
    with work():
        return make_event("Dialog", host=desk.host).slug


@pytest.fixture
def people(work, slug):
    with work():
        return [make_registration(get_event(slug), name).public_id for name in ("Ada", "Ben")]


def tags_of(work, people):
    with work():
        return [get_by_public_id(each).tags for each in people]


def refused(answer, field, most):
    """What stands in the field of a form that was refused because of it, once the limit was named there."""
    assert answer.status_code == 422
    control = parsed(answer).find(f".//*[@name='{field}']")
    told = [parsed(answer).find(f".//*[@id='{each}']") for each in control.get("aria-describedby").split()]
    assert str(most) in " ".join(text_of(each) for each in told if each is not None)
    return control.get("value") if control.tag == "input" else control.text.removeprefix("\n")


def test_tags_of_one_registration(desk, work, slug, people):
    path = f"/events/{slug}/registrations/{people[0]}/tags"
    assert refused(desk.send(path, {"tags": "\n".join(ALIKE)}), "tags", LONGEST_TAG) == "\n".join(ALIKE)
    assert refused(desk.send(path, {"tags": LONGEST + "ä"}), "tags", LONGEST_TAG) == LONGEST + "ä"
    assert tags_of(work, people) == [[], []]
    assert desk.send(path, {"tags": f"  {LONGEST}  "}).status_code == 303
    assert tags_of(work, people) == [[LONGEST], []]


def test_tags_of_many(desk, work, slug, people):
    path, chosen = f"/events/{slug}/registrations/many/tag", {"people": ",".join(people)}
    typed = "\n".join(ALIKE)
    assert refused(desk.send(path, {**chosen, "tags": typed}), "tags", LONGEST_TAG) == typed
    eleven = "\n".join(f"Wort {number}" for number in range(11))
    assert refused(desk.send(path, {**chosen, "tags": eleven}), "tags", 10) == eleven
    assert tags_of(work, people) == [[], []]
    ten = [f"{number}{LONGEST[1:]}" for number in range(10)]
    assert desk.send(path, {**chosen, "tags": "\n".join(ten)}).status_code == 303
    assert tags_of(work, people) == [ten, ten]


def test_no_browser_cuts_a_list_of_tags_that_is_pasted(desk, slug, people):
    for path in (f"{people[0]}", f"many?action=tag&chosen={people[0]}"):
        page = parsed(desk.client.get(f"/manage/events/{slug}/registrations/{path}"))
        assert page.find(".//textarea[@name='tags']").get("maxlength") is None


def test_tags_are_never_cut_behind_the_form_either(work, slug, people):
    with work():
        found = get_by_public_id(people[0])
        with pytest.raises(InvalidError):
            services.set_tags(registration=found, tags=ALIKE, now=clock.now())
    assert tags_of(work, people) == [[], []]


def test_a_place_where_tickets_are_scanned(desk, slug):
    path = f"/events/{slug}/door"
    assert refused(desk.send(path, {"kind": "gate", "name": "N" * 61}), "name", 60) == "N" * 61


def test_a_topic_whose_name_is_too_long_for_the_door_asks_for_a_shorter_one(desk, work, slug):
    title = "Was Betriebe brauchen, um junge Menschen für das Handwerk zu gewinnen"
    with work():
        station = make_station(get_event(slug), title=title).public_id
    path, chosen = f"/events/{slug}/door", {"kind": "room", "station": station}
    assert refused(desk.send(path, {**chosen, "name": ""}), "name", 60) == ""
    assert desk.send(path, {**chosen, "name": "Handwerk"}).status_code == 303


@pytest.mark.parametrize(("field", "most"), [("title", 200), ("place", 120)])
def test_a_tender(desk, field, most):
    sent = sent_from(parsed(desk.client.get("/manage/tenders")), "title")
    assert refused(desk.send("/tenders", {**sent, field: "x" * (most + 1)}), field, most) == "x" * (most + 1)


def test_a_series(desk, slug):
    path = f"/events/{slug}/edit"
    sent = sent_from(parsed(desk.client.get(f"/manage{path}")), "series")
    assert refused(desk.send(path, {**sent, "series": "x" * 201}), "series", 200) == "x" * 201
