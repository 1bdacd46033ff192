"""A title becomes an address that can be read, spoken and typed."""

from itertools import islice

import pytest

from webapp.events.slugs import slugs
from webapp.foundation.slugs import slugged


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("2. Zukunftswerkstatt – Südwestsachsen", "2-zukunftswerkstatt-suedwestsachsen"),
        ("Größe & Übermaß", "groesse-uebermass"),
        ("Gro\u0308\u00dfe", "groesse"),  # NFD means the same
        ("ÄÖÜ", "aeoeue"),
        ("Café Łódź crème", "cafe-lodz-creme"),
        ("🎉🎉", ""),
        ("\u202eevil\u202c ../..\\x\0y", "evil-x-y"),
        ("   ", ""),
        ("a" * 300, "a" * 80),
        ("Wort " * 60, "-".join(["wort"] * 16)),
    ],
)
def test_a_title_becomes_an_address(title, slug):
    assert slugged(title) == slug


def test_a_long_title_is_cut_between_words_even_where_the_cut_would_just_fit():
    title = " ".join(["a" * 39, "b" * 40, "c"])
    assert slugged(title) == f"{'a' * 39}-{'b' * 40}"


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Tag des Handwerks", ["tag-des-handwerks", "tag-des-handwerks-2027", "tag-des-handwerks-2027-2"]),
        ("Forum 2027", ["forum-2027", "forum-2027-2", "forum-2027-3"]),
        ("New", ["new-2027", "new-2027-2", "new-2027-3"]),
        ("🎉", ["crafts-day", "crafts-day-2027", "crafts-day-2027-2"]),
    ],
)
def test_addresses_to_try_are_plain_then_dated_then_numbered_and_never_the_desks_own(title, first):
    assert list(islice(slugs(title, 2027, "crafts_day"), 3)) == first
