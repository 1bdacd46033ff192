import pytest
from sqlalchemy.exc import IntegrityError

from tests.factories.organisations import make_organisation
from webapp.foundation import facts, transaction
from webapp.foundation.database import reading, session
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
