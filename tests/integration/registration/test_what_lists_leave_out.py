"""Lists of guests as offices keep them: whatever stands in a row is read rightly, or named."""

import pytest

from tests.tables import book, half_struck, hide_row, merge, strike, text
from webapp.foundation.spreadsheets import tables_in
from webapp.registration.rules import guests as rules
from webapp.registration.services.guest_rows import fault_of, guest_in, layout_of, notes_of
from webapp.registration.services.unread_guests import Unread


@pytest.fixture
def read(tmp_path):
    """People, faults by row, notes by row, and what isn't read of a table."""

    def run(content):
        path = tmp_path / "list"
        path.write_bytes(content)
        people, faults, notes, unread = [], {}, {}, Unread()
        (table,) = tables_in(path, rules.HEADINGS)
        layout = layout_of(table.head)
        for row in table.rows:
            unread.look(row)
            if row.hidden:
                continue
            guest = guest_in(row, layout, "de", None)
            if fault := fault_of(row, guest, layout):
                faults[row.number] = (fault["field"], fault["problem"])
                continue
            people.append((guest.name, guest.email, guest.language))
            for note in notes_of(row, layout):
                notes.setdefault(row.number, []).append((note["field"], note["said"]))
        unread.name(table.head, layout)
        return people, faults, notes, unread.as_told()

    return run


HEAD = ["Name", "E-Mail"]
ADA, BEN, CEM = ["Ada A", "ada@example.org"], ["Ben B", "ben@example.org"], ["Cem C", "cem@example.org"]


def names(found):
    return [name for name, _, _ in found[0]]


def filtered(page):
    page.auto_filter.ref = "A1:B4"
    page.auto_filter.add_filter_column(0, ["Ada A", "Cem C"])
    page.row_dimensions[3].hidden = True


def grouped(page):
    page.row_dimensions.group(3, 3, hidden=True)


@pytest.mark.parametrize("hide", [hide_row(3), filtered, grouped])
def test_rows_that_nobody_sees_are_left_out_and_counted(read, hide):
    found = read(book([HEAD, ADA, BEN, CEM], hide))
    assert names(found) == ["Ada A", "Cem C"]
    assert found[3] == {"hidden_rows": 1}


def test_an_empty_row_that_nobody_sees_is_not_counted(read):
    assert read(book([HEAD, ADA, [None, None], CEM], hide_row(3)))[3] == {}


def test_columns_that_nobody_sees_are_left_out_and_named(read):
    def hide(page):
        page.column_dimensions.group("B", "C", hidden=True)

    head = ["Name", "E-Mail privat", "Notiz", "E-Mail"]
    found = read(book([head, ["Ada A", "privat@example.org", "x", "ada@example.org"]], hide))
    assert found == ([("Ada A", "ada@example.org", "de")], {}, {}, {"hidden_columns": ["E-Mail privat", "Notiz"]})


@pytest.mark.parametrize(
    ("heading", "said"), [("Status", "abgesagt"), ("Nicht einladen", "ja"), ("Notiz", "verstorben")]
)
def test_a_refusal_counts_where_nobody_sees_it_as_well(read, heading, said):
    def hide(page):
        page.column_dimensions["C"].hidden = True

    assert read(book([[*HEAD, heading], [*ADA, said], [*BEN, None]], hide))[1] == {2: ("status", "refused")}


@pytest.mark.parametrize("places", [("A3", "B3"), ("A3",), ("B3",)])
def test_what_is_struck_through_is_not_invited(read, places):
    found = read(book([HEAD, ADA, BEN, CEM], strike(*places)))
    assert (names(found), found[1]) == (["Ada A", "Cem C"], {3: ("row", "struck")})


def test_what_is_struck_through_in_part_is_named(read):
    found = read(book([HEAD, [half_struck("Ada A", " Ben B"), "ada@example.org"], BEN]))
    assert (names(found), found[1]) == (["Ben B"], {2: ("row", "struck")})


def test_what_is_struck_through_beside_what_is_read_changes_nothing(read):
    found = read(book([[*HEAD, "Telefon"], [*ADA, "0371 123"]], strike("C2")))
    assert (names(found), found[1], found[3]) == (["Ada A"], {}, {"unread": ["Telefon"]})


