"""`dialogwerk demo reset` puts the demo content back, and deletes nothing else unasked."""

from datetime import date

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_registration
from webapp.accounts import services as accounts
from webapp.accounts.models import User
from webapp.accounts.types import Role
from webapp.demo import loader
from webapp.demo.errors import NotDemoContentError
from webapp.demo.models import DemoContent
from webapp.events.models import Event
from webapp.factory import command_group
from webapp.fields.trades import all_trades
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.procurement import services as procurement
from webapp.procurement.types import TenderStatus
from webapp.registration import services as registrations
from webapp.registration.models import Registration


def of_an_event():
    make_event("Unser Stammtisch")


def of_an_account():
    user = accounts.add_user(email="chef@example.org", name="Kim Chef", password="ein langes Wort", now=clock.now())
    accounts.assign_role(user=user, role=Role.ADMIN)


def of_a_registration():
    make_registration(session().scalars(select(Event).order_by(Event.id)).first(), email="neu@example.org")


def of_an_invitation():
    event = session().scalars(select(Event).where(Event.starts_at > clock.now())).first()
    registrations.invite(event=event, guests=[registrations.Guest("Ina", "ina@example.org")], now=clock.now())


def of_a_tender():
    said = {"title": "Dach", "trade": all_trades()[3].key, "place": "Mittweida", "link": "", "submit_until": None}
    dates = {"publication_on": date(2027, 3, 1), "status": TenderStatus.PLANNED}
    procurement.announce_tender(body_id=make_organisation().id, zone="Europe/Berlin", now=clock.now(), **said, **dates)


ADDED = {
    "event": of_an_event,
    "account": of_an_account,
    "registration": of_a_registration,
    "invitation": of_an_invitation,
    "tender": of_a_tender,
}


def held():
    """All events, accounts and registrations by what names them."""
    return [
        list(session().scalars(select(name).order_by(name))) for name in (Event.slug, User.email, Registration.email)
    ]


@pytest.mark.proof
def test_what_was_added_to_the_demo_content_is_deleted_only_when_told_to(work):
    with work():
        loader.load_if_empty()
        as_laid_in = held()
    for kind, add in ADDED.items():
        with work():
            add()
            before = held()
        with work():
            assert loader.reset_would_delete()[kind] == 1
            with pytest.raises(NotDemoContentError):
                loader.reset()
            assert held() == before
    with work():
        loader.reset(with_what_was_added=True)
        assert [len(each) for each in held()] == [len(each) for each in as_laid_in]
        assert loader.reset_would_delete() == {}


def test_the_demo_content_alone_is_put_back_whatever_became_of_it(work):
    with work():
        loader.load_if_empty()
        first = session().scalars(select(Event).order_by(Event.id)).first()
        title, first.title = first.title, "Umbenannt"
    with work():
        loader.reset()
        assert title in session().scalars(select(Event.title)).all()


@pytest.mark.parametrize("kind", ["event", "account"])
def test_a_database_that_never_held_demo_content_is_never_emptied(work, kind):
    with work():
        ADDED[kind]()
        before = held()
    for told in (False, True):
        with pytest.raises(NotDemoContentError), work():
            loader.reset(with_what_was_added=told)
    with work():
        assert held() == before


def test_what_an_earlier_version_laid_in_counts_as_added(work):
    with work():
        loader.load_if_empty()
        session().scalars(select(DemoContent)).one().laid_in = None
    with work():
        assert loader.reset_would_delete().keys() >= {"event", "account", "registration"}


@pytest.mark.proof
def test_the_command_says_what_there_is_and_asks(tmp_path, monkeypatch):
    monkeypatch.setenv("DIALOGWERK_DATA_DIR", str(tmp_path / "data"))

    def run(*words, said=""):
        return CliRunner().invoke(command_group(), words, input=said)

    assert run("demo", "load").exit_code == 0
    added = ["user", "add", "chef@example.org", "--name", "Kim", "--password", "a long enough password"]
    for options, typed in (([], "y"), (["--yes"], "")):
        assert run(*added).exit_code == 0
        for refusal in ("", "n"):
            result = run("demo", "reset", said=refusal)
            assert result.exit_code != 0
            assert "1 × account. Delete that as well?" in result.output
            assert run(*added).exit_code != 0  # it is still there
        assert run("demo", "reset", *options, said=typed).exit_code == 0
