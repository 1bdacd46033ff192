"""Once the event has begun nobody moves up any more, so nothing is kept back for whoever waits."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import by_link, cancel, make_category, make_registration, people
from tests.phases import bring_to
from webapp.capacity.queries import level
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.registration import queries, services
from webapp.registration.errors import NoPlaceError
from webapp.registration.rules import Claim
from webapp.registration.services.allotting import weigh
from webapp.registration.services.event_places import Places
from webapp.registration.types import Head

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.both]

CRAFTS = (("wood", {"de": "Holz"}), ("metal", {"de": "Metall"}))
PHASES = ("upcoming", "running")


class Scene:
    """A full event where Wanda and Willy wait; Rita asks for a place, and Mine comes to the workshop with metal."""

    def __init__(self, *, capacity=3, press=5, wood=5):
        self.event = make_event(capacity=capacity)
        asked = Definition("craft", FieldKind.CHOICE, {"de": "Werkstatt"}, choices=CRAFTS, places={"wood": wood})
        services.ask(event=self.event, definitions=[asked], now=clock.now())
        self.asking = make_category(self.event, label={"de": "Auf Anfrage"}, needs_approval=True).id
        self.firms = make_category(self.event).id
        self.press = make_category(self.event, label={"de": "Presse"}, capacity=press).id
        self.gone, self.mine, self.third = (self.enter(name) for name in ("Gone", "Mine", "Third"))
        self.asks = self.enter("Rita", category=self.asking)
        if capacity == 3:
            self.waiting = self.enter("Wanda", "Willy")
            assert (self.waiting.status, self.asks.status) == ("waiting", "requested")

    def enter(self, *names, category=None, craft="metal"):
        version = queries.setup_of(self.event.id).field_set_id
        return make_registration(
            self.event,
            names[0],
            category_id=category or self.firms,
            heads=people(*names),
            answers={"craft": craft},
            field_set_id=version,
        )

    def approve(self):
        services.approve(registration=self.asks, now=clock.now())
        if self.asks.status == "waiting":
            raise NoPlaceError

    def add(self):
        services.add_attendee(registration=self.mine, head=Head("Plus"), now=clock.now())

    def answer(self):
        by_link(services.change_answers, self.mine, answers={"craft": "wood"}, answers_of_heads={})

    def move(self):
        services.move(registration=self.mine, category_id=self.press, now=clock.now())


@pytest.mark.parametrize("act", ["approve", "add"])
@pytest.mark.parametrize("phase", PHASES)
def test_a_free_place_is_kept_for_a_group_in_line_only_until_the_event_begins(work, phase, act):
    with work():
        scene = Scene()
        cancel(scene.gone)  # one place, of which two in line make no use
        bring_to(scene.event, phase)
        if phase == "upcoming":
            with pytest.raises(NoPlaceError):
                getattr(scene, act)()
            assert level(scene.event.pool_id).taken == 2
        else:
            getattr(scene, act)()
            assert level(scene.event.pool_id).taken == 3
        assert scene.waiting.status == "waiting"


@pytest.mark.parametrize("act", ["answer", "move"])
@pytest.mark.parametrize("phase", PHASES)
def test_so_is_a_place_of_a_category_and_of_an_answer(work, phase, act):
    with work():
        scene = Scene(capacity=9, press=2, wood=2)
        seated = scene.enter("Pia", category=scene.press, craft="wood")
        assert seated.status == "confirmed"
        waiting = scene.enter("Wim", "Wolf", category=scene.press, craft="metal")
        assert waiting.status == "waiting"
        if act == "answer":
            waiting.takes = {str(pool): 2 for pool in queries.choice_pools_of(scene.event.id).values()}
        bring_to(scene.event, phase)
        if phase == "upcoming":
            with pytest.raises(NoPlaceError):
                getattr(scene, act)()
        else:
            getattr(scene, act)()


@pytest.mark.parametrize("phase", PHASES)
def test_a_place_that_gets_free_goes_to_whoever_the_desk_lets_in(work, phase):
    with work():
        scene = Scene()
        services.drop_attendee(registration=scene.waiting, attendee_id=scene.waiting.attendees[1].id, now=clock.now())
        bring_to(scene.event, phase)
        cancel(scene.gone)
        services.fill_free_places(now=clock.now())
        assert scene.waiting.status == ("offered" if phase == "upcoming" else "waiting")
        services.approve(registration=scene.asks, now=clock.now())
        assert scene.asks.status == ("waiting" if phase == "upcoming" else "confirmed")


def test_without_a_free_place_nobody_gets_one_also_while_it_runs(work):
    with work():
        scene = Scene()
        bring_to(scene.event, "running")
        full = level(scene.event.pool_id)
        for act in ("approve", "add"):
            with pytest.raises(NoPlaceError):
                getattr(scene, act)()
        assert (scene.asks.status, level(scene.event.pool_id)) == ("waiting", full)


def test_without_a_date_the_line_keeps_its_turn_for_the_one_to_come(work):
    """Whoever confirms meanwhile gets what others of the same address held, and no place that somebody waits for."""
    with work():
        event = make_event(capacity=2)
        gone = make_registration(event)
        make_registration(event, "Nora", email="i@example.org", confirmed=False)
        waiting = make_registration(event, heads=people("Wanda", "Willy"))
        more = make_registration(event, "Nora", email="i@example.org", heads=people("Nora", "Ida"), confirmed=False)
        bring_to(event, "postponed")
        cancel(gone)
        services.confirm_address(registration=more, now=clock.now())
        assert (more.status, waiting.status) == ("waiting", "waiting")
        needs = Claim({event.pool_id: 1})
        assert not weigh(Places(event), needs, clock.now()).is_seated
        event.status, event.starts_at = "published", clock.now() - timedelta(minutes=1)
        assert weigh(Places(event), needs, clock.now()).is_seated
