"""What takes long – passwords, files, papers, mail – is done while nobody waits for the right to write."""

import io
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from tests.factories.accounts import PASSWORD, make_user
from tests.factories.events import make_event
from tests.factories.registration import make_registration, people
from webapp.accounts import services as accounts
from webapp.accounts.queries import unseen_letters
from webapp.accounts.services import passwords
from webapp.accounts.types import PASSWORD_LINK, TEAM_LINK, Role, Scope
from webapp.calendar.services import importing
from webapp.cli.users import user_add
from webapp.documents import print_documents, typesetting
from webapp.documents.services import make_ordered, order_paper
from webapp.documents.types import PaperKind
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, pictures, tokens, whole_files
from webapp.foundation.database import may_write, session
from webapp.foundation.http import links
from webapp.foundation.jobs import in_frame
from webapp.mail.outbox.mailbox import Mailbox
from webapp.mail.outbox.tasks import deliver_due
from webapp.registration import services
from webapp.registration.services import guest_looking, guest_tables
from webapp.registration.types import LINK

GERMAN = {"Accept-Language": "de"}
CALENDAR = b"\r\n".join(
    (
        b"BEGIN:VCALENDAR",
        b"BEGIN:VEVENT",
        b"UID:a",
        b"DTSTART:20270601T100000Z",
        b"SUMMARY:Tag",
        b"END:VEVENT",
        b"END:VCALENDAR",
        b"",
    )
)
# Where a password is hashed, a file read, a paper drawn or typeset, a mail handed over.
LONG_WORK = {
    "hash": (passwords, "_hasher"),
    "read a file": (whole_files, "_looked_at"),
    "read a picture": (pictures, "_looked_at"),
    "read dates": (importing, "dates_in"),
    "read a row": (guest_looking, "guest_in"),
    "take a row": (guest_tables, "guest_in"),
    "draw": (print_documents, "_drawn"),
    "typeset": (typesetting, "_compiled"),
    "hand over": (Mailbox, "deliver"),
}


@pytest.fixture
def done(monkeypatch):
    """How often each was done, and what of it somebody had to wait for."""
    counted, held_up = Counter(), set()

    def watched(name, act):
        def watching(*values, **named):
            counted[name] += 1
            if session().in_transaction() and may_write():
                held_up.add(name)
            return act(*values, **named)

        return watching

    whole_files._known.clear()
    pictures._known.clear()
    for name, (where, called) in LONG_WORK.items():
        monkeypatch.setattr(where, called, watched(name, getattr(where, called)))
    yield counted
    assert held_up == set()


@pytest.fixture
def event(work, desk):
    with work():
        event = make_event(host=desk.host)
        questions = [
            Definition("a", FieldKind.FILE, {"de": "Plan"}),
            Definition("b", FieldKind.FILE, {"de": "Bild"}, of_each=True),
            Definition("c", FieldKind.FILE, {"de": "Skizze"}),
        ]
        services.ask(event=event, definitions=questions, now=clock.now())
        return event


def picture(colour):
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(stream, "PNG")
    return io.BytesIO(stream.getvalue()), "bild.png"


def send(client, path, **typed):
    return client.post(path, data={"once_key": tokens.new_id(), **typed}, headers=GERMAN)


def test_whoever_signs_in(client, work, done):
    with work():
        email = make_user().email
    for password in ("not the password", PASSWORD, PASSWORD):
        client.post("/sign-in", data={"email": email, "password": password})
    with client.session_transaction() as kept:
        kept["_user_id"] = "nobody.any.more"
    client.post("/sign-in", data={"email": "nobody@example.org", "password": PASSWORD})
    assert done["hash"] >= 3


def test_whoever_joins_chooses_or_forgot_a_password(app, desk, work, done):
    new = "drei graue Katzen im Schnee"
    with work():
        at, known, now = Scope.of_organisation(desk.host.id), make_user().email, clock.now()
        asked = {"role": Role.DOOR, "at": at, "language": "de", "now": now}
        tokens_of = [accounts.invite(email=email, **asked).public_id for email in ("neu@example.org", known)]
        accounts.ask_for_password(email=known, language="de", now=now)
        letter = unseen_letters()[0]
        accounts.look_at_asked(letter=letter, now=now)
        forgotten = letter.public_id
    with app.app_context():
        joining = [f"/sign-in/invitation/{links.seal(TEAM_LINK, each)}" for each in tokens_of]
        setting = f"/sign-in/password/{links.seal(PASSWORD_LINK, forgotten)}"
    before = done["hash"]
    answers = [
        send(app.test_client(), joining[0], name="Neu", password=new),
        send(app.test_client(), joining[1], password=PASSWORD),
        send(app.test_client(), setting, password=new),
        send(desk.client, "/manage/account/password", current_password=PASSWORD, new_password=new),
        send(desk.client, "/manage/account/address", current_password=new, email="anders@example.org"),
        send(desk.client, "/manage/account/close", current_password=new),
    ]
    assert [each.status_code for each in answers] == [303, 303, 303, 303, 303, 409]
    assert done["hash"] - before >= len(answers) + 1