REFUSALS = {
    "Status": ["abgesagt", "Abgesagt am 3.5.", "hat abgesagt", "Absage", "abgelehnt", "storniert", "gesperrt",
               "verstorben", "kommt nicht", "nimmt nicht teil", "declined", "cancelled", "nicht einladen", "will nicht",
               "verhindert",
               "keine Einladung", "unzustellbar", "nein", "no", "kein Interesse", "inaktiv", "nicht zugesagt"],
    "Nicht einladen": ["ja", "x", "1", "WAHR", "true", "Ja!", "bitte", "12.05.2026", "✓", "☑", "❌"],
    "Teilnahme": ["nein", "Nein.", "NEIN", "no", "0", "abgesagt", "nicht möglich", "false", "✗", "❌"],
    "Opt-out": ["ja", "x", "2026-01-01", "yes"],
    "Newsletter": ["nein", "no", "abgemeldet", "unsubscribed"],
    "Keine E-Mails": ["ja"],
    "Bitte nicht anschreiben": ["x"],
    "Do not contact": ["yes", "TRUE"],
    "Absage": ["x", "3.5.2026", "ja"],
    "Sperrvermerk": ["ja"],
    "Einladen": ["nein", "nicht", "-0-"],
    "Einwilligung": ["nein", "widerrufen", "no"],
    "Zusage": ["nein"],
    "RSVP": ["no", "declined"],
    "Kommt": ["nein"],
    "Nimmt teil": ["nein"],
    "Rückmeldung": ["Absage", "kann leider nicht"],
    "Werbeeinwilligung": ["nein"],
    "DSGVO": ["nein"],
    "Bemerkung": ["hat am 3.5. telefonisch abgesagt", "bitte nicht mehr anschreiben", "will keine Einladungen",
                  "bitte streichen",
                  "lehnt ab", "von der Liste gestrichen"],
    "Abteilung": ["abgesagt", "verstorben"],
    "": ["abgesagt"],
}  # fmt: skip


@pytest.mark.parametrize(("heading", "said"), [(heading, said) for heading, all_ in REFUSALS.items() for said in all_])
def test_whoever_refused_is_not_invited_and_the_row_says_why(read, heading, said):
    found = read(
        text([*HEAD, heading], [*ADA, said], [*BEN, "ja" if "inladen" in heading[:8] or "illigung" in heading else ""])
    )
    assert found[1] == {2: ("status", "refused")}
    assert names(found) == ["Ben B"]


TAKEN = {
    "Status": ["", "zugesagt", "offen", "bestätigt", "Mitglied", "eingeladen", "noch keine Antwort", "VIP",
               "zugesagt am 3.5.", "keine Rückmeldung", "angemeldet", "-", "01.05.2027", "noch nicht eingeladen"],
    "Nicht einladen": ["", "nein", "0", "FALSCH", "no", "-"],
    "Teilnahme": ["", "ja", "x", "1", "2", "vielleicht", "zugesagt", "✓", "?", "–", "☐", "Zusage mit Begleitung"],
    "Einladung versendet": ["nein", "ja", ""],
    "angemeldet": ["ja", "x", "3.5.2027", ""],
    "Opt-out": ["", "nein", "false"],
    "Newsletter": ["", "ja"],
    "Einladen": ["ja", "x", "1", "WAHR"],
    "Absage": ["", "nein"],
    "Bemerkung": ["Vegetarierin", "kommt mit dem Auto", "spricht kein Englisch"],
    "Abteilung": ["Absatz und Vertrieb", "Absagenmanagement", "Nichtwohngebäude"],
}  # fmt: skip


@pytest.mark.parametrize(("heading", "said"), [(heading, said) for heading, all_ in TAKEN.items() for said in all_])
def test_whoever_did_not_refuse_is_invited(read, heading, said):
    assert read(text([*HEAD, heading], [*ADA, said]))[:2] == ([(*ADA, "de")], {})


@pytest.mark.parametrize(
    ("heading", "said", "problem"),
    [
        ("Status", "Klärungsfall", "unclear"),
        ("Status", "?!a", "unclear"),
        ("Teilnahme", "siehe Liste", "unclear"),
        ("Einladen", "", "unmarked"),
        ("Einladen", "☐", "unmarked"),
        ("angemeldet", "nein", "unclear"),
        ("Eingeladen", "nein", "unclear"),
        ("Teilnahme", "★", "unclear"),
        ("Opt-in", "", "unmarked"),
    ],
)
def test_what_nobody_can_tell_is_named(read, heading, said, problem):
    assert read(text([*HEAD, heading], [*ADA, said]))[1] == {2: ("status", problem)}


