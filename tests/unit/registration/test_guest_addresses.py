"""Which column of a table of people has the address, which of several counts, and what is said where none does."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.registration.rules import guests

A, B, C = "a@example.org", "b@example.org", "c@example.org"


def said(head, *cells):
    return guests.addresses_in(cells, guests.columns_of_guests(["Name", *head]))


MAIL = ["E-Mail", "Email", "eMail", "Mail", "E-Mail-Adresse", "Emailadresse", "Mailadresse", "E-mail address", "Mails"]
KINDS = ["privat", "dienstlich", "geschäftlich", "beruflich", "Arbeit", "Büro", "Firma", "work", "home", "Kontakt"]
SHAPES = ["{mail} {kind}", "{mail} ({kind})", "{kind} {mail}", "{kind}-{mail}", "{mail}: {kind}", "{mail} / {kind}"]


@settings(deadline=None)
@given(st.sampled_from(MAIL), st.sampled_from(KINDS), st.sampled_from(SHAPES))
def test_a_heading_that_is_plainly_one_of_addresses_is_understood(mail, kind, shape):
    head = shape.format(mail=mail, kind=kind)
    for each in (head, head.upper(), f" {head} "):
        assert guests.is_head(["Name", each]), each
        assert said([each], "Ada", A) == [A]


@pytest.mark.parametrize(
    "heading",
    [
        "Mail dienstlich", "Mail privat", "E-Mail (privat)", "Email 1", "Kontakt-Mail", "Kontaktmail", "Privatmail",
        "E-Mail des Ansprechpartners", "E-Mail Teilnehmer/in", "E-Mail der teilnehmenden Person", "Haupt-E-Mail",
        "E-Mail (Pflichtfeld)", "E-Mail für Einladung", "Mail-Adresse (dienstl.)", "E-Mail-Adresse*", "Work Email",
        "email_address", "E_MAIL", "email1", "Mail1", "E-Mail (d)", "E-Mail-Adr.", "E-Mail (bitte angeben)",
        "e_mail_privat", "EmailAddress", "Email2", "Ihre E-Mail-Adresse", "E-Mail 1", "Mail 1", "1. E-Mail",
        "Bevorzugte E-Mail-Adresse",
    ],
)  # fmt: skip
def test_headings_that_offices_write(heading):
    assert guests.is_head(["Name", heading])


@pytest.mark.parametrize(
    "heading",
    [
        "E-Mail-Typ", "E-mail 1 - Type", "E-mail 1 - Label", "E-Mail: Angezeigter Name", "E-mail Display Name",
        "E-Mail gesendet", "Mail verschickt am", "Newsletter per E-Mail", "E-Mail Eltern", "Mailing", "Mailbox",
        "E-Mail erlaubt?", "E-Mail Vertretung", "Email opt in",
    ],
)  # fmt: skip
def test_a_heading_that_says_something_else_of_mail_is_none(heading):
    assert guests.missing_in(["Name", heading]) == (guests.EMAIL,)


@pytest.mark.parametrize(
    ("head", "missing"),
    [
        ("Name;Telefon", (guests.EMAIL,)),
        ("E-Mail;Firma", (guests.NAME,)),
        ("Vorname;E-Mail", (guests.NAME,)),
        ("Telefon;Ort", (guests.EMAIL, guests.NAME)),
        ("Name;E-Mail", ()),
        ("Mail dienstlich;Teilnehmer/in", ()),
    ],
)
def test_what_is_missing_is_known(head, missing):
    assert guests.missing_in(head.split(";")) == missing
    assert guests.is_head(head.split(";")) == (not missing)


@pytest.mark.parametrize(
    ("head", "cells", "addresses"),
    [
        # One alone is the one that counts, wherever it stands.
        (["Mail privat", "Mail dienstlich"], (A, ""), [A]),
        (["Mail privat", "Mail dienstlich"], ("", B), [B]),
        (["Mail privat", "Mail dienstlich"], ("–", B), [B]),
        (["Mail privat", "Mail dienstlich"], (A, "A@Example.org"), [A]),
        (["Mail privat", "Mail dienstlich"], (A, f"mailto:{A}"), [A]),
        (["Mail privat", "Mail dienstlich"], (A, f"Ada <{A}>"), [A]),
        (["E-Mail", "E-Mail-Adresse"], ("anonymous", B), [B]),
        (["E-Mail", "E-Mail-Adresse"], ("unbekannt", ""), ["unbekannt"]),
        # Nobody knows which is meant.
        (["Mail privat", "Mail dienstlich"], (A, B), [A, B]),
        (["E-Mail", "Mail"], (A, B), [A, B]),
        # The order says which.
        (["E-Mail 1", "E-Mail 2"], (A, B), [A]),
        (["E-Mail 2", "E-Mail 1"], (A, B), [B]),
        (["E-Mail", "E-Mail 2: Adresse"], (A, B), [A]),
        (["Primary Email", "Secondary Email"], (A, B), [A]),
        (["Zweite E-Mail", "E-Mail"], (A, B), [B]),
        (["E-Mail", "E-Mail privat"], (A, B), [A]),
        (["E-Mail privat", "E-Mail dienstlich", "E-Mail 2"], ("", B, C), [B]),
        (["E-Mail", "E-Mail privat", "E-Mail dienstlich"], ("", B, C), [B, C]),
        (["E-Mail", "Mail privat"], ("", ""), []),
    ],
)
def test_of_several_addresses_one_counts_by_plain_reason_or_all_are_told(head, cells, addresses):
    assert said(head, "Ada", *cells) == addresses


@settings(deadline=None, max_examples=15)
@given(st.permutations(["E-Mail", "E-Mail 2", "Mail privat", "Mail dienstlich"]), st.data())
def test_the_place_of_a_column_never_decides(head, data):
    """However the columns stand, a row says the same."""
    filled = data.draw(st.dictionaries(st.sampled_from(head), st.sampled_from([A, B, C, ""])))
    outcomes = {
        frozenset(said(order, "Ada", *(filled.get(each, "") for each in order))) for order in permutations(head)
    }
    assert len(outcomes) == 1


def test_a_list_that_was_read_before_is_read_alike():
    """Columns as lists of an earlier version have them."""
    columns = {"name": 0, "email": 1, "email 2": 2}
    assert guests.addresses_in(["Ada", A, B], columns) == [A]
    assert guests.addresses_in(["Ada", "", B], columns) == [B]


@pytest.mark.parametrize(
    ("cell", "several"),
    [
        ("a@x.de; b@x.de", True), ("a@x.de,b@x.de", True), ("a@x.de / b@x.de", True), ("a@x.de und b@x.de", True),
        ("a@x.de\nb@x.de", True), ("a@x.de b@x.de", True), ("a@x.de (privat: b@y.org)", True),
        ("Ada <a@x.de>; Ben <b@x.de>", True), ("a@x.de|b@x.de", True), ("mailto:a@x.de;mailto:b@x.de", True),
        ("a@x.de", False), ("a@", False), ("a@@x.de", False), ("a b@x.de", False), ("a@x.de; a@x.de", False),
        ("a at x.de", False), ("a@x.de;", False), ("", False), ("Ada <a@x.de>", False), ("a@x@y.de", False),
    ],
)  # fmt: skip
def test_several_addresses_in_a_cell_are_told_from_a_bad_one(cell, several):
    assert guests.names_several(cell) is several


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        ([["Gästeliste"], ["Telefon", "Ort"], ["1", "2"]], 1),
        ([["Gästeliste", ""], ["Name", "Telefon"], ["Ada", "2"]], 1),
        ([["Stand", "1.1."], ["Firma", "Mail dienstlich"], ["A", A]], 1),
        ([["Ada Müller", A], ["Ben", B]], None),
        ([], None),
    ],
)
def test_the_row_that_looks_most_like_headings(rows, head):
    found = guests.nearest_head(rows)
    assert found == (None if head is None else head)


def test_headings_of_databases_are_words_as_well():
    head = ["first_name", "last_name", "email_address", "company_name"]
    columns = guests.columns_of_guests(head)
    row = ["Ada", "Müller", A, "Holz"]
    assert (guests.name_in(row, columns), guests.address_in(row, columns)) == ("Ada Müller", A)
    assert row[columns[guests.ORGANISATION]] == "Holz"


def test_columns_of_addresses_are_told_in_the_order_in_which_they_count():
    head = ["E-Mail 2", "Name", "Mail privat", "E-Mail"]
    assert guests.headings_of_addresses(head) == ["E-Mail", "Mail privat", "E-Mail 2"]
    assert guests.headings_of_addresses(["Name", "E-Mail"]) == ["E-Mail"]
