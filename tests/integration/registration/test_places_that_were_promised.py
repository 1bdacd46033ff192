"""Whoever was told until when places are reserved gets them by then, whatever others type with the same address."""

import itertools
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from sqlalchemy import func, select

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_category, make_registration, people
from tests.machines import run_machine, with_empty_tables
from webapp.capacity.models import Pool
from webapp.events import services as events
from webapp.events.models import Event
from webapp.events.services import change_capacity
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.errors import DomainError
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.errors import AlreadyRegisteredError, RegistrationStateError
from webapp.registration.models import Category, Invitation, Registration
from webapp.registration.types import HOLDS_A_PLACE, LIVE, Application, Head

pytestmark = pytest.mark.usefixtures("now")

VERA = "vera@example.org"
CRAFTS = (("wood", {"de": "Holz"}), ("metal", {"de": "Metall"}))


def types(event, name="Stranger", **values):
    """Somebody who may be anybody sends the form with this address."""
    return make_registration(event, name, confirmed=False, email=VERA, **values)


def what_is_taken():
    """What every pool counts, and what registrations hold of it."""
    held = Counter()
    for each in session().scalars(select(Registration).where(Registration.status.in_(HOLDS_A_PLACE))):
        held[each.event.pool_id] += each.heads
        held.update({int(pool): heads for pool, heads in each.takes.items()})
    rows = session().execute(select(Pool.id, Pool.taken).where(Pool.taken != 0))
    counted = Counter({row.id: row.taken for row in rows})
    return counted, held


def stand(*registrations):
    for each in registrations:
        session().refresh(each)
    counted, held = what_is_taken()
    assert counted == held
    return tuple(each.status for each in registrations)


class Scene:
    """An event with two places, with everything that may be scarce about it; Vera has taken what there was."""

    def __init__(self):
        self.event = make_event(capacity=2)
        craft = Definition("craft", FieldKind.CHOICE, {"de": "Werkstatt"}, choices=CRAFTS, places={"wood": 2})
        services.ask(event=self.event, definitions=[craft], now=clock.now())
        self.version = queries.setup_of(self.event.id).field_set_id
        self.firms = make_category(self.event, capacity=2).id
        self.guests = make_category(self.event, label={"de": "Gäste"}).id
        self.press = make_category(self.event, label={"de": "Presse"}, needs_approval=True).id
        self.vera = types(self.event, "Vera", heads=people("Vera", "Vito"), **self.entered(self.firms, "wood"))
        self.wanda = make_registration(self.event, "Wanda", **self.entered(self.guests, "metal"))
        assert stand(self.vera, self.wanda) == ("pending", "waiting")

    def entered(self, category_id, craft):
        return {"category_id": category_id, "answers": {"craft": craft}, "field_set_id": self.version}


WAYS = {
    "fewer": lambda scene: types(scene.event, **scene.entered(scene.firms, "metal")),
    "as many": lambda scene: types(scene.event, heads=people("A", "B"), **scene.entered(scene.firms, "metal")),
    "another category": lambda scene: types(scene.event, **scene.entered(scene.guests, "metal")),
    "to be approved": lambda scene: types(scene.event, **scene.entered(scene.press, "metal")),
    "thrice": lambda scene: [
        types(scene.event, heads=people(*names), **scene.entered(scene.guests, "metal")) for names in ("A", "BC")
    ],
}


@pytest.mark.both
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("closed", [False, True])
def test_what_is_reserved_stays_so_whatever_is_typed_with_the_same_address(work, way, closed):
    with work():
        scene = Scene()
        took = scene.vera.takes
        WAYS[way](scene)
        other = make_registration(scene.event, "Olaf", **scene.entered(scene.guests, "metal"))
        assert stand(scene.vera, scene.wanda, other) == ("pending", "waiting", "waiting")
        if closed:
            scene.event.registration_closes_at = clock.now()
        clock.move_on(timedelta(minutes=29))
        services.expire_due(now=clock.now())
        services.confirm_address(registration=scene.vera, now=clock.now())
        assert stand(scene.vera, scene.wanda, other) == ("confirmed", "waiting", "waiting")
        assert (scene.vera.heads, scene.vera.takes) == (2, took)
        live = select(func.count()).where(Registration.email_normal == VERA, Registration.status.in_(LIVE))
        assert session().scalar(live) == 1


@pytest.mark.both
def test_of_several_with_room_for_all_the_places_of_the_others_are_for_the_line(work):
    with work():
        event = make_event(capacity=5)
        first = types(event, "Vera", heads=people("Vera", "Vito"))
        second = types(event, heads=people("A", "B", "C"))
        waiting = make_registration(event, "Wanda", heads=people("W", "X", "Y"))
        assert stand(first, second, waiting) == ("pending", "pending", "waiting")
        services.confirm_address(registration=first, now=clock.now())
        assert stand(first, second, waiting) == ("confirmed", "expired", "offered")
        with pytest.raises(RegistrationStateError):
            services.confirm_address(registration=second, now=clock.now())