def test_whoever_is_added_to_the_staff(app, done):
    with app.app_context():
        said = CliRunner().invoke(user_add, ["a@example.org", "--name", "A", "--password", "a long enough password"])
    assert (said.exit_code, done["hash"]) == (0, 1), said.output


@pytest.mark.parametrize("typed", [{}, {"email": "kim@"}], ids=["taken", "refused"])
def test_whoever_registers_with_files(client, event, done, typed):
    known = {"name": "Kim", "email": "kim@example.org", "consent": "y", "privacy_version": "none", **typed}
    files = {"q-a": picture("red"), "p0-q-b": picture("green"), "q-c": picture("blue")}
    answer = send(client, f"/events/{event.slug}/register", **known, **files)
    assert (answer.status_code, done["read a file"]) == (422 if typed else 303, 3)


def test_whoever_changes_files_by_the_link(client, work, event, done):
    with work():
        made = make_registration(get_event(event.slug), heads=people("Ada"))
        own, head = f"/registrations/{links.seal(LINK, made.public_id)}", made.attendees[0].public_id
    send(client, f"{own}/answers", **{"q-a": picture("red"), "q-c": picture("blue")})
    assert done["read a file"] == 2
    send(client, f"{own}/people/{head}/replace", name="Ben", **{"q-b": picture("green")})
    assert done["read a file"] == 3


def test_whoever_is_put_down_with_files(desk, client, work, event, done):
    with work():
        made = make_registration(get_event(event.slug), heads=people("Ada"))
        at_the_desk = f"/manage/events/{event.slug}/registrations/{made.public_id}/people/new"
    answer = send(desk.client, at_the_desk, name="Ben", **{"q-b": picture("green")})
    assert (answer.status_code, done["read a file"]) == (303, 1)


def test_whoever_brings_a_logo(desk, done):
    page = f"/manage/settings/organisations/{desk.host.key}/logo"
    answer = send(desk.client, page, light=picture("red"), dark=picture("green"), alt="Wappen")
    assert (answer.status_code, done["read a picture"]) == (303, 2)


def test_whoever_brings_dates_or_guests_and_the_job_that_reads_them(app, desk, event, done):
    answer = send(desk.client, "/manage/calendar/dates", file=(io.BytesIO(CALENDAR), "dates.ics"))
    assert (answer.status_code, done["read dates"]) == (303, 1)
    table = {"table-table": (io.BytesIO(b"Name;E-Mail\nAda;ada@example.org\n"), "g.csv"), "table-language": "de"}
    answer = send(desk.client, f"/manage/events/{event.slug}/invitations/tables", **table)
    assert answer.status_code == 303
    with app.app_context():
        assert guest_tables.read_lists() == 1
    assert send(desk.client, f"{answer.location}/invite").status_code == 303
    with app.app_context(), in_frame():
        assert guest_tables.invite_lists(now=clock.now()) == 1
    assert (done["read a row"], done["take a row"]) == (1, 1)


@pytest.mark.parametrize("kind", PaperKind)
def test_the_job_that_makes_papers(app, work, event, done, kind):
    with work():
        found = get_event(event.slug)
        make_registration(found)
        asked = {"label": print_documents.PLAIN_LABEL, "asked": {}, "language": "de", "for_everyone": True}
        order_paper(event=found, kind=kind, now=clock.now(), **asked)
    with app.app_context():
        assert make_ordered(now=clock.now()) == 1
    assert (done["draw"], done["typeset"] >= 1) == (1, True)


def test_the_job_that_hands_mail_over(app, work, event, done):
    with work():
        make_registration(get_event(event.slug))
    with app.app_context():
        deliver_due()
    assert done["hand over"] == 2


def test_no_long_work_is_done_elsewhere():
    """Whoever hashes, reads files or typesets in another place shows above that nobody waits for it."""
    found = {
        word: {str(path) for path in Path("webapp").rglob("*.py") if word in path.read_text()}
        for word in ("PasswordHasher()", "Image.open(", "typst.Compiler(", "smtplib.")
    }
    assert {word: sorted(paths) for word, paths in found.items()} == {
        "PasswordHasher()": ["webapp/accounts/services/passwords.py"],
        "Image.open(": ["webapp/foundation/pictures.py", "webapp/foundation/whole_files.py"],
        "typst.Compiler(": ["webapp/documents/typesetting.py"],
        "smtplib.": ["webapp/mail/outbox/smtp.py"],
    }
