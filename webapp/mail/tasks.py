"""The worker: takes up what is due, hands it over outside any transaction, says what became of it."""

import logging
import threading
from email.message import EmailMessage

from flask import Flask, current_app

import webapp.registration.tasks  # noqa: F401 - makes its jobs known to the worker
from webapp.foundation import clock, jobs, transaction
from webapp.foundation.settings import Settings
from webapp.foundation.transaction import unit_of_work
from webapp.mail import queries, rules, services
from webapp.mail.delivery import Deliverer, deliverer_of, local_mailbox
from webapp.mail.errors import LaterError, NeverError, UnreachableError
from webapp.mail.messages import message_of
from webapp.mail.types import Claimed

log = logging.getLogger(__name__)

_asked = threading.Event()
_at_work = threading.Lock()


@jobs.job(every_minutes=1)
def deliver_due() -> None:
    """Deliver all mail that is due; a wake-up during the round makes for another round."""
    _asked.set()
    while _asked.is_set() and _at_work.acquire(blocking=False):
        try:
            _asked.clear()
            deliver_all(current_app.config["SETTINGS"])
        finally:
            _at_work.release()


@jobs.job(every_minutes=60)
def forget_old_mail() -> None:
    """Delete mails, and copies of the mailbox, that went out long ago."""
    with unit_of_work():
        services.forget_old(now=clock.now())
    local_mailbox(current_app.config["SETTINGS"]).forget_older(rules.KEPT_FOR, now=clock.now())


def run_worker(app: Flask) -> None:
    """Deliver mail and run what has to be done every few minutes, until SIGTERM or SIGINT."""
    jobs.consumer(app).run()


def deliver_all(settings: Settings) -> int:
    """Deliver one mail after the other until none is due or the way is blocked; returns how many went out."""
    deliverer, sent = deliverer_of(settings), 0
    try:
        while (mail := _next()) is not None:
            sent += _deliver(deliverer, mail, settings.mail_from)
    except UnreachableError as problem:
        log.warning("no mail goes out: %s", problem.problem)
    finally:
        deliverer.close()
    return sent


def _next() -> Claimed | None:
    with transaction.looking():
        is_due = queries.is_anything_due(clock.now())
    if not is_due:
        return None
    with unit_of_work():
        return services.claim(now=clock.now())


def _deliver(deliverer: Deliverer, mail: Claimed, sender: str) -> int:
    try:
        deliverer.deliver(_message(mail, sender), mail.public_id)
    except UnreachableError as problem:
        with unit_of_work():
            services.give_back(mail, problem=problem.problem, now=clock.now())
        raise
    except LaterError as problem:
        with unit_of_work():
            services.try_later(mail, problem=problem.problem, now=clock.now())
        return 0
    except NeverError as problem:
        log.warning("mail %s is set aside: %s", mail.public_id, problem.problem)
        with unit_of_work():
            services.set_aside(mail, problem=problem.problem)
        return 0
    with unit_of_work():
        services.mark_sent(mail, now=clock.now())
    return 1


def _message(mail: Claimed, sender: str) -> EmailMessage:
    try:
        return message_of(mail, sender=sender)
    except ValueError as problem:
        raise NeverError(f"no message can be made of it: {type(problem).__name__}") from None
