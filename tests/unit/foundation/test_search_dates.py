"""A date is one word, however it is written."""

import pytest

from webapp.foundation.search.vocabulary import fitting
from webapp.foundation.search.words import said_in, shapes, told_in

ON_THE_TENTH = "Treffen am Donnerstag, 10. Juni 2027, 18–20 Uhr"


def finds(typed: str, text: str) -> bool:
    return all(fitting(typed, frozenset(shape for word in told_in(text) for shape in shapes(word))))


@pytest.mark.parametrize(
    "typed",
    [
        *("10. Juni", "10.Juni", "10 Juni", "10. Juni", "am 10. Juni", "10.6.", "10.06.", "10.6", "10 June", "June 10"),
        *("10th of June", "10. Juni 2027", "10.6.2027", "10.06.27", "2027-06-10", "June 10, 2027", "10 June 2027"),
        *("Juni 2027", "June 2027", "6/2027", "06.2027", "Juni", "2027", "Donnerstag 10. Juni", "Do., 10. Jun. 2027"),
        *("Treffen 10. Juni", "Treffen Juni", "10/06/2027"),
    ],
)
def test_a_day_is_found_however_it_is_written(typed):
    texts = (f"{ON_THE_TENTH} Do. June", "Meeting on Thursday, 10 June 2027, Juni Treffen Donnerstag Do")
    assert [finds(typed, text) for text in texts] == [True, True]


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "11. Juni",
            "10. Juli",
            "1. Juni",
            "10.7.",
            "10. Juni 2028",
            "10.6.28",
            "2027-06-11",
            "Juni 2028",
            "July 2027",
        ),
        *("2028", "10. Treffen", "2. Treffen", "10", "6", "06", "20270611", "d20270611"),
    ],
)
def test_another_day_is_not_found(typed):
    assert not finds(typed, ON_THE_TENTH)


@pytest.mark.parametrize("typed", ["10. Juni", "11. Juni", "12.6.2027", "10.–12. Juni", "10. bis 12. Juni 2027"])
def test_each_end_of_several_days_is_found(typed):
    assert finds(typed, "Vom 10. bis 12. Juni 2027: Messe. Dazu am 11.6.2027 ein Empfang")


@pytest.mark.parametrize(
    "text",
    ["um 10.30 Uhr", "14–16 Uhr", "Halle 32.1.5", "1.234,50 €", "Tel. 0371 53640", "09648 Mittweida"],
)
def test_other_numbers_are_no_dates(text):
    assert [word for word in told_in(text) if word.startswith(("d0", "d1", "d2", "m0", "m1", "m2"))] == []


def test_what_is_asked_says_no_less_than_what_was_entered():
    assert said_in("10. Juni 2027") == ["d20270610"]
    assert said_in("10. Juni") == ["d0610"]
    assert said_in("Juni 2027") == ["m202706"]
    assert said_in("Juni") == ["juni"]