def test_columns_that_are_not_read_are_named_when_something_stands_in_them(read):
    head = [*HEAD, "Telefon", "Fax", "", "Status"]
    found = read(text(head, [*ADA, "0371", "", "Kürzel AA", "offen"], [*BEN, "0372", "", "BB", ""]))
    assert found[3] == {"unread": ["Telefon", "E (Kürzel AA, BB)"]}
    assert names(found) == ["Ada A", "Ben B"]


SECONDS = [
    ("Ansprechpartner;Ansprechpartner 2;E-Mail;E-Mail 2", "Ada A;Cem C;ada@example.org;cem@example.org"),
    ("Name;Name 2;E-Mail", "Ada A;Cem C;ada@example.org"),
    ("Name;2. Ansprechpartner;E-Mail", "Ada A;Cem C;ada@example.org"),
    ("Vorname;Nachname;E-Mail;Vorname 2;Nachname 2", "Ada;A;ada@example.org;Cem;C"),
    ("Name;E-Mail;Begleitung", "Ada A;ada@example.org;Cem C"),
    ("Name;E-Mail;Weitere Personen", "Ada A;ada@example.org;Cem C"),
    ("Firma;Name 1;E-Mail 1;Name 2;E-Mail 2", "Holz;Ada A;ada@example.org;Cem C;cem@example.org"),
    ("1. Ansprechpartner;E-Mail;2. Ansprechpartner", "Ada A;ada@example.org;Cem C"),
    ("Name;E-Mail;Name Partner", "Ada A;ada@example.org;Cem C"),
    ("Ansprechpartner;Ansprechpartner2;E-Mail", "Ada A;Cem C;ada@example.org"),
    ("Name;E-Mail;Zweiter Gast", "Ada A;ada@example.org;Cem C"),
    ("Name;E-Mail;Name;Telefon", "Ada A;ada@example.org;Cem C;0371"),
]


@pytest.mark.parametrize(("head", "row"), SECONDS)
def test_a_second_person_in_a_row_is_named(read, head, row):
    people, faults, notes, _ = read(f"{head}\n{row}\n".encode())
    assert (people, faults, notes) == ([(*ADA, "de")], {}, {2: [("second", "Cem C")]})


@pytest.mark.parametrize(("head", "row"), SECONDS)
def test_where_there_is_no_second_person_nothing_is_said(read, head, row):
    row = ";".join("" if cell in {"Cem C", "Cem", "C", "cem@example.org"} else cell for cell in row.split(";"))
    assert read(f"{head}\n{row}\n".encode())[:3] == ([(*ADA, "de")], {}, {})


def test_nobody_is_written_to_at_the_address_of_the_second_person(read):
    found = read(text(["Ansprechpartner", "Ansprechpartner 2", "E-Mail", "E-Mail 2"], ["Ada A", "Cem C", "", CEM[1]]))
    assert found[:2] == ([], {2: ("email", "missing")})


def test_all_that_is_left_out_of_a_row_is_named(read):
    found = read(text([*HEAD, "Begleitung", "Sprache"], [*ADA, "Cem C", "fr"]))
    assert found[2] == {2: [("second", "Cem C"), ("language", "fr")]}


def test_further_first_names_are_no_second_person(read):
    found = read(text(["Vorname", "Weitere Vornamen", "Nachname", "E-Mail"], ["Ada", "Maria", "A", ADA[1]]))
    assert found[2] == {}


@pytest.mark.parametrize(
    ("said", "language"),
    [
        *((said, "en") for said in ("en-GB", "English (US)", "Englisch (GB)", "en_US", "EN", "eng", "British English")),
        *(
            (said, "de")
            for said in ("deutsch/englisch", "de-AT", "DE", "Deutsch (Österreich)", "ger", "", "-", "de_DE")
        ),
        ("Englisch, Deutsch", "en"),
    ],
)
def test_the_language_is_read_whatever_stands_beside_it(read, said, language):
    people, _, notes, _ = read(text([*HEAD, "Sprache"], [*ADA, said]))
    assert (people, notes) == ([(*ADA, language)], {})


@pytest.mark.parametrize(
    "heading", ["Sprache der E-Mails", "Sprache (de/en)", "Korrespondenzsprache", "Preferred language"]
)
def test_a_column_of_languages_is_known_however_it_is_headed(read, heading):
    people, _, _, unread = read(text([*HEAD, heading], [*ADA, "englisch"]))
    assert (people, unread) == ([(*ADA, "en")], {})


