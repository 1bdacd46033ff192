"""Capital umlauts that stand alone are letters like others."""

import pytest

from webapp.foundation.spreadsheets.letters import lines_of

LINES = (
    "Termin Ä",
    "TÜV Ä",
    "Özil Ö",
    "José Núñez;jose@beispiel.de;Ä&Ö KG",
    "Ü",
    "Halle Ä;12",
    "Bauer & Ä",
    "(Ö)",
    "„Ü“",
)


@pytest.mark.parametrize("line", LINES)
def test_a_capital_umlaut_alone_is_read_in_windows_files(line):
    assert lines_of(f"Name\n{line}\nMüller\n".encode("cp1252"))[1] == f"{line}\n"


@pytest.mark.parametrize("line", LINES[:1] + LINES[2:3] + LINES[4:7])
@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_it_is_read_in_other_files_as_well(line, encoding):
    assert lines_of(f"Name\n{line}\nMüller\n".encode(encoding))[1] == f"{line}\n"
