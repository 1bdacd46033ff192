"""Two columns of the same heading in a table of guests: nothing of the second is lost unseen."""

import pytest

from tests.integration.registration.test_importing import _app, invite, seen, uploaded  # noqa: F401

ROW = {"Name": "Ada Arndt", "E-Mail": "ada@example.org", "Firma": "Holz", "Sprache": "deutsch", "Vorname": "Ada"}
OTHER = {"Name": "Bo Beck", "E-Mail": "bo@example.org", "Firma": "Stein", "Sprache": "englisch", "Vorname": "Bo"}


def read(work, twice, *, more):
    """The list whose one row says something in each column, and `more` in the second one headed `twice`."""
    row = {**ROW, "Name": "Arndt"} if twice == "Vorname" else {each: ROW[each] for each in list(ROW)[:4]}
    content = f"{';'.join(row)};{twice}\n{';'.join(row.values())};{more}\n"
    list_id = uploaded(work, content)
    return list_id, seen(work, list_id)


@pytest.mark.parametrize("heading", list(OTHER))
def test_what_the_second_column_says_is_named(work, heading):
    _, found = read(work, heading, more=OTHER[heading])
    told = [each.get("said", "") for each in found.faults] + found.columns.get("unread", [])
    assert any(OTHER[heading] in each or heading == each for each in told), (found.faults, found.columns)


@pytest.mark.parametrize("heading", list(OTHER))
def test_an_empty_second_column_keeps_nobody_away(work, heading):
    list_id, found = read(work, heading, more="")
    assert (found.good, found.faults) == (1, [])
    assert invite(work, list_id) == 1


@pytest.mark.parametrize(("first", "second"), [("", "Bo Beck"), ("-", "Bo Beck")])
def test_a_name_that_stands_in_the_second_column_alone_is_not_lost(work, first, second):
    found = seen(work, uploaded(work, f"Name;E-Mail;Name\n{first};ada@example.org;{second}\n"))
    assert (found.good, [(each["field"], each["problem"]) for each in found.faults]) == (0, [("name", "missing")])
