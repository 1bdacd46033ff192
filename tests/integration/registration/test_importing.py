"""People to invite, from a table (PROOFS 21): read in the background, faults by row, invited in portions."""

import io
import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
import xlsxwriter
from sqlalchemy import func, select

from tests.factories.events import make_event
from tests.factories.registration import make_category
from tests.giants import giant
from webapp.events.queries import get_event_by_id
from webapp.foundation import clock, files
from webapp.foundation.database import db, session
from webapp.foundation.jobs import in_frame
from webapp.foundation.settings import ROOT
from webapp.foundation.spreadsheets import TableInvalidError
from webapp.mail.mailings.inviting import write_invitations
from webapp.mail.mailings.portions import MOST_WAITING
from webapp.mail.models import OutboxMail
from webapp.registration import services
from webapp.registration.errors import GuestListNotFoundError, RegistrationStateError
from webapp.registration.models import GuestList, Invitation
from webapp.registration.queries.invitations import get_list, silent_count
from webapp.registration.services import guest_tables, importing

_running = []


@pytest.fixture(autouse=True)
def _app(app):
    _running[:] = [app]


def in_background(job):
    """As the worker runs it: in an application context of its own, outside any transaction."""
    with _running[0].app_context(), in_frame():
        return job()


def workbook(rows):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    target.seek(0)
    return target


def take(event, content, **values):
    stream = content if hasattr(content, "read") else io.BytesIO(content.encode())
    given = {"name": "gaeste.xlsx", "category_id": None, "language": "de", "now": clock.now(), **values}
    return services.take_list(event=event, stream=stream, **given)


def uploaded(work, content, *, event_id=None, **values):
    with work():
        event = get_event_by_id(event_id) if event_id else make_event(capacity=10)
        return take(event, content, **values).id


def seen(work, list_id):
    in_background(services.read_lists)
    with work():
        found = session().get(GuestList, list_id)
        session().expunge(found)
        return found


def invite(work, list_id):
    with work():
        services.invite_list(guest_list=session().get(GuestList, list_id))
    return in_background(lambda: services.invite_lists(now=clock.now()))


def invitations(work):
    with work():
        rows = session().scalars(select(Invitation).order_by(Invitation.id)).all()
        return [(each.name, each.email, each.organisation, each.language) for each in rows]


@pytest.mark.both
def test_people_of_a_table_are_invited_once_the_organizer_agrees(work):
    rows = [
        ("Vorname", "Name", "E-Mail-Adresse", "Firma", "Sprache", "Notiz"),
        ("Ada", "Müller", "ada@example.org", "Tischlerei", "deutsch", "x"),
        ("Zoë", "李", "zoe@example.org", "=1+1", "Englisch", ""),
    ]
    list_id = uploaded(work, workbook(rows))
    found = seen(work, list_id)
    assert (found.state, found.rows, found.good, found.known, found.faulty) == ("ready", 2, 2, 0, 0)
    assert invitations(work) == []
    assert invite(work, list_id) == 2
    assert invitations(work) == [
        ("Ada Müller", "ada@example.org", "Tischlerei", "de"),
        ("Zoë 李", "zoe@example.org", "=1+1", "en"),
    ]
    in_background(write_invitations)
    with work():
        mails = session().scalars(select(OutboxMail).order_by(OutboxMail.id)).all()
        assert [(mail.kind, mail.recipient, mail.language) for mail in mails] == [
            ("invitation", "ada@example.org", "de"),
            ("invitation", "zoe@example.org", "en"),
        ]
        assert "Zoë 李" in mails[1].text
        assert "/invitations/" in mails[1].text
        assert mails[0].text.split("/invitations/")[1].split()[0] != mails[1].text.split("/invitations/")[1].split()[0]
        done = session().get(GuestList, list_id)
        assert (done.state, done.invited) == ("done", 2)
        assert not files.path_of(done.file_id).exists()


