"""Whatever comes back after something got scarce counts by what is scarce now, whichever way it comes back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_category, make_registration, people
from webapp.capacity.models import Pool
from webapp.capacity.services import resize
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import queries, services
from webapp.registration.models import Registration
from webapp.registration.types import HOLDS_A_PLACE, Seen

pytestmark = pytest.mark.usefixtures("now")

LATE = "late@example.org"
CRAFTS = (("wood", {"de": "Holz"}), ("metal", {"de": "Metall"}))


class Scene:
    """An event with room for all, and a category and an answer that everybody wants and nobody counts yet."""

    def __init__(self, scarce, capacity=20, *, needs_approval=False):
        self.scarce, self.event = scarce, make_event(capacity=capacity)
        self.category = make_category(self.event, needs_approval=needs_approval)
        self.ask({})

    def ask(self, limit):
        asked = Definition("craft", FieldKind.CHOICE, {"de": "Werkstatt"}, choices=CRAFTS, places=limit)
        services.ask(event=self.event, definitions=[asked], now=clock.now())
        self.version = queries.setup_of(self.event.id).field_set_id

    def enter(self, name, **values):
        craft = {"answers": {"craft": "wood"}, "field_set_id": self.version}
        return make_registration(self.event, name, category_id=self.category.id, **craft, **values)

    def gets_scarce(self):
        """One place in all of it from now on, and somebody quicker takes it; the event has room."""
        resize(self.event.pool_id, capacity=20)
        if self.scarce == "category":
            services.change_category(event=self.event, category=self.category, capacity=1, now=clock.now())
        else:
            self.ask({"wood": 1})

        made = self.enter("Quick")
        if made.status == "requested":
            services.approve(registration=made, now=clock.now())

    def pool_id(self):
        session().refresh(self.category)
        return self.category.pool_id or next(iter(queries.choice_pools_of(self.event.id).values()))


def expire(after):
    clock.move_on(after)
    services.expire_due(now=clock.now())
    services.fill_free_places(now=clock.now())


def confirm(registration):
    services.confirm_address(registration=registration, now=clock.now())


def held(scene):
    late = scene.enter("Late", email=LATE, confirmed=False)
    expire(timedelta(hours=2))
    scene.gets_scarce()
    confirm(late)


def asked_for(scene):
    late = scene.enter("Late", email=LATE, confirmed=False)
    expire(timedelta(hours=25))
    scene.gets_scarce()
    confirm(late)
    services.approve(registration=late, now=clock.now())


def offered(scene):
    inside = scene.enter("Drin")
    late = scene.enter("Late", email=LATE)
    cancel(inside)
    assert late.status == "offered"
    expire(timedelta(hours=25))
    scene.gets_scarce()
    confirm(late)


def ranked(scene):
    inside = scene.enter("Drin")
    late = scene.enter("Late", email=LATE, confirmed=False)
    cancel(inside)
    expire(timedelta(hours=25))
    scene.gets_scarce()
    confirm(late)


def set_aside(scene):
    late = scene.enter("Late", email=LATE, confirmed=False)
    scene.enter("Wieder", email=LATE, confirmed=False, heads=people("Wieder", "Noch"))
    expire(timedelta(hours=2))
    scene.gets_scarce()
    confirm(late)


def instead(scene):
    late = scene.enter("Late", email=LATE, confirmed=False)
    expire(timedelta(hours=2))
    make_registration(scene.event, "Wieder", email=LATE, confirmed=False, category_id=make_category(scene.event).id)
    scene.gets_scarce()
    confirm(late)


WAYS = {
    "a place that was held": (held, {}),
    "a request": (asked_for, {"needs_approval": True}),
    "an offer": (offered, {"capacity": 1}),
    "a rank": (ranked, {"capacity": 1}),
    "one that was set aside": (set_aside, {}),
    "one instead of a later one": (instead, {}),
}


@pytest.mark.both
@pytest.mark.parametrize("scarce", ["category", "answer"])
@pytest.mark.parametrize("way", WAYS)
def test_nobody_comes_back_to_more_than_there_is(work, scarce, way):
    with work():
        come_back, setting = WAYS[way]
        scene = Scene(scarce, **setting)

        come_back(scene)
        pool = session().get(Pool, scene.pool_id(), populate_existing=True)
        holding = session().scalars(select(Registration).where(Registration.status.in_(HOLDS_A_PLACE))).all()
        assert pool.taken == sum(each.heads for each in holding)
        assert (pool.taken, pool.granted_over) == (1, 0)


@pytest.mark.both
@pytest.mark.parametrize("scarce", ["category", "answer"])
def test_whoever_had_come_in_on_what_was_given_up_is_counted_beyond(work, scarce):
    """Nobody is sent out: one more is granted, and counts."""
    with work():
        scene = Scene(scarce)
        gone = scene.enter("Late", email=LATE)
        cancel(gone)
        scene.gets_scarce()
        came = Seen(gone.attendees[0].id, has_place=False, entered_at=clock.now(), inside_since=clock.now())
        services.hold_places(scene.event.id)
        services.note_presence(seen=[came], now=clock.now())
        pool = session().get(Pool, scene.pool_id(), populate_existing=True)
        assert (pool.taken, pool.granted_over) == (2, 1)