@pytest.mark.parametrize("heading", ["Muttersprache", "Ansprache", "Leichte Sprache", "Gebärdensprache"])
def test_other_columns_are_none_of_languages(read, heading):
    people, _, notes, unread = read(text([*HEAD, heading], [*ADA, "englisch"]))
    assert (people, notes, unread) == ([(*ADA, "de")], {}, {"unread": [heading]})


@pytest.mark.parametrize("said", ["fr", "Französisch", "en français", "kein Deutsch", "Polnisch", "1", "xx-DE"])
def test_a_language_that_is_not_ours_is_named(read, said):
    assert read(text([*HEAD, "Sprache"], [*ADA, said]))[2] == {2: [("language", said)]}


@pytest.mark.parametrize(
    "said",
    [
        "'ada@example.org",
        "'ada@example.org'",
        "<ada@example.org>",
        "mailto:ada@example.org",
        "MAILTO:ada@example.org?subject=Hallo",
        "ada@example.org.",
        "ada@example.org,",
        "ada@example.org ;",
        "\u200bada@example.org\u200b",
        "ada\u200b@example.org",
        "\ufeffada@example.org",
        "ada\uff20example.org",
        "ada@example.org (privat)",
        "(privat) ada@example.org",
        "ada@example.org [dienstlich]",
        "\u00a0ada@example.org\u00a0",
        "„ada@example.org“",
        "Ada A <ada@example.org>",
        "Ada A <mailto:ada@example.org>",
        "<mailto:ada@example.org>;",
        "• ada@example.org",
        "→ada@example.org…",
        "ada@example.org\u200e",
        "\uff41\uff44\uff41\uff20\uff45xample.org",
    ],
)
def test_an_address_is_read_without_what_stands_beside_it(read, said):
    assert read(book([HEAD, ["Ada A", said]]))[0] == [(*ADA, "de")]


@pytest.mark.parametrize(
    "said", ["ada@example.org (privat) ben@example.org", "ada@example", "ada example.org", "ada@@example.org"]
)
def test_what_is_not_one_address_is_named(read, said):
    people, faults, _, _ = read(book([HEAD, ["Ada A", said]]))
    assert (people, faults[2][0]) == ([], "email")


def test_a_letter_of_the_address_is_never_taken_for_a_sign(read):
    people, _, _, _ = read(book([HEAD, ["Ada A", "ada.o'neil@example.org"]]))
    assert [email for _, email, _ in people] == ["ada.o'neil@example.org"]


def test_what_is_merged_downwards_stands_in_each_row(read):
    rows = [["Firma", *HEAD], ["Holz", *ADA], [None, *BEN], [None, *CEM]]
    assert names(read(book(rows, merge("A2:A4")))) == ["Ada A", "Ben B", "Cem C"]


def test_a_name_that_is_merged_over_two_addresses_is_named(read):
    found = read(book([HEAD, ADA, [None, "b@example.org"], CEM], merge("A2:A3")))
    assert (names(found), found[1]) == (["Ada A", "Cem C"], {3: ("row", "merged")})


def test_rows_that_are_merged_whole_are_one(read):
    found = read(book([HEAD, ADA, [None, None], CEM], merge("A2:A3", "B2:B3")))
    assert (names(found), found[1]) == (["Ada A", "Cem C"], {})


TWO_ROWS = [
    ([["Firma", "Ansprechpartner", None], [None, "Name", "E-Mail"]], ["B1:C1"], ["Holz", *ADA]),
    ([["Ansprechpartner", None, "Firma"], ["Name", "E-Mail", None]], ["A1:B1", "C1:C2"], [*ADA, "Holz"]),
    ([["Person", None, None], ["Vorname", "Nachname", "E-Mail"]], ["A1:C1"], ["Ada", "A", ADA[1]]),
    (
        [["Firma", None, "Kontakt", None], ["Name", "Ort", "Name", "E-Mail"]],
        ["A1:B1", "C1:D1"],
        ["Holz", "Ort", *ADA],
    ),
]


@pytest.mark.parametrize(("head", "spans", "row"), TWO_ROWS)
def test_headings_may_stand_in_two_rows(read, head, spans, row):
    assert read(book([*head, row], merge(*spans)))[:2] == ([(*ADA, "de")], {})


def test_the_first_person_is_never_taken_for_headings(read):
    rows = [[*HEAD, None], ["Gast", None, "Notiz"], ADA]
    found = read(book(rows))
    assert (names(found), found[1]) == (["Ada A"], {2: ("email", "missing")})
