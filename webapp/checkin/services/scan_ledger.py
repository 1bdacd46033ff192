"""One upload on its way into the log: what is known, what is new, and what it adds up to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from webapp.checkin import queries, rules
from webapp.checkin.errors import ScanReusedError
from webapp.checkin.outcomes import found_of, outcome_of
from webapp.checkin.types import Answer, Direction, Door, Found, Mark, Scan, ScanRecord, Verdict, Visit
from webapp.registration.types import Seen
from webapp.tickets import rules as ticket_rules
from webapp.tickets.types import HeldTicket, TicketId


class ScanLedger:
    """The facts of the tickets that were scanned; `enter` scans in the order of their times, then store what is new."""

    def __init__(self, door: Door, held: dict[str, HeldTicket], ids: set[str]) -> None:
        self.new: list[tuple[Scan, ScanRecord]] = []
        self.shown_since: list[Scan] = []
        self._door, self._held = door, held
        here = [ticket.id for ticket in held.values() if ticket.event_id == door.id]
        found = queries.facts_about(door.id, here, ids)
        self._known = {fact.id: fact for fact in found}
        self._of: dict[tuple[TicketId | None, str], dict[str, ScanRecord]] = defaultdict(dict)
        self._touched: set[tuple[TicketId, str]] = set()
        for fact in found:
            self._of[fact.ticket_id, fact.area][fact.id] = fact

    def enter(self, scan: Scan) -> None:
        """Take a scan that is known for a repeat, and decide about any other one."""
        known = self._known.get(scan.id)
        if known is None:
            self._enter_new(scan)
        elif not self._is_same(known, scan):
            raise ScanReusedError
        elif scan.shown is not None and not known.shown:
            self.shown_since.append(scan)
            self._put(replace(known, shown=scan.shown.value), self._ticket(scan))

    def touch_all(self) -> None:
        """Let all that is known of these tickets be added up anew."""
        here = {ticket.id for ticket in self._held.values()}
        self._touched.update((ticket_id, area) for ticket_id, area in self._of if ticket_id in here)

    def presence(self) -> list[dict[str, object]]:
        """What the facts of the tickets that were scanned add up to, a row for each area."""
        held = {ticket.id: ticket for ticket in self._held.values()}
        return [self._presence(held[ticket_id], area) for ticket_id, area in sorted(self._touched)]

    def seen(self, now: datetime) -> list[Seen]:
        """What all areas together say at `now` of the people whose tickets were scanned, in the order of their ids."""
        touched = {ticket_id for ticket_id, _area in self._touched}
        held = {ticket.id: ticket for ticket in self._held.values() if ticket.id in touched}
        return [self._seen(held[ticket_id], now) for ticket_id in sorted(held)]

    def answer(self, scan: Scan) -> Answer:
        """What holds of a scan that was entered."""
        fact, ticket = self._known[scan.id], self._ticket(scan)
        said = Found(Verdict(fact.answered))
        if self._is_here(ticket):
            said = found_of(fact, self._visit(ticket, fact.area))
        return Answer(scan.id, said.verdict, outcome_of(said, ticket, self._door, at=fact.at))

    def _enter_new(self, scan: Scan) -> None:
        ticket = self._ticket(scan)
        no = self._refusal(scan, ticket)
        verdict = no or self._met(scan, ticket)
        fact = self._fact(scan, ticket, verdict)
        self._put(fact, ticket)
        self.new.append((scan, fact))

    def _refusal(self, scan: Scan, ticket: HeldTicket | None) -> Verdict | None:
        if scan.direction is not Direction.IN and self._is_here(ticket):
            return None  # whoever is inside may leave, whatever became of the ticket
        state = ticket_rules.state_of(self._door.status, revoked=ticket.revoked_at is not None) if ticket else None
        opens, closes = self._door.opens_at, self._door.closes_at
        no = rules.refusal(state, is_here=self._is_here(ticket), at=scan.at, opens=opens, closes=closes)
        # Staff may let in who comes early, but not on a day that was given up.
        early = no is Verdict.NOT_YET and scan.shown is Verdict.ADMITTED and scan.at >= self._door.counts_from
        return None if early else no

    def _met(self, scan: Scan, ticket: HeldTicket | None) -> Verdict:
        """What a good ticket meets: at its time where staff decided by themselves, now where they wait for our word.

        Now, because two devices whose clocks differ by seconds must not both hear a welcome.
        """
        visit = self._visit(ticket, scan.area)
        inside = rules.entry_at(visit, self._door.days, scan.at)
        if scan.shown is None and scan.direction is Direction.IN:
            return Verdict.ALREADY_IN if inside else Verdict.ADMITTED
        if scan.shown is None and scan.direction is Direction.OUT:
            return Verdict.LEFT if inside else Verdict.NOT_IN
        if scan.at < self._door.counts_from:
            return scan.shown or Verdict.UNDONE
        tried = self._fact(scan, ticket, scan.shown or Verdict.UNDONE)
        marks = [fact.mark for fact in self._of[tried.ticket_id, tried.area].values()]
        found = self._added_up([*marks, tried.mark], ticket).found.get(tried.id)
        return found.verdict if found else Verdict.ALREADY_IN

    def _fact(self, scan: Scan, ticket: HeldTicket | None, verdict: Verdict) -> ScanRecord:
        shown = scan.shown.value if scan.shown else ""
        of = (self._door.id, ticket.id if ticket else None)
        return ScanRecord(
            scan.id, *of, scan.direction, scan.at, scan.gate, scan.area, shown, verdict.value, undoes=scan.undoes
        )

    def _put(self, fact: ScanRecord, ticket: HeldTicket | None) -> None:
        self._known[fact.id] = fact
        self._of[fact.ticket_id, fact.area][fact.id] = fact
        if ticket is not None and self._is_here(ticket):
            self._touched.add((ticket.id, fact.area))

    def _presence(self, ticket: HeldTicket, area: str) -> dict[str, object]:
        visit = self._visit(ticket, area)
        return {
            "ticket_id": ticket.id,
            "area": area,
            "event_id": self._door.id,
            "inside_since": visit.entry.at if visit.entry else None,
            "inside_gate": visit.entry.gate if visit.entry else "",
            "first_at": visit.first.at if visit.first else None,
            "first_gate": visit.first.gate if visit.first else "",
            "doubles": len(visit.doubles),
        }

    def _seen(self, ticket: HeldTicket, now: datetime) -> Seen:
        theirs = [which for which in self._of if which[0] == ticket.id]
        visits = [self._visit(ticket, area) for _ticket_id, area in theirs]
        entries = [rules.entry_at(visit, self._door.days, now) for visit in visits]
        return Seen(
            ticket.attendee_id,
            entered_at=min((visit.first.at for visit in visits if visit.first), default=None),
            inside_since=min((entry.at for entry in entries if entry), default=None),
            has_place=ticket.revoked_at is None,
            taken_back=rules.is_taken_back(fact.mark for which in theirs for fact in self._of[which].values()),
        )

    def _visit(self, ticket: HeldTicket | None, area: str) -> Visit:
        return self._added_up((fact.mark for fact in self._of[ticket.id if ticket else None, area].values()), ticket)

    def _added_up(self, marks: Iterable[Mark], ticket: HeldTicket | None) -> Visit:
        since = self._door.counts_from
        if ticket is not None and ticket.void_before is not None:
            since = max(since, ticket.void_before)
        return rules.merge(marks, since=since, days=self._door.days)

    def _is_same(self, known: ScanRecord, scan: Scan) -> bool:
        ticket = self._ticket(scan)
        same = (self._door.id, ticket.id if ticket else None, scan.direction)
        return (known.event_id, known.ticket_id, known.direction) == same

    def _ticket(self, scan: Scan) -> HeldTicket | None:
        return self._held.get(scan.reference) if scan.reference else None

    def _is_here(self, ticket: HeldTicket | None) -> bool:
        return ticket is not None and ticket.event_id == self._door.id
