"""Any list of guests: each row is taken, named or counted as hidden, and each cell is read or its column named."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables import STRUCK, book
from webapp.foundation.spreadsheets import tables_in
from webapp.registration.rules import guests as rules
from webapp.registration.rules.declining import asks_of
from webapp.registration.services.guest_rows import fault_of, guest_in, layout_of, notes_of
from webapp.registration.services.unread_guests import Unread

OFF = ["Status", "Nicht einladen", "Teilnahme", "Opt-out", "Newsletter", "Bemerkung", "Abteilung"]
REFUSAL = {"Nicht einladen": "ja", "Opt-out": "x", "Teilnahme": "nein", "Newsletter": "nein"}
OTHER = ["Telefon", "Ort", "Firma", "Sprache", "Ansprechpartner 2", "Begleitung", "E-Mail 2", "Zirkus", "Fax"]
HOW = st.sampled_from(["plain", "hidden", "struck", "refused", "second", "blank"])


@st.composite
def lists(draw):
    heads = draw(st.permutations(["Name", "E-Mail", *draw(st.sets(st.sampled_from(OFF + OTHER), min_size=2))]))
    return heads, draw(st.lists(HOW, min_size=1, max_size=6)), draw(st.sets(st.sampled_from(heads)))


def row_of(heads, how, number):
    asking = next((each for each in heads if each in OFF), None)
    cells = dict.fromkeys(heads, "") | {"Name": f"Gast {number}", "E-Mail": f"gast{number}@example.org"}
    if how == "refused" and asking:
        cells[asking] = REFUSAL.get(asking, "abgesagt")
    if how == "second":
        cells |= {head: "Cem C" for head in ("Ansprechpartner 2", "Begleitung") if head in heads}
    if how == "blank":
        cells["E-Mail"] = ""
    return [cells[head] for head in heads]


@settings(deadline=None, max_examples=60)
@given(lists())
def test_nothing_of_a_list_is_lost_unsaid(tmp_path_factory, drawn):
    heads, hows, filled = drawn
    rows = [row_of(heads, how, number) for number, how in enumerate(hows, 2)]
    free = [head for head in filled if head in {"Telefon", "Ort", "Zirkus", "Fax"}]
    for row in rows:
        for head in free:
            row[heads.index(head)] = "irgendwas"

    def change(page):
        for number, how in enumerate(hows, 2):
            page.row_dimensions[number].hidden = how == "hidden"
            if how == "struck":
                page.cell(number, heads.index("Name") + 1).font = STRUCK

    path = tmp_path_factory.mktemp("list") / "x"
    path.write_bytes(book([heads, *rows], change))
    (table,) = tables_in(path, rules.HEADINGS)
    layout, unread, said = layout_of(table.head), Unread(), {}
    for row in table.rows:
        unread.look(row)
        guest = guest_in(row, layout, "de", None)
        said[row.number] = (row.hidden, fault_of(row, guest, layout), notes_of(row, layout))
    unread.name(table.head, layout)
    assert unread.hidden_rows == hows.count("hidden")
    for number, how in enumerate(hows, 2):
        is_hidden, fault, notes = said[number]
        is_refused = how == "refused" and any(head in OFF for head in heads)
        assert is_hidden is (how == "hidden")
        assert (fault is not None) is (how in {"struck", "blank"} or is_refused)
        assert bool(notes) is (how == "second" and {"Ansprechpartner 2", "Begleitung"} & set(heads) != set())
    seen = [row for row, how in zip(rows, hows, strict=True) if how != "hidden"]
    full = {head for row in seen for head, cell in zip(heads, row, strict=True) if cell}
    read = {heads[place] for place in layout.read}
    assert full <= read | set(unread.columns)
    assert not read & set(unread.columns)


@given(st.sampled_from([*OTHER, "Name", "E-Mail", "Vorname", "Stellung", "Familienstand", "Titel", "Straße", "PLZ"]))
def test_a_column_that_asks_nothing_is_not_taken_for_one_that_does(heading):
    assert asks_of(heading) is None
