"""What a column is depends on those beside it: two of „Ort“, „Name“ of a person, „Titel“ before a name."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.calendar.errors import DatesUnreadableError
from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault, DateHint, NotRead

UNCLEAR = (DateHint.WHERE_UNCLEAR,)
AT = ("Rathaus", "Markt 1", "09648", "Mittweida")


def read(*columns, unread=None):
    """The date of a table with these columns, each a heading and a cell."""
    content = "\n".join(";".join(each) for each in zip(*columns, strict=True))
    (found,) = dates_in_table(content.encode(), most=9, unread=unread)
    return found


def place(*columns):
    found = read(("Titel", "A"), ("Datum", "10.06.2027"), *columns)
    assert found.faults == ()
    return (found.place, found.street, found.postcode, found.city), found.hints


HOUSE, STREET, CODE, TOWN = ("Ort", "Rathaus"), ("Straße", "Markt 1"), ("PLZ", "09648"), ("Ort", "Mittweida")
CLEAR = [
    ([HOUSE, STREET, CODE, TOWN], AT),
    ([HOUSE, CODE, TOWN, STREET], AT),
    ([HOUSE, STREET, ("Nr.", "x"), CODE, TOWN], AT),
    ([HOUSE, ("Raum", "Saal 3"), STREET, CODE, TOWN], ("Rathaus, Saal 3", *AT[1:])),
    ([HOUSE, STREET, TOWN], ("Rathaus", "Markt 1", "", "Mittweida")),
    ([HOUSE, CODE, TOWN], ("Rathaus", "", "09648", "Mittweida")),
    ([("Ort", ""), STREET, CODE, TOWN], ("Markt 1", *AT[1:])),
    ([("Ort", "Mittweida"), STREET, CODE, TOWN], ("Mittweida", *AT[1:])),
    ([("Ort", "Mittweida"), ("Ort", "Mittweida")], ("Mittweida", "", "", "")),
]


@pytest.mark.parametrize(("columns", "expected"), CLEAR)
def test_of_two_columns_ort_one_is_the_house_and_one_the_town(columns, expected):
    assert place(*columns) == (expected, ())


@pytest.mark.parametrize(
    "columns",
    [
        [HOUSE, TOWN],
        [CODE, TOWN, STREET, HOUSE],
        [CODE, TOWN, HOUSE],
        [HOUSE, CODE, STREET, TOWN],
        [HOUSE, STREET, CODE, ("Ort", "Ringethal"), ("Stadt", "Mittweida")],
        [HOUSE, STREET, ("PLZ Ort", "09648 Mittweida"), ("Ort", "Ringethal")],
        [STREET, ("Straße", "Ring 3"), CODE, ("Stadt", "Mittweida")],
        [STREET, CODE, ("Stadt", "Mittweida"), ("Stadt", "Chemnitz")],
        [("PLZ Ort", "09648 Mittweida"), ("PLZ/Ort", "09111 Chemnitz")],
    ],
)
def test_where_nobody_knows_which_is_which_the_row_is_named(columns):
    assert place(*columns)[1] == UNCLEAR


@given(st.permutations([HOUSE, STREET, CODE, TOWN]))
def test_no_order_of_columns_makes_a_town_of_a_house_unseen(columns):
    (house, street, code, town), hints = place(*columns)
    expected = AT if columns.index(HOUSE) < columns.index(TOWN) else (AT[3], *AT[1:3], AT[0])
    assert hints == UNCLEAR or (house, street, code, town) == expected


TITLES = ["Thema", "Veranstaltung", "Titel", "Name der Veranstaltung", "Event"]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_clearer_heading_is_the_title_beside_a_name(title, order):
    columns = [("Name", "Dr. Müller"), (title, "KI im Handwerk"), ("Datum", "10.06.2027")]
    found = read(*(columns[each] for each in order))
    assert (found.title, found.text, found.faults) == ("KI im Handwerk", "Name: Dr. Müller", ())


@pytest.mark.parametrize("title", TITLES)
def test_a_name_is_no_title_where_the_clearer_one_is_empty(title):
    found = read(("Name", "Dr. Müller"), (title, ""), ("Datum", "10.06.2027"))
    assert (found.title, found.faults) == ("", (DateFault.NO_TITLE,))


def test_a_name_alone_stays_the_title():
    assert read(("Name", "Sommerfest"), ("Datum", "10.06.2027")).title == "Sommerfest"
    speaker = [("Vorname", "Max"), ("Nachname", "Müller")]
    assert read(("Name", "Sommerfest"), ("Datum", "10.06.2027"), *speaker).title == "Sommerfest"


PEOPLE = [("Name", "Müller"), ("Vorname", "Max"), ("Nachname", "Müller"), ("Anrede", "Herr")]


@given(st.sampled_from(TITLES), st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True), st.randoms())
def test_nobodys_name_is_ever_the_title(title, people, chance):
    columns = [(title, "KI im Handwerk"), ("Datum", "10.06.2027"), *people]
    chance.shuffle(columns)
    assert read(*columns).title == "KI im Handwerk"


def test_a_surname_is_named_as_unread_as_the_first_name_is():
    unread = NotRead()
    found = read(*PEOPLE[:2], ("Datum", "10.06.2027"), ("Thema", "KI"), unread=unread)
    assert (found.text, unread.columns) == ("", ["Name", "Vorname"])


def test_a_table_of_people_lacks_a_title():
    with pytest.raises(DatesUnreadableError) as refusal:
        read(*PEOPLE[:2], ("Datum", "10.06.2027"))
    assert refusal.value.details["lacking"] == ("title",)


@pytest.mark.parametrize("beside", ["Vorname", "Anrede", "Nachname"])
def test_a_title_before_a_name_is_none_of_an_event(beside):
    columns = [("Titel", "Dr."), (beside, "Müller"), ("Datum", "10.06.2027"), ("Thema", "KI")]
    assert read(*columns).title == read(*reversed(columns)).title == "KI"
    assert read(("Titel", "KI"), ("Vorname", "Max"), ("Nachname", "Müller"), ("Datum", "10.06.2027")).title == "KI"


SAME = [("Titel", "A"), ("Datum", "10.06.2027"), ("Beginn", "9:00"), ("Ende", "11:00"), ("Plätze", "30")]
OTHER = {"Datum": "11.06.2027", "Beginn": "10:00", "Ende": "12:00", "Plätze": "40"}


@pytest.mark.parametrize("heading", OTHER)
def test_two_columns_of_a_heading_contradict_each_other_only_at_the_row(heading):
    assert read(*SAME, (heading, OTHER[heading])).faults
    assert read(*SAME, (heading, "")) == read(*SAME, (heading, dict(SAME)[heading])) == read(*SAME)


def test_two_ticks_for_the_whole_day_contradict_each_other():
    columns = [("Titel", "A"), ("Datum", "10.06.2027"), ("Ganztägig", "nein"), ("Ganztägig", "ja")]
    assert read(*columns).faults == (DateFault.TIME_UNREADABLE,)


def test_a_second_title_is_told_in_the_text():
    assert read(*SAME, ("Titel", "B")).text == "Titel: B"
