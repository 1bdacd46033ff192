"""The worker: takes up what is due, hands it over outside any transaction, says what became of it."""

import logging
import threading
from email.message import EmailMessage
from enum import Enum, auto

from flask import current_app

import webapp.calendar.tasks
import webapp.documents.tasks
import webapp.registration.tasks  # noqa: F401 - both make their jobs known to the worker
from webapp.foundation import clock, jobs, transaction
from webapp.foundation.going_on import Work, go_through, take_steps
from webapp.foundation.settings import Settings
from webapp.foundation.stopping import StoppedError, is_told, on_interruption
from webapp.foundation.transaction import unit_of_work
from webapp.mail import rules
from webapp.mail.errors import LaterError, NeverError, StalledError, UnreachableError
from webapp.mail.outbox.delivery import Deliverer, deliverer_of, local_mailbox
from webapp.mail.outbox.enclosures import enclosures_of
from webapp.mail.outbox.messages import message_of
from webapp.mail.outbox.queries import is_anything_due
from webapp.mail.outbox.services import claim, forget_old, give_back, mark_sent, set_aside, try_later
from webapp.mail.types import Claimed

log = logging.getLogger(__name__)

_asked = threading.Event()
_at_work = threading.Lock()
_in_hand: dict[int, Claimed] = {}
_MOST_STALLS = 3  # in a row
_REST = "mail_rests_until"


@jobs.job(every_minutes=1)
def deliver_due() -> None:
    """Deliver all mail that is due; a wake-up during the round makes for another round.

    After nothing went out at all the mail server is left alone for a while, however many wake-ups come.
    """
    _asked.set()
    while _asked.is_set() and not _rests() and _at_work.acquire(blocking=False):
        try:
            _asked.clear()
            deliver_all(current_app.config["SETTINGS"])
        finally:
            _at_work.release()


@jobs.job(every_minutes=60)
def forget_old_mail() -> None:
    """Delete mails, and copies of the mailbox, that went out long ago."""
    mailbox = local_mailbox(current_app.config["SETTINGS"])
    copies: Work[str] = Work("forget a mail's copy", lambda name: mailbox.forget([name]), transaction.savepoint)
    steps = {
        "rows": lambda: forget_old(now=clock.now()),
        "mailbox": lambda: go_through(copies, mailbox.older(rules.KEPT_FOR, now=clock.now())),
    }
    take_steps("forget old mail", steps)


@on_interruption
def give_back_what_is_in_hand() -> None:
    """Let a mail that the worker was about to hand over go out with the next start; at most it arrives twice."""
    for mail in list(_in_hand.values()):
        with unit_of_work():
            give_back(mail, problem="the worker was stopped")


def deliver_all(settings: Settings) -> int:
    """Deliver one mail after the other until none is due or the way is blocked; returns how many went out."""
    deliverer, sent, stalls = deliverer_of(settings), 0, 0
    current_app.extensions.pop(_REST, None)
    try:
        while stalls < _MOST_STALLS and not is_told() and (mail := _next()) is not None:
            outcome = _deliver(deliverer, mail, settings.mail_from)
            sent += outcome is _Outcome.SENT
            stalls = stalls + 1 if outcome is _Outcome.STALLED else 0
    except UnreachableError as problem:
        _rest(problem.problem)
    finally:
        deliverer.close()
    if stalls == _MOST_STALLS:
        _rest("the mail server stalls")
    return sent


def _rests() -> bool:
    until = current_app.extensions.get(_REST)
    return until is not None and clock.now() < until


def _rest(problem: str) -> None:
    log.warning("no mail goes out: %s", problem)
    current_app.extensions[_REST] = rules.next_look(clock.now())


def _next() -> Claimed | None:
    with transaction.looking():
        is_due = is_anything_due(clock.now())
    if not is_due:
        return None
    with unit_of_work():
        return claim(now=clock.now())


class _Outcome(Enum):
    SENT = auto()
    NOT_SENT = auto()
    STALLED = auto()


def _deliver(deliverer: Deliverer, mail: Claimed, sender: str) -> _Outcome:
    _in_hand[id(mail)] = mail
    try:
        return _handed_over(deliverer, mail, sender)
    finally:
        del _in_hand[id(mail)]


def _handed_over(deliverer: Deliverer, mail: Claimed, sender: str) -> _Outcome:
    try:
        with transaction.looking():
            message = _message(mail, sender)
        deliverer.deliver(message, mail.public_id)
    except UnreachableError as problem:
        with unit_of_work():
            give_back(mail, problem=problem.problem)
        raise
    except LaterError as problem:
        with unit_of_work():
            try_later(mail, problem=problem.problem, now=clock.now())
        return _Outcome.STALLED if isinstance(problem, StalledError) else _Outcome.NOT_SENT
    except NeverError as problem:
        log.warning("mail %s is set aside: %s", mail.public_id, problem.problem)
        with unit_of_work():
            set_aside(mail, problem=problem.problem)
        return _Outcome.NOT_SENT
    except StoppedError:
        raise
    except Exception as problem:  # noqa: BLE001 - one mail that raises must not hold up the rest
        log.warning("mail %s is put off: %s", mail.public_id, type(problem).__name__)
        with unit_of_work():
            try_later(mail, problem=f"no message: {type(problem).__name__}"[:120], now=clock.now())
        return _Outcome.NOT_SENT
    with unit_of_work():
        mark_sent(mail, now=clock.now())
    return _Outcome.SENT


def _message(mail: Claimed, sender: str) -> EmailMessage:
    try:
        return message_of(mail, sender=sender, enclosures=enclosures_of(mail))
    except ValueError as problem:
        raise NeverError(f"no message can be made of it: {type(problem).__name__}") from None
