"""Lists of guests that were sorted with their headings in them, and sheets without any: nobody is lost unsaid."""

import io

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.tables import book, books, hide_row, merge, text
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.jobs import in_frame
from webapp.registration import services
from webapp.registration.models import GuestList, Invitation

PEOPLE = [["Ada Adam", "ada@example.org"], ["Ben Berg", "ben@example.org"], ["Ole Olm", "ole@example.org"]]
HEAD = ["Name", "E-Mail"]
OLE = PEOPLE[-1]


def as_book(*rows):
    return book(rows)


@pytest.fixture
def read(app, work):
    """What is kept of a table once it was looked through, and who is invited by it."""

    def run(content):
        with work():
            taken = {"name": "x", "category_id": None, "language": "de", "now": clock.now()}
            event = make_event(capacity=10)
            list_id = services.take_list(event=event, stream=io.BytesIO(content), **taken).id
        with app.app_context():
            services.read_lists()
        with work():
            kept = session().get(GuestList, list_id)
            if kept.good:
                services.invite_list(guest_list=kept)
            session().expunge(kept)
        with app.app_context(), in_frame():
            services.invite_lists(now=clock.now())
        with work():
            return kept, list(session().scalars(select(Invitation.name).order_by(Invitation.id)))

    return run


def told(kept):
    return [(each["row"], each["field"], each["problem"]) for each in kept.faults]


def turned(rows):
    return [row[::-1] for row in rows]


@pytest.mark.parametrize("kind", [text, as_book])
@pytest.mark.parametrize("order", [list, turned])
@pytest.mark.parametrize("place", range(len(PEOPLE) + 1))
def test_everybody_is_invited_or_named_wherever_the_headings_stand(read, kind, order, place):
    kept, names = read(kind(*order([*PEOPLE[:place], HEAD, *PEOPLE[place:]])))
    assert names == [name for name, _ in PEOPLE[place:]]
    assert told(kept) == [(number, "row", "above") for number in range(1, place + 1)]
    assert (kept.faulty, kept.rows) == (place, len(PEOPLE) - place)


@pytest.mark.parametrize(
    "row",
    [
        ["Ada Adam", "Ada Adam <ada@example.org>"],
        ["", "ada@example.org"],
        ["Ada Adam", "ada@@example.org"],
        ["Ada Adam", "ada@example"],
        ["Ada Adam", "ada@example.org, adam@example.org"],
        ["ada@example.org", "Ada Adam"],
    ],
    ids=" ".join,
)
def test_a_person_is_seen_however_the_address_is_written(read, row):
    kept, names = read(text(row, HEAD, OLE))
    assert (names, told(kept)) == (["Ole Olm"], [(1, "row", "above")])


@pytest.mark.parametrize("kind", [text, as_book])
@pytest.mark.parametrize("head", [HEAD, HEAD[::-1]], ids=" ".join)
@pytest.mark.parametrize(
    "above",
    [
        ["Einladungsliste 2027"],
        ["Stand: 12.05.2027"],
        ["Kontakt: info@hwk.de"],
        ["Kontakt: info@hwk.de", "Stand: 12.05.2027"],
        ["Stand: 12.05.2027", "Kontakt: info@hwk.de"],
        ["Kontakt:", "info@hwk.de"],
        ["Rückfragen bitte an info@hwk.de"],
        ["Einladungsliste", "2027"],
        ["Handwerkskammer", "Reichenhainer Str. 29, 09126 Chemnitz"],
    ],
    ids=" ".join,
)
def test_titles_above_the_headings_are_passed_over(read, kind, head, above):
    kept, names = read(kind(above, head, OLE if head == HEAD else OLE[::-1]))
    assert (names, kept.faults, kept.faulty) == (["Ole Olm"], [], 0)


def test_who_has_no_address_is_named_beside_those_with_one_but_no_title_is(read):
    rows = [["Gästeliste", "", ""], ["Ada Adam", "", "Holz"], ["Ben Berg", "ben@example.org", ""], [*HEAD, "Firma"]]
    kept, _ = read(text(*rows, [*OLE, ""]))
    assert told(kept) == [(2, "row", "above"), (3, "row", "above")]


def test_a_hidden_row_above_the_headings_is_counted_as_all_hidden_ones(read):
    kept, _ = read(book([PEOPLE[0], HEAD, OLE], hide_row(1)))
    assert (kept.faults, kept.columns["hidden_rows"]) == ([], 1)


def test_headings_in_two_rows_are_no_row_above_them(read):
    head = [["Ansprechpartner", None, "Firma"], ["Name", "E-Mail", None]]
    kept, names = read(book([[*PEOPLE[0], "Holz"], *head, [*OLE, "Holz"]], merge("A2:B2", "C2:C3")))
    assert (names, told(kept)) == (["Ole Olm"], [(1, "row", "above")])


def test_what_was_said_above_the_headings_is_forgotten_once_somebody_decides(read, work):
    kept, _ = read(text(PEOPLE[0], HEAD, OLE))
    assert [each["said"] for each in kept.faults if "said" in each] == []
    with work():
        assert "ada@example.org" not in str(session().get(GuestList, kept.id).faults)


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("rows", [PEOPLE[:2], [["Wer", "Adresse?"], *PEOPLE[:2]], [["Notizen"]]])
def test_a_sheet_without_headings_is_named(read, place, rows):
    sheets = [("Erste", [HEAD, OLE]), ("Leer", [])]
    kept, names = read(books(*sheets[:place], ("Herbst", rows), *sheets[place:]))
    assert (names, kept.sheet, kept.left_sheets) == (["Ole Olm"], "Erste", "Herbst")


def test_all_sheets_that_are_left_are_named_in_their_order(read):
    rows = [PEOPLE[0]], [HEAD, OLE], [HEAD, PEOPLE[1]], [PEOPLE[0]], [], [["", None]]
    kept, _ = read(books(*((f"Blatt {number}", each) for number, each in enumerate(rows, 1))))
    assert kept.left_sheets == "Blatt 1, Blatt 3, Blatt 4"


def test_more_sheets_than_can_be_named_are_told_to_go_on(read):
    titles = [f"{number} " + 26 * "x" for number in range(10, 40)]
    kept, _ = read(books(("Erste", [HEAD, OLE]), *((title, PEOPLE[:1]) for title in titles)))
    assert kept.left_sheets.startswith(", ".join(titles[:10]))
    assert kept.left_sheets.endswith(" …")
    assert len(kept.left_sheets) <= 500


def test_sheets_that_nobody_sees_are_passed_over(read):
    kept, _ = read(books(("Erste", [HEAD, OLE]), ("Herbst", PEOPLE[:1]), hidden=["Herbst"]))
    assert kept.left_sheets == ""


def test_more_sheets_than_are_looked_at_are_refused(read):
    kept, names = read(books(*((f"Blatt {number}", [HEAD, OLE]) for number in range(101))))
    assert (kept.problem, names) == ("too_large", [])
