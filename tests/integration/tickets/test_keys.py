"""The keys behind tickets: one at first, more by rotation, none of them readable in the database."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import InvalidToken
from sqlalchemy import delete, select

from tests.factories.events import make_event
from tests.factories.tickets import make_payload, make_ticket
from tests.queries import counted
from webapp.cli.commands import key
from webapp.factory import create_app
from webapp.foundation import clock
from webapp.foundation.database import db, reading, session
from webapp.tickets import keys
from webapp.tickets.errors import KeysUsedUpError
from webapp.tickets.models import SigningKey, Ticket
from webapp.tickets.payload import Forged, Genuine, UnknownKey, payload_of, read

pytestmark = pytest.mark.both


def test_first_tickets_at_the_same_moment_agree_on_one_key(work):
    def issue(_):
        with work():
            return make_ticket(make_event()).key_id

    with ThreadPoolExecutor(8) as threads:
        used = list(threads.map(issue, range(16)))
    assert set(used) == {1}
    with work():
        assert len(session().scalars(select(SigningKey)).all()) == 1


def test_tickets_of_an_old_key_stay_good_after_a_rotation(work, now):
    with work():
        event = make_event()
        before = make_payload(event, "Vorher")
        assert keys.rotate(now=now) == 2
        after = make_payload(event, "Nachher")
    with work():
        readings = [read(before), read(after)]
        old, new = session().scalars(select(SigningKey).order_by(SigningKey.id)).all()
    assert [reading.content.key_id for reading in readings] == [1, 2]
    assert old.retired_at == now
    assert new.retired_at is None


def test_an_old_ticket_is_written_with_its_own_key_for_ever(work, now):
    with work():
        event = make_event()
        ticket = make_ticket(event)
        before = payload_of(ticket, event)
        keys.rotate(now=now)
        assert payload_of(ticket, event) == before


def test_rotations_at_the_same_moment_leave_one_key_in_use(work):
    def rotate(_):
        with work():
            keys.rotate(now=clock.now())

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(rotate, range(4)))
    with work():
        in_use = session().scalars(select(SigningKey).where(SigningKey.retired_at.is_(None))).all()
        newest = max(session().scalars(select(SigningKey.id)).all())
        assert [key.id for key in in_use] == [newest]


def test_the_numbers_of_keys_end_where_a_byte_ends(work, now):
    with work():
        session().add(SigningKey(id=255, public_key=b"p" * 32, sealed_private=b"s", created_at=now))
        session().flush()
        with pytest.raises(KeysUsedUpError):
            keys.rotate(now=now)


def test_a_copy_of_the_database_signs_nothing_without_the_secret(app, work, now):
    with work():
        key_id = keys.current_key(now=now)
        raw = keys.private_key(key_id).private_bytes_raw()
        sealed = session().scalar(select(SigningKey.sealed_private))
        assert raw not in sealed
    app.config["SECRET_KEY"] = "another secret"
    with work(), pytest.raises(InvalidToken):
        keys.private_key(key_id)


def lose_the_keys():
    session().execute(delete(Ticket))
    session().execute(delete(SigningKey))


def test_a_ticket_from_before_the_keys_were_lost_is_refused(app, work):
    with work():
        payload = make_payload(make_event())
        assert isinstance(read(payload), Genuine)
        lose_the_keys()
    other = create_app(app.config["SETTINGS"])
    with other.app_context(), reading():
        assert read(payload) == UnknownKey(1)
    with other.app_context():
        db.engine.dispose()


def test_keys_made_afresh_are_noticed_by_who_remembers_the_old_ones(work):
    with work():
        old = make_payload(make_event())
        read(old)
        lose_the_keys()
        new = make_payload(make_event())
        assert isinstance(read(new), Genuine)
        assert read(old) == Forged()


def test_a_key_is_looked_up_once(app, work):
    with work():
        payload = make_payload(make_event())
        read(payload)
    with counted(app) as seen, work():
        read(payload)
        read("x")
    assert seen == []


def test_the_command_line_rotates(app, work, now):
    with work():
        before = make_payload(make_event())
    run = app.test_cli_runner().invoke(key, ["rotate"])
    assert (run.exit_code, run.output) == (0, "New tickets are signed with key 2.\n")
    with work():
        assert keys.current_key(now=now) == 2
        assert isinstance(read(before), Genuine)