def test_rows_that_can_not_be_taken_are_named_and_the_good_ones_invited(work):
    text = (
        "name;mail\nAda;ada@example.org\n;ben@example.org\nCem;nowhere\nAda;ADA@example.org\n"
        + "x" * 200
        + ";d@example.org"
    )
    list_id = uploaded(work, text, name="gaeste.csv")
    found = seen(work, list_id)
    assert (found.state, found.rows, found.good, found.faulty) == ("ready", 5, 1, 4)
    assert found.faults == [
        {"row": 3, "field": "name", "problem": "missing"},
        {"row": 4, "field": "email", "problem": "no_address", "said": "nowhere"},
        {"row": 5, "field": "email", "problem": "twice", "said": "ADA@example.org"},
        {"row": 6, "field": "name", "problem": "too_long", "said": "x" * 80 + "…"},
    ]
    assert invite(work, list_id) == 1


def test_who_is_invited_already_is_counted_and_left_alone(work):
    with work():
        event = make_event(capacity=10)
        services.invite(event=event, guests=[services.Guest("Ada", "ada@example.org")], now=clock.now())
        event_id = event.id
    list_id = uploaded(work, "Name,Email\nAda Neu,Ada@example.org\nBen,ben@example.org\n", event_id=event_id)
    found = seen(work, list_id)
    assert (found.good, found.known) == (1, 1)
    assert invite(work, list_id) == 1
    assert [name for name, *_ in invitations(work)] == ["Ada", "Ben"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("Name;Telefon\nAda;0371\n", "no_addresses"),
        ("E-Mail\nada@example.org\n", "no_addresses"),
        pytest.param("Name;Mail\n" + "Ada;a@example.org\n" * 100_001, "too_many_rows", marks=pytest.mark.proof),
    ],
)
def test_a_table_that_can_not_be_used_is_put_aside_with_its_reason(work, content, problem):
    list_id = uploaded(work, content, name="x.csv")
    found = seen(work, list_id)
    assert (found.state, found.problem) == ("unreadable", problem)
    with work(), pytest.raises(RegistrationStateError):
        services.invite_list(guest_list=session().get(GuestList, list_id))
    assert not (files_left(work, found))


def files_left(work, guest_list):
    with work():
        return files.path_of(guest_list.file_id).exists()


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04nonsense"])
def test_what_is_no_table_is_refused_at_once_and_leaves_nothing(work, content):
    with work():
        event = make_event()
        with pytest.raises(TableInvalidError):
            take(event, io.BytesIO(content))
        session().rollback()


def test_a_category_goes_with_the_invitation(work):
    with work():
        event = make_event(capacity=10)
        category_id, event_id = make_category(event).id, event.id
    list_id = uploaded(work, "Name;Mail\nAda;ada@example.org", event_id=event_id, category_id=category_id)
    seen(work, list_id)
    invite(work, list_id)
    with work():
        assert session().scalars(select(Invitation.category_id)).all() == [category_id]


