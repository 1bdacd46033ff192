"""A file that is no table of ours is refused at both uploads with what it is and what to do."""

import io

import pytest

from tests.factories.events import make_event
from tests.foreign import foreign_files
from tests.html import parsed, text_of
from webapp.foundation import tokens

GERMAN = {"Accept-Language": "de"}
SAID = {
    "old_workbook": "Das ist eine Excel-Datei im alten Format .xls.",
    "binary_workbook": "Das ist eine Excel-Datei im Format .xlsb.",
    "xml_workbook": "Das ist eine Excel-Datei im alten XML-Format.",
    "locked_workbook": "Diese Datei ist mit einem Kennwort geschützt.",
    "open_document": "Das ist eine OpenDocument-Tabelle (.ods).",
    "numbers": "Das ist eine Numbers-Datei.",
    "web_page": "Das ist eine Webseite, auch wenn ihr Name auf .xls endet.",
    "document": "Das ist ein Dokument oder ein Bild, keine Tabelle.",  # codespell:ignore dokument
    "cards": "Das ist ein Adressbuch (.vcf).",
    "calendar": "Das ist ein Kalender, keine Tabelle mit Personen.",
    "packed": "Das ist ein gepackter Ordner.",  # codespell:ignore ordner
}
# One of each kind; which files are of which, the unit tests know.
FILES = {kind: (name, content) for name, content, kind in foreign_files()}


@pytest.mark.parametrize("kind", SAID)
def test_it_is_said_what_it_is_and_what_to_do(desk, work, kind):
    with work():
        slug = make_event(host=desk.host).slug
    name, content = FILES[kind]
    raw = content.encode() if isinstance(content, str) else content
    for path, field in (("calendar/dates", "file"), (f"events/{slug}/invitations/tables", "table-table")):
        if (kind, field) == ("calendar", "file"):
            continue  # where it is read
        sent = {"once_key": tokens.new_id(), field: (io.BytesIO(raw), name), "table-language": "de"}
        answer = desk.client.post(f"/manage/{path}", data=sent, headers=GERMAN)
        said = text_of(parsed(answer)).replace("\u00a0", " ")
        assert answer.status_code == 422
        assert SAID[kind] in said
        assert ".csv" in said or kind == "packed"


def test_each_kind_is_tried():
    assert set(FILES) == set(SAID)
