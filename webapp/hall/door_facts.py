"""The exchange between a device and the log of its door."""

from dataclasses import replace
from datetime import datetime
from threading import Lock

from cachetools import TTLCache
from flask import current_app

from webapp.checkin import queries, reading, services
from webapp.checkin.errors import ScanInvalidError
from webapp.checkin.queries.lists import MOST_FACTS, LoggedFact
from webapp.checkin.types import AlreadyIn, Answer, Cancelled, Door, NotYet, OtherEvent, Outcome, Over, Unknown
from webapp.events.queries import get_event
from webapp.foundation import transaction
from webapp.foundation.errors import DomainError
from webapp.hall.door_list import milliseconds
from webapp.hall.door_upload import Sent, SentWalkIn
from webapp.registration.queries import setup_of, terms_said
from webapp.registration.types import Application, CategoryTerms, Head, Source

# With every scan it would be a statement more; once in a while is often enough for a page that shows seconds.
_HEARD_SECONDS = 5.0
_MOST_DEVICES = 1_000
_EXTENSION = "devices_heard"
_lock = Lock()


def exchange(slug: str, door: Door, sent: Sent, *, now: datetime) -> dict[str, object]:
    """What holds of what was sent, and the facts since the number that the device knows."""
    scans = sent.scans
    if sent.shown and scans:
        with transaction.reading_first():
            scans = [replace(scans[0], reference=reading.find_reference(door.id, sent.shown))]
    refused = [{"id": each, "error": ScanInvalidError.code} for each in sent.refused]
    refused += _take_walk_ins(slug, sent, now)
    answers = services.record(door=door, scans=scans, now=now)
    if sent.report.id and (_is_due(door, sent) or not scans):
        services.hear(event_id=door.id, report=sent.report, now=now)
    facts = queries.facts_since(door.id, sent.since)
    return {
        "now": milliseconds(now),
        "answers": [_answer(each) for each in answers],
        "refused": refused,
        "facts": [_fact(each) for each in facts],
        "last": facts[-1].number if facts else sent.since,
        "more": len(facts) == MOST_FACTS,
    }


def _take_walk_ins(slug: str, sent: Sent, now: datetime) -> list[dict[str, object]]:
    """Put down who came without a registration; the codes of those that can't be."""
    refused: list[dict[str, object]] = []
    if not sent.walk_ins:
        return refused
    event = get_event(slug)
    setup = setup_of(event.id)
    for each in sent.walk_ins:
        application = _application(each, terms_said(event.id, setup, each.category))
        walk_in = services.WalkIn(each.id, application, each.at, each.gate, sent.report.id)
        take = services.take_walk_in_back if each.undone else services.take_walk_in
        try:
            with transaction.savepoint():
                take(event=event, walk_in=walk_in, now=now)
        except DomainError as refusal:
            refused.append({"id": each.id, "error": refusal.code})
    return refused


def _application(walk_in: SentWalkIn, terms: CategoryTerms) -> Application:
    """As many as came in, by the names they gave: what the desk asks for by now may be something else."""
    names = (walk_in.name, *walk_in.others)
    has_names = terms.named if walk_in.heads == len(names) == 1 else walk_in.heads <= len(names)
    heads = [Head(name) for name in names if name.strip()] if has_names or walk_in.others else []
    heads += [Head()] * (walk_in.heads - len(heads))
    return Application(
        name=walk_in.name, email="", heads=tuple(heads), category_id=terms.category_id, source=Source.DOOR
    )


def _is_due(door: Door, sent: Sent) -> bool:
    with _lock:
        heard: TTLCache[tuple[int, str], bool] = current_app.extensions.setdefault(
            _EXTENSION, TTLCache(_MOST_DEVICES, _HEARD_SECONDS)
        )
        device = (door.id, sent.report.id)
        if device in heard:
            return False
        heard[device] = True
        return True


def _answer(answer: Answer) -> dict[str, object]:
    return {"id": answer.id, "verdict": answer.verdict.value, **_details(answer.outcome)}


def _details(outcome: Outcome) -> dict[str, object]:
    match outcome:
        case AlreadyIn(name, since, gate):
            return {"name": name, "since": milliseconds(since), "gate": gate}
        case OtherEvent(title, starts_at, zone):
            return {"title": title, "starts": milliseconds(starts_at), "zone": zone}
        case NotYet(name, opens_at):
            return {"name": name, "opens": milliseconds(opens_at) if opens_at else None}
        case Cancelled(name, True):
            return {"name": name, "event": True}
        case Over() | Unknown():
            return {}
        case _:
            return {"name": outcome.name}


def _fact(logged: LoggedFact) -> list[object]:
    fact = logged.fact
    return [
        fact.id,
        logged.reference,
        milliseconds(fact.at),
        fact.direction,
        int(fact.mark.lets_in),
        fact.gate,
        fact.area,
        fact.undoes,
        logged.device,
    ]
