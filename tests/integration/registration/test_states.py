"""A machine that does to an event whatever people may do, beside a model in plain Python; after each step they agree.

The model knows the waiting list by its promise alone: first come, first served for each scarce thing.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, multiple, rule
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_category
from tests.factories.stations import make_station
from tests.integration.registration.at_the_desk import AtTheDesk, registrations
from tests.machines import run_machine, with_empty_tables
from webapp.capacity.models import Pool
from webapp.events.models import Event
from webapp.events.services import change_capacity
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.errors import DomainError
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.errors import PersonInvalidError
from webapp.registration.models import Attendee, Category, Registration
from webapp.registration.queries.desk import line_of
from webapp.registration.types import Application, Head
from webapp.stations import services as stations
from webapp.stations.models import Station, StationChoice
from webapp.tickets.models import Ticket

HOLDING = {"pending", "offered", "confirmed"}
STEPS, RUNS = 25, 60


@dataclass
class Person:
    """What the model knows of one registration."""

    heads: int
    category: str
    status: str
    rank: int = 0
    held_until: object = None
    offers: int = 0


@dataclass
class Model:
    """The event as its rules promise it."""

    room: int
    room_of: dict[str, int]
    people: dict[str, Person] = field(default_factory=dict)
    ranks: int = 0

    def taken(self, category=None):
        return sum(
            each.heads for each in self.people.values() if each.status in HOLDING and category in {None, each.category}
        )

    def line(self):
        waiting = [each for each in self.people.values() if each.status == "waiting" and each.held_until is None]
        return sorted(waiting, key=lambda each: each.rank)

    def short(self, person):
        found = set()
        if self.room - self.taken() < person.heads:
            found.add("event")
        if self.room_of[person.category] - self.taken(person.category) < person.heads:
            found.add(person.category)
        return found

    def never_fits(self, person):
        # One person may wait where there is no place at all, for the host to open more.
        return person.heads > max(1, min(self.room, self.room_of[person.category]))

    def call_up(self, until):
        kept = set()
        for person in self.line():
            if self.never_fits(person):
                continue  # nobody waits behind somebody who waits for nothing
            short = self.short(person)
            if short or kept & {"event", person.category}:
                kept |= short
                continue
            person.status, person.held_until = "offered", until
            person.offers += 1

    def passes(self, newcomer):
        kept = set()
        for person in self.line():
            kept |= set() if self.never_fits(person) else self.short(person)
        return not self.short(newcomer) and not kept & {"event", newcomer.category}


class Life(AtTheDesk):
    """Sign up, confirm, cancel, offers, approval by way of categories, heads, capacities, stations, and time."""

    newcomer = staticmethod(lambda heads, category: Person(heads, category, "confirmed"))
    work = None  # set by the test

    def __init__(self):
        super().__init__()
        with self.work():
            event = make_event(capacity=6, starts_in=timedelta(days=30))
            self.slug, self.event_id = event.slug, event.id
            self.categories = {
                "firms": make_category(event, capacity=4).id,
                "press": make_category(event, capacity=3, needs_approval=True).id,
            }
            self.station_ids = [make_station(event, number=n, capacity=2).id for n in (1, 2)]
        self.model = Model(room=6, room_of={"firms": 4, "press": 3})
        self.numbers = 0

    # What people do.

    @rule(target=registrations, heads=st.integers(1, 7), category=st.sampled_from(["firms", "press"]))
    def sign_up(self, heads, category):
        self.numbers += 1
        with self.work():
            application = Application(
                f"Gast {self.numbers}",
                f"gast{self.numbers}@example.org",
                heads=tuple(Head(f"Kopf {n}") for n in range(heads)),
                category_id=self.categories[category],
            )
            person = Person(heads, category, "requested", held_until=clock.now() + timedelta(hours=24))
            if self.model.never_fits(person):
                with pytest.raises(PersonInvalidError):
                    services.register(event=self.event(), application=application, now=clock.now())
                return multiple()
            made = services.register(event=self.event(), application=application, now=clock.now())
            if category == "firms":
                self.lapse({"pending", "offered"}, only_if=not self.model.passes(person))
                seated = self.model.passes(person)
                person.status = "pending" if seated else "waiting"
                person.held_until = clock.now() + (timedelta(minutes=30) if seated else timedelta(hours=24))
                self.queue(person, seated=seated)
            self.model.people[made.public_id] = person
            return made.public_id

    @rule(which=registrations)
    def confirm(self, which):
        person = self.model.people[which]
        over = person.status in {"cancelled", "declined"}
        with self.work():
            try:
                services.confirm_address(registration=self.find(which), now=clock.now())
            except DomainError:
                assert over
                return
        assert not over
        if person.status in {"confirmed", "offered"} or (person.held_until is None and person.status != "expired"):
            return
        if person.held_until is not None and person.held_until <= clock.now():
            self.lapse({person.status})
        if person.status == "expired":
            self.begin_anew(person)
        self.settle(person)

    @rule(which=registrations)
    def leave(self, which):
        person = self.model.people[which]
        with self.work():
            cancel(self.find(which))
        if person.status in {"cancelled", "declined", "expired"}:
            return
        held = person.status in HOLDING
        person.status, person.held_until = "cancelled", None
        if held:
            self.model.call_up(self.until())

    @rule(which=registrations, accepts=st.booleans())
    def answer_an_offer(self, which, accepts):
        person = self.model.people[which]
        if person.status != "offered":
            return
        late = person.held_until <= clock.now()
        act = services.accept_offer if accepts else services.decline_offer
        with self.work():
            try:
                act(registration=self.find(which), now=clock.now())
            except DomainError:
                assert late
                assert accepts
                return
        assert not (late and accepts)
        person.status, person.held_until = ("confirmed" if accepts else "cancelled"), None
        if not accepts:
            self.model.call_up(self.until())

    @rule(which=registrations)
    def one_less(self, which):
        person = self.model.people[which]
        with self.work():
            found = self.find(which)
            try:
                leaving = found.attendees[0].id
                services.drop_attendee(registration=found, attendee_id=leaving, now=clock.now())
            except DomainError:
                assert person.status in {"cancelled", "declined", "expired"}
                return
        if person.heads == 1:
            person.status, held, person.held_until = "cancelled", person.status in HOLDING, None
        else:
            person.heads -= 1
            held = person.status in HOLDING or person.status == "waiting"
        if held:
            self.model.call_up(self.until())

    @rule(which=registrations, station=st.integers(0, 1))
    def choose_a_station(self, which, station):
        with self.work():
            found = self.find(which)
            try:
                stations.choose_station(
                    attendee=found.attendees[0],
                    station=session().get(Station, self.station_ids[station]),
                    now=clock.now(),
                )
            except DomainError:
                pass
            else:
                assert self.model.people[which].status == "confirmed"

    # What the desk does.

    @rule(which=registrations, approves=st.booleans())
    def decide(self, which, approves):
        person = self.model.people[which]
        with self.work():
            try:
                if approves:
                    services.approve(registration=self.find(which), now=clock.now())
                else:
                    services.decline(registration=self.find(which), reason="x", now=clock.now())
            except DomainError:
                too_large = approves and self.model.never_fits(person)
                assert person.status != "requested" or person.held_until is not None or too_large
                return
        if person.status != "requested":
            return
        assert person.held_until is None
        seated = self.model.passes(person)
        person.status = ("confirmed" if seated else "waiting") if approves else "declined"
        if approves:
            self.queue(person, seated=seated)

    @rule(capacity=st.integers(0, 8))
    def resize(self, capacity):

        with self.work():
            change_capacity(event=self.event(), capacity=capacity)
        self.model.room = capacity
        self.model.call_up(self.until())

    @rule(category=st.sampled_from(["firms", "press"]), capacity=st.integers(0, 5))
    def resize_a_category(self, category, capacity):
        with self.work():
            found = session().get(Category, self.categories[category])
            services.change_category(event=self.event(), category=found, capacity=capacity, now=clock.now())
        self.model.room_of[category] = capacity
        self.model.call_up(self.until())

    # What time does.

    @rule(minutes=st.sampled_from([1, 31, 24 * 60 + 1]))
    def time_passes_and_the_job_comes_round(self, minutes):
        clock.move_on(timedelta(minutes=minutes))
        with self.work():
            services.expire_due(now=clock.now())
        with self.work():
            services.fill_free_places(now=clock.now())
        self.lapse({"pending", "offered", "waiting", "requested"})

    # What must hold.

    @invariant()
    def nobody_waits_who_could_have_a_place(self):
        """Held by itself and not by the model: free places, and somebody fits whom nobody waits before."""
        with self.work():
            line = [each for each in line_of(self.event(), clock.now()).entries if not each.unconfirmed]
        ahead = [each for each in line if not each.never]
        if ahead:
            assert ahead[0].lacks

    @invariant()
    def both_agree(self):
        with self.work():
            rows = session().scalars(select(Registration)).all()
            found = {row.public_id: (row.status, row.heads, row.held_until) for row in rows}
            told = Counter(session().scalars(select(OutboxMail.about).where(OutboxMail.kind == "offer")).all())
        assert found == {key: (each.status, each.heads, each.held_until) for key, each in self.model.people.items()}
        assert told == Counter({key: each.offers for key, each in self.model.people.items() if each.offers})

    @invariant()
    def what_is_counted_is_what_is_there(self):
        with self.work():
            event = self.event()
            pools = {pool.id: pool for pool in session().scalars(select(Pool))}
            wanted = Counter({event.pool_id: self.model.taken()})
            for key, category_id in self.categories.items():
                wanted[session().get(Category, category_id).pool_id] = self.model.taken(key)
            for choice in session().scalars(select(StationChoice)):
                wanted[session().get(Station, choice.station_id).pool_id] += 1
            for pool in pools.values():
                assert pool.taken == wanted[pool.id] >= 0
                over = max(0, pool.taken - pool.capacity) if pool.capacity is not None else 0
                assert pool.granted_over == over

    @invariant()
    def a_head_with_a_place_has_a_ticket_and_nobody_else(self):
        with self.work():
            seated = select(Attendee.id).join(Registration, Registration.id == Attendee.registration_id)
            wanted = set(
                session().scalars(seated.where(Registration.status == "confirmed", Attendee.left_at.is_(None)))
            )
            valid = set(session().scalars(select(Ticket.attendee_id).where(Ticket.revoked_at.is_(None))))
            assert valid == wanted
            assert set(session().scalars(select(StationChoice.attendee_id))) <= wanted

    # Helpers of the model.

    def settle(self, person):
        person.held_until = None
        if person.status == "pending":
            person.status = "confirmed"
        elif person.status == "waiting":
            self.model.call_up(self.until())
            if person.status == "offered":  # whoever is here right now needs no offer
                person.status, person.held_until = "confirmed", None
                person.offers -= 1

    def begin_anew(self, person):
        person.status = "requested"
        if person.category == "firms":
            seated = self.model.passes(person)
            person.status = "pending" if seated else "waiting"
            self.queue(person, seated=seated)

    def queue(self, person, *, seated):
        if not seated:
            self.model.ranks += 1
            person.rank = self.model.ranks

    def lapse(self, which, *, only_if=True):
        due = [
            each
            for each in self.model.people.values()
            if each.status in which and each.held_until is not None and each.held_until <= clock.now()
        ]
        if not due or not only_if:
            return
        held = any(each.status in HOLDING for each in due)
        for each in due:
            each.status, each.held_until = "expired", None
        if held:
            self.model.call_up(self.until())

    def until(self):
        return clock.now() + timedelta(hours=24)

    def event(self):
        return session().get(Event, self.event_id)

    def find(self, public_id):
        return queries.get_by_public_id(public_id)


@pytest.mark.both
@pytest.mark.giant
@pytest.mark.usefixtures("now")
def test_whatever_people_do_the_promises_hold(work, app, database_url, monkeypatch):
    monkeypatch.setattr("webapp.mail.rules.MOST_UNASKED", 10_000)
    Life.work = staticmethod(work)

    run_machine(with_empty_tables(Life, work), runs=RUNS, steps=STEPS)
