"""Somebody in line keeps what they wait for and could get; anything else is for whoever comes already."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import by_link, make_category, make_registration
from webapp.accounts.acting import acting_as
from webapp.capacity.queries import level
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.registration import queries, services
from webapp.registration.errors import ChoiceFullError, NoPlaceError
from webapp.registration.services import history
from webapp.registration.types import Head

pytestmark = pytest.mark.usefixtures("now")

CRAFTS = (("wood", {"de": "Holz"}), ("metal", {"de": "Metall"}))


class Scene:
    """An event with places, a category and an answer that are scarce, beside those without a limit."""

    def __init__(self, capacity, *, press=5, wood=5, of_each=False):
        self.event, self.of_each = make_event(capacity=capacity), of_each
        asked = Definition(
            "craft", FieldKind.CHOICE, {"de": "Werkstatt"}, choices=CRAFTS, places={"wood": wood}, of_each=of_each
        )
        services.ask(event=self.event, definitions=[asked], now=clock.now())
        self.version = queries.setup_of(self.event.id).field_set_id
        self.firms = make_category(self.event).id
        press = make_category(self.event, label={"de": "Presse"}, capacity=press)
        self.press, self.press_pool = press.id, press.pool_id

    def enter(self, *names, category=None, craft="metal"):
        answers = {"craft": craft}
        heads = tuple(Head(name, answers=answers if self.of_each else {}) for name in names)
        return make_registration(
            self.event,
            names[0],
            category_id=category or self.firms,
            heads=heads,
            answers={} if self.of_each else answers,
            field_set_id=self.version,
        )

    def answer(self, registration, craft="wood"):
        by_link(services.change_answers, registration, answers={"craft": craft}, answers_of_heads={})

    def move(self, registration):
        services.move(registration=registration, category_id=self.press, now=clock.now())

    def replace(self, registration):
        head = Head("Other", answers={"craft": "wood"})
        leaving, own = registration.attendees[0].id, history.own(registration)
        with acting_as(own):
            services.replace_attendee(registration=registration, attendee_id=leaving, head=head, now=clock.now())


@pytest.mark.both
@pytest.mark.parametrize("act", ["answer", "move", "replace"])
@pytest.mark.parametrize("places", [5, 1])
def test_whoever_comes_takes_what_nobody_in_line_could_use(work, act, places):
    """The event is full: whoever waits for it could do nothing with a place in a workshop or a category."""
    with work():
        scene = Scene(1, press=places, wood=places, of_each=act == "replace")
        mine, waiting = scene.enter("Mine"), scene.enter("Wanda", category=scene.press, craft="wood")
        assert (mine.status, waiting.status) == ("confirmed", "waiting")
        getattr(scene, act)(mine)
        assert (mine.status, waiting.status) == ("confirmed", "waiting")


@pytest.mark.both
def test_whoever_could_come_but_for_the_category_keeps_its_turn(work):
    with work():
        scene = Scene(5, press=2)
        mine, _other = scene.enter("Mine"), scene.enter("Other", category=scene.press)
        pair = scene.enter("Wanda", "Willi", category=scene.press)
        alone = scene.enter("Xaver", "Y", "Z", "Zz")
        assert (pair.status, alone.status) == ("waiting", "waiting")
        with pytest.raises(NoPlaceError):
            scene.move(mine)
        scene.answer(mine)  # nobody waits for that
        assert level(scene.press_pool).free == 1


@pytest.mark.both
def test_nobody_comes_along_while_others_wait_for_the_event(work):
    with work():
        scene = Scene(4)
        mine, _rest = scene.enter("Mine"), scene.enter("Other")
        assert scene.enter("Wanda", "Willi", "Wim").status == "waiting"
        with pytest.raises(NoPlaceError):
            services.add_attendee(registration=mine, head=Head("Mehr"), now=clock.now())


@pytest.mark.both
@pytest.mark.parametrize("act", ["answer", "move"])
def test_what_is_taken_is_taken_on_a_full_event_as_well(work, act):
    with work():
        scene = Scene(2, press=1, wood=1)
        mine, _other = scene.enter("Mine"), scene.enter("Other", category=scene.press, craft="wood")
        scene.enter("Wanda")
        with pytest.raises((NoPlaceError, ChoiceFullError)):
            getattr(scene, act)(mine)


@pytest.mark.both
def test_what_becomes_free_by_it_is_offered_at_once(work):
    with work():
        scene = Scene(3, press=1)
        mine = scene.enter("Mine", category=scene.press)
        waiting = scene.enter("Wanda", category=scene.press)
        assert waiting.status == "waiting"
        services.move(registration=mine, category_id=scene.firms, now=clock.now())
        assert waiting.status == "offered"
