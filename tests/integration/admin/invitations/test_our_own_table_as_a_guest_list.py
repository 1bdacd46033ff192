"""Whoever came last time is invited from the table that the desk gives out; what nobody can be called is named."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration, people
from tests.tables import book, text
from webapp.foundation.spreadsheets import tables_in
from webapp.registration.rules import guests as rules
from webapp.registration.services.guest_rows import fault_of, guest_in, layout_of


@pytest.fixture
def faults(tmp_path):
    def read(content):
        (tmp_path / "x").write_bytes(content)
        table = next(tables_in(tmp_path / "x", rules.HEADINGS))
        layout = layout_of(table.head)
        return [fault_of(row, guest_in(row, layout, "de", None), layout) for row in table.rows]

    return read


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_row_of_our_own_is_unclear(desk, work, faults, kind, lang):
    with work():
        event = make_event("Dialog", host=desk.host, capacity=20)
        make_registration(event, heads=people("Kim Muster", "Alex Beispiel"))
        make_registration(event, heads=people("Ada Müller"))
        slug = event.slug
    answer = desk.client.get(f"/manage/events/{slug}/registrations.{kind}", headers={"Accept-Language": lang})
    assert faults(answer.data) == [None, None]


@pytest.mark.parametrize("said", ["#NV", "#BEZUG!", "#NAME?", "Dvo?ák", "Herr", "Frau"])
@pytest.mark.parametrize("write", [book, lambda rows: text(*rows)], ids=["workbook", "text"])
def test_nobody_is_called_by_an_error(faults, write, said):
    first = [] if said in {"Herr", "Frau"} else ["Ada"]
    heads = ["Vorname", "Nachname"] if first else ["Name"]
    (fault,) = faults(write([[*heads, "E-Mail"], [*first, said, "ada@example.org"]]))
    assert fault is not None