@pytest.mark.both
def test_what_was_set_aside_ends_at_its_own_time_and_its_places_are_for_the_line(work):
    with work():
        event = make_event(capacity=3)
        first = types(event, "Vera", heads=people("Vera", "Vito"))
        clock.move_on(timedelta(minutes=20))
        second = types(event)
        waiting = make_registration(event, "Wanda", heads=people("W", "X"))
        clock.move_on(timedelta(minutes=11))
        services.expire_due(now=clock.now())
        assert stand(first, second, waiting) == ("expired", "pending", "offered")
        services.confirm_address(registration=first, now=clock.now())  # late, and now at the end of the line
        assert stand(first, second, waiting) == ("waiting", "expired", "offered")


@pytest.mark.both
def test_whoever_confirms_what_could_only_wait_has_what_the_other_one_held(work):
    with work():
        scene = Scene()
        again = types(scene.event, "Vera Vogt", **scene.entered(scene.firms, "metal"))
        assert stand(scene.vera, again) == ("pending", "waiting")
        services.confirm_address(registration=again, now=clock.now())
        assert stand(scene.vera, again, scene.wanda) == ("expired", "confirmed", "offered")


@pytest.mark.both
def test_nobody_in_line_is_passed_over_for_more_than_the_other_one_held(work):
    with work():
        event = make_event(capacity=3)
        first = types(event, "Vera")
        waiting = make_registration(event, "Wanda", heads=people("W", "X", "Y"))
        more = types(event, "Vera", heads=people("Vera", "Vito"))
        services.confirm_address(registration=more, now=clock.now())
        assert stand(first, more, waiting) == ("expired", "waiting", "offered")


@pytest.mark.both
def test_a_rank_is_kept_as_well_and_counts_once(work):
    with work():
        event = make_event(capacity=2)
        make_registration(event, "Da")
        family = types(event, "Vera", heads=people("Vera", "Vito"))
        rank = family.queued_at
        alone = types(event)
        behind = make_registration(event, "Wanda", heads=people("W", "X"))
        assert stand(family, alone, behind) == ("waiting", "pending", "waiting")
        assert queries.waiting_position(behind) == queries.waiting_count(event.id) == 1
        services.confirm_address(registration=family, now=clock.now())
        assert stand(family, alone, behind) == ("waiting", "expired", "waiting")
        assert family.queued_at == rank
        assert [queries.waiting_position(each) for each in (family, behind)] == [1, 2]


@pytest.mark.both
def test_what_was_set_aside_can_be_cancelled_and_erased_and_is_known_at_the_desk(work):
    with work():
        event = make_event(capacity=2)
        first, second = types(event, "Vera"), types(event)
        cancel(second)
        application = Application(name="Vera", email=VERA)
        with pytest.raises(AlreadyRegisteredError):
            services.walk_in(event=event, application=application, now=clock.now())
        services.erase(registration=first, now=clock.now())
        assert stand(first, second) == ("cancelled", "cancelled")
        assert not what_is_taken()[0]


@pytest.mark.both
def test_while_an_event_has_no_date_all_of_them_are_kept_and_one_letter_tells_of_it(work):
    with work():
        event = make_event(capacity=3)
        first, second = types(event, "Vera", heads=people("Vera", "Vito")), types(event)
        said = {"reason": "Sturm"}
        events.postpone_event(event=event, now=clock.now(), starts_at=None, ends_at=None, **said)
        clock.move_on(timedelta(hours=2))
        services.expire_due(now=clock.now())
        assert stand(first, second) == ("pending", "pending")
        kinds = select(OutboxMail.about).where(OutboxMail.kind == "event_postponed")
        assert session().scalars(kinds).all() == [second.public_id]
        day = clock.now() + timedelta(days=3)
        events.postpone_event(event=event, now=clock.now(), starts_at=day, ends_at=day + timedelta(hours=2), **said)
        services.confirm_address(registration=first, now=clock.now())
        assert stand(first, second) == ("confirmed", "expired")


@pytest.mark.both
def test_places_that_become_scarce_count_what_was_set_aside(work):
    with work():
        event = make_event(capacity=9)
        category = make_category(event)
        first = types(event, "Vera", category_id=category.id, heads=people("Vera", "Vito"))
        types(event, category_id=make_category(event).id)
        services.change_category(event=event, category=category, capacity=2, now=clock.now())
        assert make_registration(event, "Wanda", category_id=category.id).status == "waiting"
        services.confirm_address(registration=first, now=clock.now())
        assert stand(first) == ("confirmed",)


@pytest.mark.in_turns
@pytest.mark.parametrize(
    ("capacity", "others", "heads"), [*itertools.product([None, 1, 2, 3], [(), ("Da",), ("Da", "Dort")], [1, 2])]
)
@pytest.mark.parametrize("typed", ["one", "two"])
def test_a_form_is_answered_alike_whether_or_not_somebody_typed_the_address_before(
    work, capacity, others, heads, typed
):
    with work():
        event = make_event(capacity=capacity)
        for name in others[:capacity]:
            make_registration(event, name)
        if capacity and heads > capacity:
            return
        types(event, "Vera", heads=people(*{"one": "V", "two": "VW"[:capacity]}[typed]))

        def told(address):
            entered = Application("Wer", address, heads=people(*"AB"[:heads]))
            return services.sign_up(event=event, application=entered, now=clock.now())

        rest = session().begin_nested()
        of_a_known_one = told(VERA)
        rest.rollback()
        assert of_a_known_one == told("fresh@example.org")


