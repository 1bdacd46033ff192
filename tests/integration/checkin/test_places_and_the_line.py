"""The machine of the doors with people who come in from the line, some of them by mistake."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import select

from tests.integration.checkin.test_places_and_people import NUMBERS, RUNS, STEPS, Hall
from tests.machines import run_machine, with_empty_tables
from webapp.checkin import services as doors
from webapp.checkin.models import CheckIn
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import services
from webapp.registration.models import Change, Registration

pytestmark = [pytest.mark.both, pytest.mark.giant, pytest.mark.usefixtures("now")]
IN_LINE = ("waiting", "offered")


class WithALine(Hall):
    """As the hall, where staff let in those who wait as well."""

    @rule(n=NUMBERS, by_mistake=st.booleans())
    def somebody_in_line_comes_in(self, n, by_mistake):
        before = self.entries()
        with self.work():
            ids = select(Registration.id).where(Registration.status.in_(IN_LINE)).order_by(Registration.id)
            in_line = session().scalars(ids).all()
            if in_line:
                self.attempt(lambda: self.come_in(session().get(Registration, in_line[n % len(in_line)])))
        made = sorted(self.entries() - before)
        self.scans += made
        clock.move_on(timedelta(seconds=7))
        for entry in made if by_mistake else ():
            self.take_back(entry)
        clock.move_on(timedelta(seconds=7))

    @invariant()
    def nobody_who_was_let_in_from_the_line_by_mistake_keeps_a_place(self):
        """Those stay to whose registration somebody has done something since, or whom another door has seen."""
        with self.work():
            certain = select(Registration).where(Registration.status == "confirmed", Registration.source != "door")
            for made in session().scalars(certain).all():
                changes = select(Change).where(Change.registration_id == made.id).order_by(Change.id.desc())
                latest = session().scalars(changes.limit(1)).first()
                if latest is not None and latest.kind == "came_in":
                    assert any(self.entries_of(each) for each in made.attendees), made.name

    def come_in(self, made):
        services.seat_who_waits(registration=made, beyond=True, now=clock.now())
        at = {"gate": "Nord", "device": "", "now": clock.now()}
        doors.let_in(event=self.event(), registration_id=made.id, **at)

    def entries(self):
        with self.work():
            return set(session().scalars(select(CheckIn.id)))

    def take_back(self, entry):
        at = {"gate": "", "device": "", "now": clock.now()}
        with self.work():
            undo = {"door": self.door(), "undone_id": entry, "scan_id": str(uuid.uuid4())}
            self.attempt(lambda: doors.undo_scan(**undo, **at))


@pytest.mark.in_turns
def test_whoever_is_let_in_from_the_line_by_mistake_keeps_no_place(work, monkeypatch):
    monkeypatch.setattr("webapp.mail.rules.MOST_UNASKED", 10_000)
    WithALine.work = staticmethod(work)

    run_machine(with_empty_tables(WithALine, work), runs=RUNS, steps=STEPS)
