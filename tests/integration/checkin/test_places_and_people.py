"""A machine of scans, swaps, cancels, additions, offers and capacities: never more people inside than places."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import func, select

from tests.integration.checkin.conftest import make_door_event
from tests.machines import run_machine, with_empty_tables
from webapp.accounts.acting import acting_as
from webapp.capacity.models import Pool
from webapp.checkin import queries as door
from webapp.checkin import services as doors
from webapp.checkin.models import CheckIn, Presence
from webapp.checkin.queries.lists import parts_of
from webapp.checkin.queries.live import shares_of
from webapp.checkin.types import Direction, Scan, Verdict
from webapp.events.models import Event
from webapp.events.services import change_capacity, postpone_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.errors import DomainError
from webapp.foundation.transaction import savepoint
from webapp.registration import services
from webapp.registration.errors import PersonInvalidError
from webapp.registration.models import Attendee, Change, Registration
from webapp.registration.services import history
from webapp.registration.types import HOLDS_A_PLACE, LIVE, Application, Head, Source
from webapp.tickets.models import Ticket

pytestmark = [pytest.mark.both, pytest.mark.giant, pytest.mark.usefixtures("now")]
STEPS, RUNS = 30, 50
NEEDS = Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"})
PHOTOS = Definition("photos", FieldKind.PHOTOS, {"de": "Fotos?"}, of_each=True)
NUMBERS = st.integers(0, 50)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
BY_DOORS = {"came_in", "came_all_the_same", "had_not_come"}
PICTURES = {"yes": 2, "no": 4, "": 4}


class Hall(RuleBasedStateMachine):
    """What people do by their links, staff at two doors (one of them offline), and the desk."""

    work = None  # set by the test

    def __init__(self):
        super().__init__()
        with self.work():
            event = make_door_event(capacity=3, starts_in=timedelta(hours=5))
            self.event_id = event.id
            self.opens = self.door().opens_at
            services.ask(event=event, definitions=[NEEDS, PHOTOS], now=clock.now())
        self.numbers = 0
        self.unsent: list[Scan] = []
        self.scans: list[str] = []
        self.put_down_here: list[doors.WalkIn] = []  # what the devices know of people without a registration
        self.heard_of: set[str] = set()
        self.taken_back: set[str] = set()  # the walk-ins that any device took back, whether they were heard of or not
        self.told: dict[str, tuple[str, str]] = {}  # by name: needs and pictures as that person said
        self.handed_on = 0  # places that the desk gave to somebody else although they had been used

    # By the link.

    @rule(heads=st.integers(1, 3), pictures=st.sampled_from(["yes", "no"]))
    def sign_up(self, heads, pictures):
        people = tuple(self.somebody("", pictures) for _ in range(heads))
        needs = f"Bedarf {self.numbers}"
        for head in people:
            self.told[head.name] = (needs, pictures)
        with self.work():
            application = Application(people[0].name, f"{people[0].name}@example.org", heads=people)
            application = self.with_answers(application, {"needs": needs})
            event = self.event()
            if max(1, event.pool.capacity) < heads:  # larger than all places: nobody is put in line for nothing
                with pytest.raises(PersonInvalidError):
                    services.register(event=event, application=application, now=clock.now())
                return
            made = services.register(event=event, application=application, now=clock.now())
            services.confirm_address(registration=made, now=clock.now())

    @rule(n=NUMBERS, m=NUMBERS, pictures=st.sampled_from(["yes", "no", ""]))
    def somebody_else_comes(self, n, m, pictures):
        head = self.somebody("own", pictures)
        self.by_link(n, lambda made, by: services.replace_attendee(attendee_id=self.of(made, m).id, head=head, **by))

    @rule(n=NUMBERS, pictures=st.sampled_from(["yes", "no", ""]))
    def one_more(self, n, pictures):
        head = self.somebody("own", pictures)
        self.by_link(n, lambda _made, by: services.add_attendee(head=head, **by))

    @rule(n=NUMBERS, m=NUMBERS)
    def one_less(self, n, m):
        self.by_link(n, lambda made, by: services.drop_attendee(attendee_id=self.of(made, m).id, **by))

    @rule(n=NUMBERS)
    def give_up(self, n):
        self.by_link(n, lambda _made, by: services.cancel(**by))

    @rule(n=NUMBERS)
    def delete_all(self, n):
        self.by_link(n, lambda _made, by: services.erase(**by))

    @rule(n=NUMBERS)
    def take_the_offer(self, n):
        self.by_link(n, lambda made, _by: services.accept_offer(registration=made, now=clock.now()))

    # At the doors.

    @rule(n=NUMBERS, direction=st.sampled_from([Direction.IN, Direction.IN, Direction.OUT]))
    def scan(self, n, direction):
        with self.work():
            if (reference := self.ticket(n)) is not None:
                self.record([Scan(str(uuid.uuid4()), reference, direction, clock.now(), "Nord")])
        clock.move_on(timedelta(seconds=7))

    @rule(n=NUMBERS, direction=st.sampled_from([Direction.IN, Direction.IN, Direction.OUT]))
    def scan_without_a_network(self, n, direction):
        """The device knows the tickets as they are now; what it saw is heard of later."""
        with self.work():
            reference = self.ticket(n, valid=True)
        shown = Verdict.ADMITTED if direction is Direction.IN else Verdict.LEFT
        if reference is not None:
            self.unsent.append(Scan(str(uuid.uuid4()), reference, direction, clock.now(), "Süd", shown=shown))
        clock.move_on(timedelta(seconds=7))

    @rule(backwards=st.booleans())
    def send_what_was_seen(self, backwards):
        sent, self.unsent = self.unsent, []
        with self.work():
            self.record(sent[::-1] if backwards else sent)

    @rule(n=NUMBERS)
    def take_a_scan_back(self, n):
        if not self.scans:
            return
        with self.work():
            self.attempt(
                lambda: doors.undo_scan(
                    door=self.door(),
                    undone_id=self.scans[n % len(self.scans)],
                    scan_id=str(uuid.uuid4()),
                    gate="",
                    device="",
                    now=clock.now(),
                )
            )

    @rule(heads=st.integers(1, 2), sent=st.booleans())
    def somebody_without_a_registration(self, heads, sent):
        people = tuple(self.somebody("", "") for _ in range(heads))
        application = Application(people[0].name, "", heads=people, source=Source.DOOR)
        self.put_down_here.append(doors.WalkIn(str(uuid.uuid4()), application, clock.now(), "Nord"))
        if sent:
            self.hear_of_a_walk_in(len(self.put_down_here) - 1)
        clock.move_on(timedelta(seconds=7))

    @rule(n=NUMBERS)
    def hear_of_a_walk_in(self, n):
        """Once, again, or for the first time after they were taken back."""
        self.with_a_walk_in(n, doors.take_walk_in)

    @rule(n=NUMBERS)
    def put_down_by_mistake(self, n):
        """Also by a device of which we heard first, and again."""
        if self.put_down_here:
            self.taken_back.add(self.put_down_here[n % len(self.put_down_here)].id)
        self.with_a_walk_in(n, doors.take_walk_in_back)

    # At the desk.

    @rule(n=NUMBERS, m=NUMBERS)
    def the_desk_insists(self, n, m):
        head = self.somebody("own", "no")
        with self.work():
            made = self.registration(n)
            if made is None or not made.attendees:
                return
            leaving = self.of(made, m)

            def swap():
                doors.see_out(event=self.event(), attendee_ids=[leaving.id], now=clock.now())
                session().refresh(leaving)
                used = leaving.entered_at is not None
                services.replace_attendee(
                    registration=made,
                    attendee_id=leaving.id,
                    head=head,
                    now=clock.now(),
                    despite_entry=True,
                )
                self.handed_on += used

            self.attempt(swap)

    @rule(n=NUMBERS, days=st.sampled_from([1, 14]), at_once=st.booleans())
    def another_day(self, n, days, at_once):
        """What devices have not told yet of the day that was given up they tell on the new one."""
        self.scan_without_a_network(n, Direction.IN)
        if at_once:
            self.send_what_was_seen(backwards=False)
        with self.work():
            event, off = self.event(), timedelta(days=days)
            span = {"starts_at": event.starts_at + off, "ends_at": event.ends_at + off}
            postpone_event(event=event, now=clock.now(), reason="Alarm", **span)
            self.opens, self.handed_on = self.door().opens_at, 0
            clock.move_on(event.starts_at - timedelta(hours=5) - clock.now())

    @rule(capacity=st.integers(0, 6))
    def resize(self, capacity):
        with self.work():
            change_capacity(event=self.event(), capacity=capacity)

    @rule()
    def the_job_comes_round(self):
        clock.move_on(timedelta(minutes=2))
        with self.work():
            services.expire_due(now=clock.now())
        with self.work():
            services.fill_free_places(now=clock.now())

    # What must hold.

    @invariant()
    def nobody_is_inside_without_a_place(self):
        with self.work():
            inside = session().scalars(
                select(Attendee)
                .join(Ticket, Ticket.attendee_id == Attendee.id)
                .join(Presence, Presence.ticket_id == Ticket.id)
                .where(Presence.inside_since.is_not(None))
            )
            for each in inside:
                assert each.left_at is None
                assert each.registration.status == "confirmed"

    @invariant()
    def never_more_came_than_places_were_granted(self):
        with self.work():
            pool = session().get(Pool, self.event().pool_id)
            came = session().scalar(select(func.count()).where(Attendee.entered_at.is_not(None)))
            holding = session().scalars(select(Registration).where(Registration.status.in_(HOLDS_A_PLACE))).all()
            assert pool.taken == sum(each.heads for each in holding)
            assert pool.taken <= pool.capacity + pool.granted_over
            assert all(each.heads == len(each.attendees) for each in holding)
            assert came <= pool.taken + self.handed_on
            assert all(head.entered_at for each in holding if each.erased_at for head in each.attendees)

    @invariant()
    def a_place_is_given_back_only_to_whoever_came_on_it(self):
        with self.work():
            again = session().scalars(select(Attendee).where(Attendee.regained_at.is_not(None)))
            assert all(each.entered_at is not None or each.left_at is not None for each in again)

    @invariant()
    def nobody_who_was_put_down_by_mistake_keeps_a_place(self):
        """Those stay to whom somebody has done something since, or whom another door has seen."""
        with self.work():
            for made in session().scalars(select(Registration).where(Registration.source == "door")):
                kinds = set(session().scalars(select(Change.kind).where(Change.registration_id == made.id)))
                if made.status in LIVE and kinds <= BY_DOORS:
                    assert all(self.entries_of(each) for each in made.attendees), made.name
                elif kinds <= BY_DOORS and made.erased_at is None:  # whose link cancelled it, the history says no more
                    # What was seen on a day that was given up before anybody heard of it gives no place back.
                    assert not any(self.entries_of(each, since=self.opens) for each in made.attendees), made.name

    @invariant()
    def whoever_was_taken_back_first_is_never_put_down(self):
        with self.work():
            made = select(func.count()).select_from(Registration).where(Registration.source == "door")
            assert session().scalar(made) <= len(self.heard_of)

    @invariant()
    def a_day_that_was_given_up_counts_for_nothing(self):
        with self.work():
            came = session().execute(select(Attendee.entered_at, Attendee.inside_since)).all()
            came += session().execute(select(Presence.first_at, Presence.inside_since)).all()
            assert all(at is None or at >= self.opens for row in came for at in row)

    @invariant()
    def came_is_never_below_inside(self):
        with self.work():
            shares = shares_of(self.event_id)
            present = door.counts_of(self.event_id).present
            assert sum(each.present for each in shares) == present
            assert sum(each.came for each in shares) == door.came_count(self.event_id) >= present

    @invariant()
    def the_marks_say_what_the_doors_say(self):
        with self.work():
            seen = dict(
                session()
                .execute(
                    select(Ticket.attendee_id, Presence.inside_since).join(Presence, Presence.ticket_id == Ticket.id)
                )
                .all()
            )
            marks = session().execute(select(Attendee.id, Attendee.inside_since)).all()
            assert {key: since for key, since in marks if since} == {key: since for key, since in seen.items() if since}

    @invariant()
    def needs_and_consents_are_those_of_whoever_gave_them(self):
        with self.work():
            rows = [row for part in parts_of(self.event_id).values() for row in json.loads(part.rows)]
        for _reference, _code, name, _category, _group, needs, marks, *_registrant in rows:
            if name:
                told, pictures = self.told[name]
                assert (needs, marks) == (told, PICTURES[pictures]), name

    # Helpers.

    def somebody(self, needs, pictures):
        self.numbers += 1
        name = f"Gast{self.numbers}"
        own = {"needs": f"{name} braucht"} if needs else {}
        self.told[name] = (own.get("needs", ""), pictures)
        return Head(name, answers={**own, **({"photos": pictures} if pictures else {})})

    def with_answers(self, application, answers):
        from dataclasses import replace

        from webapp.registration.queries import setup_of

        return replace(application, answers=answers, field_set_id=setup_of(self.event_id).field_set_id)

    def by_link(self, n, act):
        with self.work():
            made = self.registration(n)
            if made is not None and made.attendees:
                by = {"registration": made, "now": clock.now()}
                with acting_as(history.own(made)):
                    self.attempt(lambda: act(made, by))

    def attempt(self, act):
        try:
            with savepoint():
                act()
        except DomainError:
            pass

    def with_a_walk_in(self, n, take):
        if not self.put_down_here:
            return
        walk_in = self.put_down_here[n % len(self.put_down_here)]
        if take is doors.take_walk_in and walk_in.id not in self.taken_back:
            self.heard_of.add(walk_in.id)
        with self.work():
            event = self.event()
            self.attempt(lambda: take(event=event, walk_in=walk_in, now=clock.now()))
        self.scans.append(walk_in.id)

    def entries_of(self, attendee, since=LONG_AGO):
        """The scans that let them in and were not taken back, as the log has them."""
        log = session().scalars(
            select(CheckIn)
            .join(Ticket, Ticket.id == CheckIn.ticket_id)
            .where(Ticket.attendee_id == attendee.id, CheckIn.scanned_at >= since)
        )
        scans = log.all()
        undone = {each.undoes for each in scans}
        said = {each.id: each.device_verdict or each.server_verdict for each in scans if each.direction == "in"}
        return [key for key, verdict in said.items() if verdict == "admitted" and key not in undone]

    def record(self, scans):
        doors.record(door=self.door(), scans=scans, now=clock.now())
        self.scans += [each.id for each in scans]

    def registration(self, n):
        ids = session().scalars(select(Registration.id).order_by(Registration.id)).all()
        return session().get(Registration, ids[n % len(ids)]) if ids else None

    def of(self, made, m):
        return made.attendees[m % len(made.attendees)]

    def ticket(self, n, *, valid=False):
        statement = select(Ticket.reference).order_by(Ticket.id)
        if valid:
            statement = statement.where(Ticket.revoked_at.is_(None))
        found = session().scalars(statement).all()
        return found[n % len(found)] if found else None

    def door(self):
        return door.door_of(self.event())

    def event(self):
        return session().get(Event, self.event_id)


@pytest.mark.in_turns
def test_whatever_happens_at_the_doors_a_place_lets_in_one(work, monkeypatch):
    monkeypatch.setattr("webapp.mail.rules.MOST_UNASKED", 10_000)
    Hall.work = staticmethod(work)

    run_machine(with_empty_tables(Hall, work), runs=RUNS, steps=STEPS)