def test_a_worker_that_was_stopped_goes_on_where_it_was(work, monkeypatch):
    monkeypatch.setattr(guest_tables, "_PORTION", 3)
    text = "Name;Mail\n" + "".join(f"Gast {n};gast{n}@example.org\n" for n in range(10))
    list_id = uploaded(work, text, name="x.csv")
    seen(work, list_id)
    real, calls = guest_tables.invite, []

    def stopped_at_the_third(**values):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(**values)

    monkeypatch.setattr(guest_tables, "invite", stopped_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        invite(work, list_id)
    assert len(invitations(work)) == 6
    assert in_background(lambda: services.invite_lists(now=clock.now())) == 4
    assert len({email for _name, email, *_ in invitations(work)}) == 10


def test_lists_are_discarded_by_hand_and_forgotten_after_a_week(work, now):
    first = uploaded(work, "Name;Mail\nAda;ada@example.org")
    second = uploaded(work, "Name;Mail\nAda;ada@example.org")
    with work():
        gone = session().get(GuestList, first)
        event_id, public_id, places = (
            gone.event_id,
            gone.public_id,
            [gone.file_id, session().get(GuestList, second).file_id],
        )
        services.discard_list(guest_list=gone)
    with work(), pytest.raises(GuestListNotFoundError):
        get_list(event_id, public_id)
    clock.move_on(importing.KEPT + timedelta(minutes=1))
    with work():
        assert services.forget_old_lists(now=clock.now()) == 1
    with work():
        assert session().scalar(select(func.count()).select_from(GuestList)) == 0
        assert not any(files.path_of(each).exists() for each in places)


def test_the_silent_are_reminded_once(work):
    with work():
        event = make_event(capacity=10)
        event_id = event.id
        guests = [services.Guest(f"Gast {n}", f"g{n}@example.org") for n in range(3)]
        made = services.invite(event=event, guests=guests, now=clock.now())
        services.decline_invitation(invitation=made[0], now=clock.now())
    in_background(write_invitations)
    with work():
        assert silent_count(event_id) == 2
        assert services.remind(event=get_event_by_id(event_id), now=clock.now()) == 2
        assert services.remind(event=get_event_by_id(event_id), now=clock.now()) == 0
    in_background(write_invitations)
    with work():
        kinds = session().scalars(select(OutboxMail.kind).order_by(OutboxMail.id)).all()
        assert kinds == ["invitation"] * 2 + ["invitation_reminder"] * 2


def test_a_withdrawn_invitation_brings_no_letter_any_more(work):
    with work():
        event = make_event(capacity=10)
        (made,) = services.invite(event=event, guests=[services.Guest("A", "a@example.org")], now=clock.now())
        services.withdraw_invitation(invitation=made, now=clock.now())
    in_background(write_invitations)
    with work():
        assert session().scalar(select(func.count()).select_from(OutboxMail)) == 0


_AS_THE_WORKER = """
import json
from pathlib import Path
from sqlalchemy import event
from webapp.factory import create_app
from webapp.foundation import clock
from webapp.foundation.database import db
from webapp.mail.mailings.inviting import write_invitations
from webapp.foundation.jobs import in_frame
from webapp.registration import services
app, statements = create_app(), []
with app.app_context(), in_frame():
    event.listen(db.engine, "before_cursor_execute", lambda *_: statements.append(1))
    if {invites}:
        services.invite_lists(now=clock.now())
        write_invitations()
    else:
        services.read_lists()
# Not getrusage: it counts what the process was before it became this program.
peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024
print(json.dumps([len(statements), peak]))
"""


def worker(tmp_path, database_url, *, invites):
    """Statements and MiB that a worker process of its own took for what was due."""
    environ = {
        **os.environ,
        "DIALOGWERK_DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url,
        "DIALOGWERK_SECRET_KEY": "a secret that only tests know",
        "DIALOGWERK_BASE_URL": "http://localhost",
    }
    program = [sys.executable, "-c", _AS_THE_WORKER.format(invites=invites)]
    done = subprocess.run(program, env=environ, capture_output=True, text=True, check=True, cwd=ROOT)
    statements, peak = json.loads(done.stdout.splitlines()[-1])
    return statements, peak


ROWS = giant(100_000)


@pytest.mark.proof
@pytest.mark.giant
def test_a_hundred_thousand_rows_are_taken_in_portions_and_200_megabytes(app, work, tmp_path, database_url):
    def rows():
        yield ("Name", "E-Mail", "Organisation")
        for n in range(ROWS):
            yield (f"Gast {n}", "nobody" if n % 1000 == 0 else f"gast{n}@example.org", "Tischlerei Holzweg")

    list_id, faulty = uploaded(work, workbook(rows())), ROWS // 1000
    with app.app_context():
        db.engine.dispose()
    reading, peak_of_reading = worker(tmp_path, database_url, invites=False)
    with work():
        found = session().get(GuestList, list_id)
        assert (found.state, found.rows, found.good, found.faulty) == ("ready", ROWS, ROWS - faulty, faulty)
        assert found.faults[0] == {"row": 2, "field": "email", "problem": "no_address", "said": "nobody"}
        services.invite_list(guest_list=found)
    inviting, peak_of_inviting = worker(tmp_path, database_url, invites=True)
    print(f"read in {reading}, {peak_of_reading:.0f} MiB; invited in {inviting} statements, {peak_of_inviting:.0f} MiB")
    # Reading looks addresses up in portions, inviting writes a row for each and nothing else for each.
    assert reading < ROWS / 100
    assert inviting < 1.2 * ROWS
    assert max(peak_of_reading, peak_of_inviting) < 200
    with work():
        assert session().scalar(select(func.count()).select_from(Invitation)) == ROWS - faulty
        # The others come as these go out: other mail isn't buried under a long list.
        assert MOST_WAITING < session().scalar(select(func.count()).select_from(OutboxMail)) <= MOST_WAITING + 200