class Typing(RuleBasedStateMachine):
    """Anybody types two addresses, for any number and category; links are opened, places given up, time passes.

    Both are invited as well and say yes in between, and the desk has fewer places now and then.
    """

    typed = Bundle("typed")
    work = None  # set by the test

    def __init__(self):
        super().__init__()
        with self.work():
            event = make_event(capacity=4, starts_in=timedelta(days=30))
            self.event_id = event.id
            self.categories = [make_category(event, capacity=2).id, make_category(event).id]
            guests = [services.Guest(f"Wer {each}", f"{each}@example.org") for each in "ab"]
            services.invite(event=event, guests=guests, now=clock.now())
            self.promised = {}

    @rule(target=typed, address=st.sampled_from("ab"), heads=st.integers(1, 2), category=st.integers(0, 1))
    def type(self, address, heads, category):
        with self.work():
            made = make_registration(
                session().get(Event, self.event_id),
                f"Wer {address}",
                confirmed=False,
                email=f"{address}@example.org",
                heads=tuple(Head(f"Kopf {n}") for n in range(heads)),
                category_id=self.categories[category],
            )
            if made.status == "pending" and made.held_until:
                self.promised[made.id] = made.held_until
            return made.id

    @rule(which=typed)
    def open_the_link(self, which):
        with self.work():
            found = session().get(Registration, which)
            is_promised = self.promised.get(which, clock.now()) > clock.now() and found.status == "pending"
            try:
                services.confirm_address(registration=found, now=clock.now())
            except DomainError:
                assert not is_promised
            assert not is_promised or found.status == "confirmed"

    @rule(address=st.sampled_from("ab"), heads=st.integers(1, 2), category=st.integers(0, 1))
    def say_yes_by_the_invitation(self, address, heads, category):
        with self.work():
            email = f"{address}@example.org"
            found = session().scalars(select(Invitation).where(Invitation.email_normal == email)).one()
            standing = queries.live_of(self.event_id, email)
            held = [each for each in standing if each.status == "pending" and each.held_until > clock.now()]
            people = tuple(Head(f"Gast {n}") for n in range(heads))
            entered = Application("Gast", email, heads=people, category_id=self.categories[category])
            try:
                made = services.accept_invitation(invitation=found, application=entered, now=clock.now()).registration
            except DomainError:
                return
            kept = all(each.status == "pending" for each in held)
            assert not held or made.status == "confirmed" or kept
            enough = any(each.category_id == made.category_id and each.heads >= heads for each in held)
            assert not enough or made.status == "confirmed"

    @rule(capacity=st.integers(2, 4))
    def have_fewer_places(self, capacity):
        with self.work():
            change_capacity(event=session().get(Event, self.event_id), capacity=capacity)

    @rule(which=typed)
    def call_it_off(self, which):
        with self.work():
            cancel(session().get(Registration, which))

    @rule(capacity=st.integers(2, 3))
    def limit_the_other_category(self, capacity):
        with self.work():
            found = session().get(Category, self.categories[1])
            event = session().get(Event, self.event_id)
            services.change_category(event=event, category=found, capacity=capacity, now=clock.now())

    @rule(minutes=st.sampled_from([5, 31, 24 * 60 + 1]))
    def time_passes(self, minutes):
        clock.move_on(timedelta(minutes=minutes))
        with self.work():
            services.expire_due(now=clock.now())
            services.fill_free_places(now=clock.now())

    @invariant()
    def what_was_promised_stands_until_then_unless_another_one_was_confirmed(self):
        with self.work():
            for which, until in self.promised.items():
                found = session().get(Registration, which)
                is_over = until <= clock.now() or found.status in {"confirmed", "cancelled"}
                assert is_over or found.status == "pending" or self.proved(found.email_normal)

    @invariant()
    def one_of_an_address_counts(self):
        with self.work():
            live = session().scalars(select(Registration).where(Registration.status.in_(LIVE))).all()
            for address in {each.email_normal for each in live}:
                of_it = [each for each in live if each.email_normal == address]
                assert len(of_it) == 1 or not any(each.is_proved for each in of_it)

    @invariant()
    def what_is_counted_is_what_is_held(self):
        with self.work():
            counted, held = what_is_taken()
            assert {key: n for key, n in counted.items() if key in held} == held
            assert sum(counted.values()) == sum(held.values())

    def proved(self, address):
        proved = Registration.email_normal == address, Registration.is_proved
        return session().scalar(select(Registration.id).where(*proved).limit(1)) is not None


@pytest.mark.both
@pytest.mark.giant
def test_whatever_is_typed_and_opened_in_whatever_order_it_holds(work, app, database_url, monkeypatch):
    monkeypatch.setattr("webapp.mail.rules.MOST_UNASKED", 10_000)
    Typing.work = staticmethod(work)

    run_machine(with_empty_tables(Typing, work), runs=60, steps=25)
