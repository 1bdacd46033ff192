"""Whoever is inside is in the books as the device put them down, whatever the desk has changed since its list."""

import uuid

import pytest
from sqlalchemy import select

from tests.factories.registration import make_category
from tests.integration.checkin.conftest import at_device, make_door_event
from webapp.capacity.queries import level
from webapp.checkin import queries as door
from webapp.events.queries import get_event_by_id
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import services
from webapp.registration.models import Registration
from webapp.registration.types import CategoryKind

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]

NAMES = ["Ada", "Bo", "Cem", "Dana", "Efi", "Gus"]
KLASSEN = {"kind": CategoryKind.SCHOOL_CLASS, "label": {"de": "Klassen"}, "named": False, "most_heads": 40}


def changed(event, firms, classes, **values):
    for each in (firms, classes):
        services.change_category(event=event, category=each, now=clock.now(), **{"capacity": None, **values})


def in_front(event, newest):
    services.order_categories(event=event, public_ids=[newest.public_id])


CHANGES = {
    "nothing": lambda *_: None,
    "fewer at once": lambda *of: changed(*of, most_heads=2),
    "names for all": lambda *of: changed(*of, named=True),
    "names for nobody": lambda *of: changed(*of, named=False),
    "no place": lambda *of: changed(*of, capacity=0),
    "all retired": lambda event, *both: [
        services.retire_category(event=event, category=each, now=clock.now()) for each in both
    ],
    "another one in front": lambda event, *_: in_front(event, make_category(event, **{**KLASSEN, "most_heads": 2})),
}


@pytest.fixture
def devices(work, post):
    """A device whose list was made before the desk changed something: who comes in, and what the books say."""

    class Devices:
        def __init__(self, change, *, with_categories=True):
            with work():
                event = make_door_event(capacity=3)
                both = [make_category(event, label={"de": "Betriebe"}), make_category(event, **KLASSEN)]
                if not with_categories:
                    for each in both:
                        session().delete(each)
                self.event_id, self.post = event.id, post(event)
                self.known = [each.public_id if with_categories else "" for each in both]
                if with_categories:
                    change(event, *both)
                else:
                    make_category(event, **KLASSEN)

        def put_down(self, category, names, heads):
            name, *others = names
            made = {"id": str(uuid.uuid4()), "at": at_device(clock.now()), "category": category}
            sent = {**made, "name": name, "others": others, "heads": heads}
            assert self.post.send(walk_ins=[sent]).json["refused"] == []

        def books(self):
            with work():
                made = session().scalars(select(Registration).where(Registration.event_id == self.event_id)).all()
                people = sum(each.heads for each in made)
                pool_id = get_event_by_id(self.event_id).pool_id
                assert (door.counts_of(self.event_id).present, level(pool_id).taken) == (people, people)
                return {
                    each.name: (
                        each.category.label["de"] if each.category else "",
                        sorted(head.name for head in each.attendees),
                    )
                    for each in made
                }

    return Devices


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_all_who_are_inside_are_in_the_books(devices, change):
    hall = devices(change)
    hall.put_down(hall.known[0], NAMES, len(NAMES))
    hall.put_down(hall.known[1], ["Klasse 9b"], 25)
    assert hall.books() == {"Ada": ("Betriebe", NAMES), "Klasse 9b": ("Klassen", [""] * 25)}


def test_a_list_without_categories_puts_nobody_into_one(devices):
    hall = devices(CHANGES["nothing"], with_categories=False)
    hall.put_down("", NAMES, len(NAMES))
    hall.put_down("", ["Zoe"], 1)
    assert hall.books() == {"Ada": ("", NAMES), "Zoe": ("", ["Zoe"])}


def test_a_category_of_another_event_is_none(work, devices):
    hall = devices(CHANGES["nothing"])
    with work():
        elsewhere = make_category(make_door_event("Anderswo"), label={"de": "Anderswo"}).public_id
    for name, category in (("Ada", elsewhere), ("Bo", "never-heard-of")):
        hall.put_down(category, [name], 1)
    assert hall.books() == {"Ada": ("", ["Ada"]), "Bo": ("", ["Bo"])}
