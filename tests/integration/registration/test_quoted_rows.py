"""What a table of guests says is quoted at its row until somebody decides, and forgotten then."""

import io

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.jobs import in_frame
from webapp.registration import services
from webapp.registration.models import GuestList, Invitation
from webapp.registration.services.importing import forget_in_lists

pytestmark = pytest.mark.usefixtures("app")
CANARY = "kanarienvogel@example.org"


@pytest.fixture
def read(app, work):
    def run(text):
        with work():
            event, stream = make_event(capacity=10), io.BytesIO(text.encode())
            list_id = services.take_list(
                event=event, stream=stream, name="x.csv", category_id=None, language="de", now=clock.now()
            ).id
        with app.app_context():
            services.read_lists()
        return list_id

    return run


def faults(work, list_id):
    with work():
        return session().get(GuestList, list_id).faults


@pytest.mark.parametrize(
    ("row", "field", "problem", "said"),
    [
        ("Cem;nowhere", "email", "no_address", "nowhere"),
        ("Cem;Cem <nowhere>", "email", "no_address", "nowhere"),
        ("Cem;a@x.de, b@x.de", "email", "several", "a@x.de, b@x.de"),
        ('Cem;"a@x.de; b@x.de"', "email", "several", "a@x.de; b@x.de"),
        ('Cem;"a@x.de\nb@x.de"', "email", "several", "a@x.de b@x.de"),
        ("Cem;ADA@example.org", "email", "twice", "ADA@example.org"),
        ("Cem;c@example.org;x;y", "row", "unreadable", "Cem / c@example.org / x / y"),
        ('Cem;"c@example.org', "row", "unreadable", "Cem / c@example.org"),
        ("C\x01em;c@example.org", "row", "letters", "C\ufffdem"),
        (f"{'N' * 200};c@example.org", "name", "too_long", "N" * 80 + "…"),
        (";c@example.org", "name", "missing", None),
        ("Cem;", "email", "missing", None),
    ],
)
def test_each_fault_of_a_row_quotes_the_cell_that_is_meant(work, read, row, field, problem, said):
    list_id = read(f"Name;E-Mail\nAda;ada@example.org\n{row}\nBen;ben@example.org\n")
    expected = {"row": 3, "field": field, "problem": problem, **({"said": said} if said else {})}
    assert faults(work, list_id) == [expected]
    with work():
        assert session().get(GuestList, list_id).good == 2


def test_of_two_addresses_of_a_person_none_is_taken_by_chance(app, work, read):
    rows = ("Ada;a@x.de;b@x.de", "Ben;;ben@x.de", "Cem;cem@x.de;", "Die;d@x.de;D@x.de")
    list_id = read("\n".join(("Name;Mail privat;Mail dienstlich", *rows)))
    assert faults(work, list_id) == [{"row": 2, "field": "email", "problem": "which", "said": "a@x.de / b@x.de"}]
    with work():
        services.invite_list(guest_list=session().get(GuestList, list_id))
    with app.app_context(), in_frame():
        services.invite_lists(now=clock.now())
    with work():
        made = session().scalars(select(Invitation.email).order_by(Invitation.id)).all()
        assert made == ["ben@x.de", "cem@x.de", "d@x.de"]


@pytest.mark.parametrize(
    ("text", "lacking", "row", "headings"),
    [
        ("Name;Telefon\nAda;0371\n", ["email"], 1, ["Name", "Telefon"]),
        ("Mail dienstlich;Firma\na@x.de;Holz\n", ["name"], 1, ["Mail dienstlich", "Firma"]),
        ("Unsere Gäste;\n\nTelefon;Ort\n1;2\n", ["email", "name"], 3, ["Telefon", "Ort"]),
        ("Ada;a@x.de\nBen;b@x.de\n", ["email", "name"], 0, None),
        (f"Name;{'T' * 90}\nAda;1\n", ["email"], 1, ["Name", "T" * 40]),
    ],
)
def test_a_table_without_a_column_says_which_and_what_was_seen(work, read, text, lacking, row, headings):
    list_id = read(text)
    with work():
        found = session().get(GuestList, list_id)
        assert (found.state, found.problem) == ("unreadable", "no_addresses")
        *missing, seen = found.faults if headings else [*found.faults, None]
        assert missing == [{"row": row, "field": each, "problem": "missing"} for each in lacking]
        assert seen == ({"row": row, "field": "headings", "said": headings} if headings else None)


def test_nothing_is_quoted_once_somebody_has_decided(work, read):
    list_id = read(f"Name;E-Mail\nAda;ada@example.org\nBen;{CANARY}; x\n")
    assert CANARY in str(faults(work, list_id))
    with work():
        services.invite_list(guest_list=session().get(GuestList, list_id))
    assert faults(work, list_id) == [{"row": 3, "field": "row", "problem": "unreadable"}]


def test_whoever_is_deleted_is_quoted_nowhere(work, read):
    ready = read(f"Name;E-Mail\nAda;ada@example.org\nBen;x {CANARY}\n")
    headless = read("Benjamin Kanarienvogel;Holz\nAda;Stein\n")
    with work():
        events = session().scalars(select(GuestList.event_id)).all()
        for event_id in events:
            forget_in_lists(event_id=event_id, addresses={CANARY})
    with work():
        assert session().get(GuestList, ready) is None
        assert "Kanarienvogel" not in str(session().get(GuestList, headless).faults)
