from contextlib import suppress

import pytest
from sqlalchemy.exc import IntegrityError

from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from webapp.events.queries import get_event
from webapp.foundation import clock, facts, files, jobs, transaction
from webapp.foundation.database import may_write, reading, session
from webapp.foundation.revisions import bump, read
from webapp.organisations.models import Organisation
from webapp.organisations.queries import all_organisations, find_by_key


class Happened:
    pass


@pytest.mark.both
def test_what_raises_changes_nothing(work):
    def fail_halfway():
        with work():
            make_organisation(key="first")
            make_organisation(key="first")

    with pytest.raises(IntegrityError):
        fail_halfway()
    with work():
        assert all_organisations() == []


def test_jobs_wait_for_the_commit_and_a_rollback_forgets_them(work):
    done = []
    with work():
        transaction.after_commit(lambda: done.append("stored"))
        assert done == []
    assert done == ["stored"]

    def fail():
        with work():
            transaction.after_commit(lambda: done.append("never"))
            raise ValueError

    with pytest.raises(ValueError):
        fail()
    with work():
        pass
    assert done == ["stored"]


def refused(act):
    with suppress(LookupError), transaction.savepoint():
        act()
        raise LookupError


@pytest.mark.both
def test_what_a_savepoint_left_for_the_commit_is_undone_with_it(work):
    done = []

    def later(name):
        transaction.after_commit(lambda: done.append(name))

    def inner():
        later("in a savepoint that is undone")
        with transaction.savepoint():
            later("in one that stands, within one that is undone")

    with work():
        later("before")
        refused(inner)
        with transaction.savepoint():
            later("in one that stands")
            refused(lambda: later("in one that is undone, within one that stands"))
            later("at its end")
        later("after")
    assert done == ["before", "in one that stands", "at its end", "after"]
    with work():
        pass
    assert len(done) == 4


@pytest.mark.both
def test_a_service_that_refuses_wakes_nobody_though_its_caller_goes_on(work, monkeypatch):
    woken = []
    monkeypatch.setattr(jobs, "_enqueue", lambda _app, name: woken.append(name))

    @transaction.all_or_nothing
    def refuse():
        jobs.wake(jobs.tidy_up)
        raise LookupError

    with work():
        with suppress(LookupError):
            refuse()
        make_organisation(key="stays")
    assert woken == []
    with work():
        jobs.wake(jobs.tidy_up)
        assert find_by_key("stays")
    assert woken == ["webapp.foundation.jobs.tidy_up"]


@pytest.mark.both
def test_bytes_of_a_file_go_only_when_that_is_stored(work):
    with work():
        kept = files.store(b"%PDF-", name="a.pdf", media_type="application/pdf", now=clock.now())
    with work():
        refused(lambda: files.forget([kept.id]))
    with work():
        assert files.find(kept.id)
        assert files.path_of(kept.id).exists()
        with transaction.savepoint():
            files.forget([kept.id])
    with work():
        assert not files.path_of(kept.id).exists()


@pytest.mark.both
def test_a_page_that_reads_can_not_write(app):
    def write_while_reading():
        with app.app_context(), reading():
            session().add(Organisation(key="a", name="A", short_name="A", kind="city"))
            session().flush()

    with pytest.raises(RuntimeError, match="only reads"):
        write_while_reading()


def test_a_listener_that_fails_undoes_the_whole_transaction(work):
    @facts.on(Happened)
    def refuse(_fact):
        raise LookupError

    def publish():
        with work():
            make_organisation(key="published")
            facts.publish(Happened())

    with pytest.raises(LookupError):
        publish()
    with work():
        assert find_by_key("published") is None


@pytest.mark.both
def test_what_is_read_first_stays_loaded_and_takes_no_writer_s_lock(app, work):
    with work():
        slug = make_event().slug
    with app.app_context(), transaction.unit_of_work():
        with transaction.reading_first():
            event = get_event(slug)
            assert not may_write()
        assert not session().in_transaction()
        assert may_write()
        event.teaser = "Neu"
    with work():
        assert get_event(slug).teaser == "Neu"


def test_reading_first_inside_a_transaction_that_writes_leaves_it_alone(app):
    with app.app_context():
        with transaction.unit_of_work():
            bump("event:one")
            with transaction.reading_first():
                assert read(["event:one"]) > (0,)
            transaction.rollback()
        assert read(["event:one"]) == (0,)


def test_nothing_is_written_while_reading_first(app, work):
    with app.app_context(), pytest.raises(RuntimeError, match="only reads"), transaction.reading_first():
        make_event()
