"""Each job goes on past an item that raises: at once, every time, and it tries that item a bounded number of times."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.integration.foundation.scene import states, three
from tests.integration.foundation.scenes import SCENES, table
from webapp.events.queries import get_event_by_id
from webapp.foundation import clock, files, going_on, jobs, stopping
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.mail.outbox import tasks as mail_tasks
from webapp.registration import services
from webapp.registration.models import GuestList
from webapp.registration.services import guest_tables

pytestmark = pytest.mark.usefixtures("now")

MOST_ROUNDS = 12


class BadError(RuntimeError):
    """What no code expects."""


# Jobs that go through nothing but files and steps; what becomes of these stands further down.
STEPS = {
    "webapp.foundation.jobs.tidy_up": ["forget_old_keys", "forget_old_troubles"],
    "webapp.foundation.traces.leave_no_traces": [],
    "webapp.mail.outbox.tasks.forget_old_mail": [],
    "webapp.accounts.tasks.forget_ended_sessions": [],
    "webapp.contacts.tasks.take_up_who_is_new": [],
    "webapp.contacts.tasks.look_over_contacts": [],
}


def test_every_job_is_shown_here(app):
    assert set(jobs.registered()) == set(SCENES) | set(STEPS)


@pytest.mark.parametrize(("job", "scene"), [(job, scene) for job, scenes in SCENES.items() for scene in scenes])
def test_a_job_goes_on_past_an_item_that_raises_at_once_and_every_time(app, work, monkeypatch, job, scene):
    scene = scene()
    with work():
        first = scene.make()
    bad, attempts = {first[1]}, []
    real = getattr(scene.module, scene.function)

    def raising(*values, **named):
        key = scene.key_of(*values, **named)
        hit = bad & key if isinstance(key, set) else bad & {key}
        if hit:
            attempts.append(hit)
            raise BadError("a secret name")
        return real(*values, **named)

    monkeypatch.setattr(scene.module, scene.function, raising)

    def run():
        with app.app_context():
            jobs.registered()[job].run()

    scene.prepare()
    run()
    with work():
        assert [scene.is_done(key) for key in first] == [True, False, True]
        assert "secret" not in "".join(each.problem for each in going_on.troubles())
    # Every time: those that come later are done as well, however often the bad one raises.
    for _ in range(2):
        with work():
            later = [key for key in scene.make() if key not in bad]
        scene.prepare()
        run()
        with work():
            assert all(scene.is_done(key) for key in later)
    for _ in range(MOST_ROUNDS):
        clock.move_on(timedelta(hours=20))
        run()
    tried = len(attempts)
    clock.move_on(timedelta(hours=20))
    run()
    assert len(attempts) == tried  # somebody has to look at it by now
    with work():
        assert noted(job)


def noted(job):
    """The bad item is recorded with its reason: among the troubles, or at its own row."""
    if job == "webapp.mail.outbox.tasks.deliver_due":
        return session().scalars(select(OutboxMail.last_problem).where(OutboxMail.state == "set_aside")).all()
    return going_on.troubles()


@pytest.mark.parametrize("step", STEPS["webapp.foundation.jobs.tidy_up"])
def test_one_step_of_tidying_up_leaves_the_others_alone(app, work, monkeypatch, step):
    ran = []

    def fail(**_):
        raise BadError

    monkeypatch.setattr(jobs, step, fail)
    monkeypatch.setattr(app.extensions["throttle"].storage, "sweep", lambda: ran.append(1))
    with app.app_context():
        for _ in range(10):
            jobs.tidy_up()
    assert len(ran) == 10
    with work():
        assert [(each.work, each.problem) for each in going_on.troubles()] == [("tidy up", "BadError")]


def test_a_file_that_can_not_be_deleted_stays_alone(app, work, tmp_path):
    folder = tmp_path / "mail"
    folder.mkdir()
    names = [letter * 22 for letter in "abc"]
    for name in (names[0], names[2]):
        (folder / f"{name}.eml").write_text("x")
    (folder / f"{names[1]}.eml").mkdir()  # can't be unlinked
    clock.move_on(timedelta(days=4000))
    with app.app_context():
        mail_tasks.forget_old_mail()
    assert [path.name for path in folder.iterdir()] == [f"{names[1]}.eml"]
    with work():
        assert [each.item for each in going_on.troubles()] == [names[1]]


def test_a_stored_file_that_can_not_be_deleted_stays_alone(app, work, tmp_path):
    folder = tmp_path / "files" / "ab"
    folder.mkdir(parents=True)
    names = ["ab" + letter * 20 for letter in "xyz"]
    for name in names:
        (folder / name).write_text("x")
    clock.move_on(timedelta(days=4000))
    real = type(folder).unlink
    with pytest.MonkeyPatch.context() as patched, work():
        patched.setattr(type(folder), "unlink", lambda path, **named: _refuse(path, names[1]) or real(path, **named))
        files.sweep(now=clock.now())
    assert [path.name for path in folder.iterdir()] == [names[1]]


def _refuse(path, name):
    if path.name == name:
        raise PermissionError


def test_an_item_that_ends_the_worker_is_tried_twice_and_then_put_aside(app, work, monkeypatch):
    with work():
        lists = three(lambda: table().id)

    def killed(guest_list):
        if guest_list.id == lists[1]:
            raise KeyboardInterrupt  # as a process that is killed: nothing is noted afterwards
        return real(guest_list)

    real = guest_tables._counted
    monkeypatch.setattr(guest_tables, "_counted", killed)
    ended = 0
    for _ in range(6):
        try:
            with app.app_context():
                services.read_lists()
        except KeyboardInterrupt:
            ended += 1
        clock.move_on(timedelta(hours=1))
    assert ended == 2
    with work():
        assert [states(GuestList, each) for each in lists] == ["ready", "unreadable", "ready"]
        assert states(GuestList, lists[1], "problem") == "failed"


def test_a_job_that_is_asked_to_stop_ends_and_the_item_is_not_counted(app, work, monkeypatch):
    with work():
        lists = three(lambda: table().id)
    flag = jobs.threading.Event()
    stopping.stop_by(flag)
    real = guest_tables._counted

    def stopped(guest_list):
        if guest_list.id == lists[1]:
            flag.set()
        return real(guest_list)

    monkeypatch.setattr(guest_tables, "_counted", stopped)
    with app.app_context(), pytest.raises(stopping.StoppedError):
        services.read_lists()
    with work():
        assert [states(GuestList, each) for each in lists] == ["ready", "reading", "reading"]
        assert going_on.troubles() == []
    flag.clear()
    monkeypatch.setattr(guest_tables, "_counted", real)
    with app.app_context():
        services.read_lists()
    with work():
        assert {states(GuestList, each) for each in lists} == {"ready"}
        assert get_event_by_id(session().get(GuestList, lists[0]).event_id)
