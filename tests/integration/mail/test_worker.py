"""The worker: takes what is due, once, tries again with patience, sets aside what can't go out."""

import os
import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.integration.registration.storming import at_once
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.foundation import clock, jobs, presence, stopping, transaction, working
from webapp.foundation.database import session
from webapp.mail import rules, services, tasks
from webapp.mail.errors import LaterError, NeverError, StalledError, UnreachableError
from webapp.mail.mailbox import Mailbox
from webapp.mail.models import OutboxMail
from webapp.registration.models import Registration

pytestmark = pytest.mark.usefixtures("now")


class Hands:
    """Takes messages in memory; `answers` says per try what goes wrong, nothing when it is used up."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.taken = []
        self.closed = 0

    def deliver(self, message, name):  # noqa: ARG002 - a folder needs the name
        problem = self.answers.pop(0) if self.answers else None
        if problem is not None:
            raise problem
        self.taken.append(message["Message-ID"])

    def close(self):
        self.closed += 1


@pytest.fixture
def mails(work):
    def write(count=1):
        with work():
            event = make_event()
            for _ in range(count):
                make_registration(event, confirmed=False)

    return write


@pytest.fixture
def rows(work):
    def read():
        with work():
            found = session().execute(
                select(OutboxMail.state, OutboxMail.attempts, OutboxMail.due_at, OutboxMail.last_problem).order_by(
                    OutboxMail.id
                )
            )
            return [tuple(row) for row in found]

    return read


@pytest.mark.both
def test_everything_due_goes_out_once(deliver, mails, rows):
    mails(3)
    hands = Hands()
    assert (deliver(hands), deliver(hands)) == (3, 0)
    assert len(set(hands.taken)) == 3
    assert hands.closed == 2
    assert {(state, attempts) for state, attempts, *_ in rows()} == {("sent", 1)}


@pytest.mark.both
def test_two_workers_never_send_one_mail_twice(app, mails, monkeypatch):
    mails(12)
    hands = Hands()
    monkeypatch.setattr(tasks, "deliverer_of", lambda _settings: hands)

    def round_():
        with app.app_context():
            return tasks.deliver_all(app.config["SETTINGS"])

    assert sum(at_once([round_] * 4)) == 12
    assert len(hands.taken) == len(set(hands.taken)) == 12


def test_control_without_the_lease_a_second_worker_sends_it_again(deliver, mails, work, monkeypatch):
    mails()
    monkeypatch.setattr(rules, "LEASE", timedelta())

    class Slow(Hands):
        def deliver(self, message, name):
            super().deliver(message, name)
            if len(self.taken) == 1:
                deliver(self)

    hands = Slow()
    deliver(hands)
    assert len(hands.taken) == 2


def test_a_refusal_for_now_is_tried_again_after_growing_pauses(deliver, mails, rows):
    mails()
    hands = Hands(LaterError("recipient refused: 450"), LaterError("recipient refused: 450"))
    assert deliver(hands) == 0
    assert rows() == [("waiting", 1, clock.now() + timedelta(minutes=1), "recipient refused: 450")]
    clock.move_on(timedelta(seconds=59))
    assert deliver(hands) == 0
    assert rows()[0][1] == 1
    clock.move_on(timedelta(seconds=1))
    assert deliver(hands) == 0
    assert rows()[0][1:3] == (2, clock.now() + timedelta(minutes=2))
    clock.move_on(timedelta(minutes=2))
    assert deliver(hands) == 1
    assert [(state, problem) for state, _, _, problem in rows()] == [("sent", "")]
    assert len(hands.taken) == 1


def test_after_twelve_tries_somebody_has_to_look(deliver, mails, rows):
    mails()
    for _ in range(12):
        deliver(Hands(LaterError("slow")))
        clock.move_on(timedelta(hours=1))
    assert rows()[0][:2] == ("set_aside", 12)
    assert deliver(Hands()) == 0


def test_what_can_never_go_out_is_set_aside_and_the_others_go(deliver, mails, rows):
    mails(2)
    hands = Hands(NeverError("recipient refused: 550"))
    assert deliver(hands) == 1
    assert [(state, problem) for state, _, _, problem in rows()] == [
        ("set_aside", "recipient refused: 550"),
        ("sent", ""),
    ]


def test_a_row_that_makes_no_message_is_set_aside(deliver, mails, rows, work):
    mails()
    with work():
        session().execute(update(OutboxMail).values(subject="a\r\nBcc: b@example.org"))
    assert deliver(Hands()) == 0
    assert rows()[0][0] == "set_aside"
    assert rows()[0][3] == "no message can be made of it: ValueError"


def test_while_the_server_is_away_no_try_counts_and_all_go_out_afterwards(deliver, mails, rows):
    mails(3)
    for _ in range(20):
        hands = Hands(UnreachableError("mail server: ConnectionRefusedError"))
        assert deliver(hands) == 0
        clock.move_on(timedelta(minutes=3))
    assert {(state, attempts) for state, attempts, *_ in rows()} == {("waiting", 0)}
    assert hands.closed == 1
    hands = Hands()
    assert deliver(hands) == 3
    assert len(set(hands.taken)) == 3


def test_a_server_that_is_away_is_left_alone_for_a_while_however_many_wake_ups_come(app, mails, monkeypatch):
    mails(2)
    hands = [Hands(UnreachableError("mail server: ConnectionRefusedError")), Hands()]
    tried = []
    monkeypatch.setattr(tasks, "deliverer_of", lambda _settings: tried.append(1) or hands[len(tried) - 1])
    with app.app_context():
        for _ in range(5):
            tasks.deliver_due()
        assert len(tried) == 1
        clock.move_on(timedelta(minutes=1))
        tasks.deliver_due()
    assert len(tried) == 2
    assert len(hands[1].taken) == 2


def test_three_stalls_in_a_row_end_the_round_and_one_alone_does_not(app, deliver, mails, rows):
    mails(6)
    stall = StalledError("TimeoutError")
    assert deliver(Hands(stall, stall, None, stall)) == 3
    clock.move_on(timedelta(minutes=2))
    mails(5)
    hands = Hands(*[stall] * 10)
    assert deliver(hands) == 0
    assert len(hands.answers) == 7
    assert app.extensions["mail_rests_until"] > clock.now()
    assert {state for state, *_ in rows()} == {"waiting", "sent"}


def test_mails_to_one_address_go_out_in_the_order_in_which_they_were_written(work, deliver):
    with work():
        for name in ("first", "second"):
            make_registration(make_event(), confirmed=False, email="kim@example.org", name=name)
        make_registration(make_event(), confirmed=False, email="ben@example.org")
        written = list(session().scalars(select(OutboxMail.message_id).order_by(OutboxMail.id)))
    hands = Hands(LaterError("recipient refused: 450"))
    assert deliver(hands) == 1
    assert hands.taken == written[2:]
    clock.move_on(timedelta(minutes=1))
    hands = Hands()
    assert deliver(hands) == 2
    assert hands.taken == written[:2]


def test_a_worker_that_dies_loses_nothing_and_its_try_counts(deliver, mails, rows):
    mails()

    class Killed(Hands):
        def deliver(self, message, name):  # noqa: ARG002 - as above
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver(Killed())
    assert rows()[0][:3] == ("waiting", 1, clock.now() + rules.LEASE)
    assert deliver(Hands()) == 0
    clock.move_on(rules.LEASE)
    assert deliver(Hands()) == 1


def test_whoever_lost_the_lease_says_nothing_any_more(work, mails, rows):
    mails()
    with work():
        slow = services.claim(now=clock.now())
    clock.move_on(rules.LEASE)
    with work():
        assert services.claim(now=clock.now()).id == slow.id
        services.set_aside(slow, problem="late")
        services.mark_sent(slow, now=clock.now())
    assert rows()[0][:2] == ("waiting", 2)
    with work():
        assert services.claim(now=clock.now()) is None


def test_an_outbox_with_nothing_in_it_is_no_statement(work):
    with work():
        services.put([], host="localhost", now=clock.now())
        assert session().scalar(select(func.count()).select_from(OutboxMail)) == 0


def test_a_round_delivers_into_the_folder_by_default_and_a_repeat_replaces(app, mails, tmp_path):
    mails(2)
    with app.app_context():
        tasks.deliver_due()
    files = sorted((tmp_path / "mail").glob("*"))
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert {oct(file.stat().st_mode & 0o777) for file in files} == {"0o600"}
    mailbox = Mailbox(tmp_path / "mail")
    assert len(mailbox.newest()) == 2


def test_a_folder_that_cannot_be_written_lets_mail_wait(app, mails, rows, tmp_path):
    mails()
    (tmp_path / "mail").write_text("in the way")
    with app.app_context():
        tasks.deliver_due()
    assert rows()[0][:2] == ("waiting", 0)
    assert rows()[0][3].startswith("mailbox: ")


def test_a_wake_up_during_a_round_makes_for_another_round(app, mails, monkeypatch):
    rounds = []

    def round_(_settings):
        rounds.append(1)
        if len(rounds) == 1:
            tasks.deliver_due()  # somebody else wakes the worker meanwhile

    monkeypatch.setattr(tasks, "deliver_all", round_)
    with app.app_context():
        tasks.deliver_due()
    assert len(rounds) == 2


def test_after_a_month_mails_are_forgotten_but_not_those_that_wait(app, work, mails, deliver, tmp_path):
    mails(2)
    with app.app_context():
        tasks.deliver_due()
    mails()
    for file in (tmp_path / "mail").iterdir():
        old = clock.now().timestamp()
        os.utime(file, (old, old))
    clock.move_on(rules.KEPT_FOR)
    with app.app_context():
        tasks.forget_old_mail()
    assert len(list((tmp_path / "mail").iterdir())) == 2
    clock.move_on(timedelta(seconds=1))
    with app.app_context():
        tasks.forget_old_mail()
    assert list((tmp_path / "mail").iterdir()) == []
    with work():
        assert session().scalar(select(func.count()).select_from(OutboxMail)) == 1
        assert session().scalar(select(func.count()).select_from(Registration)) == 3


class Hanging(Hands):
    """A mail server that takes the line and says nothing any more, until it is let go."""

    def __init__(self):
        super().__init__()
        self.reached, self.let_go = threading.Event(), threading.Event()

    def deliver(self, message, name):
        self.reached.set()
        self.let_go.wait()
        super().deliver(message, name)


def test_a_worker_stops_while_the_mail_server_hangs_and_gives_back_what_it_had_in_hand(app, mails, rows, monkeypatch):
    mails(2)
    hands = Hanging()
    monkeypatch.setattr(tasks, "deliverer_of", lambda _settings: hands)
    monkeypatch.setattr(working, "_SECONDS_TO_FINISH", 0.2)
    monkeypatch.setattr(presence, "_held", {})
    before = rows()
    stop = working.start(app)
    with app.app_context(), acting_as(SYSTEM), transaction.unit_of_work():
        jobs.wake(tasks.deliver_due)
    assert hands.reached.wait(60)
    stop()
    assert not hands.let_go.is_set()
    first, second = rows()
    assert first == ("waiting", 0, before[0][2], "the worker was stopped")
    assert second == before[1]
    hands.let_go.set()
    for descriptor in presence._held.values():
        os.close(descriptor)


def test_the_hanging_hand_says_nothing_any_more_of_what_was_given_back(app, mails, rows, monkeypatch, deliver):
    mails()
    told = threading.Event()
    monkeypatch.setattr(stopping, "_flag", told)

    class Stopped(Hands):
        def deliver(self, message, name):
            told.set()
            tasks.give_back_what_is_in_hand()
            super().deliver(message, name)

    deliver(Stopped())
    assert [(state, attempts, problem) for state, attempts, _, problem in rows()] == [
        ("waiting", 0, "the worker was stopped")
    ]
    told.clear()
    assert deliver(Hands()) == 1


def test_a_worker_that_is_told_to_stop_takes_up_no_further_mail(deliver, mails, monkeypatch):
    mails(3)
    told = threading.Event()
    monkeypatch.setattr(stopping, "_flag", told)

    class Told(Hands):
        def deliver(self, message, name):
            told.set()
            super().deliver(message, name)

    assert deliver(Told()) == 1


def test_what_cannot_be_given_back_keeps_nobody_else_from_it(app, monkeypatch):
    given = []

    def fails():
        raise OSError

    monkeypatch.setattr(stopping, "interruptions", lambda: (fails, lambda: given.append(1)))
    working._give_back(app)
    assert given == [1]
