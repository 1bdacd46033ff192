"""A copy's title goes on with its year and number; a series has neither."""

import pytest

from webapp.admin.copies.titles import next_title, title_of_series


@pytest.mark.parametrize(
    ("title", "copied", "following", "series"),
    [
        ("2. Zukunftswerkstatt", "2. Zukunftswerkstatt", "3. Zukunftswerkstatt", "Zukunftswerkstatt"),
        ("9. Handwerkstag 2027", "9. Handwerkstag 2028", "10. Handwerkstag 2028", "Handwerkstag"),
        ("Vergabe – 2027", "Vergabe – 2028", "Vergabe – 2028", "Vergabe"),
        ("Norm 20270", "Norm 20270", "Norm 20270", "Norm 20270"),
        ("2027", "2028", "2028", "2027"),
        ("Halle 12.5 am 6. Mai", "Halle 12.5 am 6. Mai", "Halle 12.5 am 6. Mai", "Halle 12.5 am 6. Mai"),
    ],
)
def test_titles(title, copied, following, series):
    assert next_title(title, 2027, 2028, is_next=False) == copied
    assert next_title(title, 2027, 2028, is_next=True) == following
    assert title_of_series(title) == series
