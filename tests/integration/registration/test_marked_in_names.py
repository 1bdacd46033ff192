"""Who is marked within their own name or address isn't invited; and nobody is kept away for what they are called."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.integration.registration.test_importing import _app, invitations, invite, seen, uploaded  # noqa: F401
from webapp.foundation.spreadsheets import Row
from webapp.registration.rules import marked
from webapp.registration.services.guest_rows import fault_of, guest_in, layout_of, notes_of

HEAD = ("Anrede", "Titel", "Vorname", "Nachname", "E-Mail", "Firma", "Sprache", "Gruppe", "Straße", "Telefon")
MAX = (
    "Herr",
    "Dr.",
    "Max",
    "Muster",
    "max@example.org",
    "Tischlerei Muster GmbH",
    "deutsch",
    "Ehrengäste",
    "Markt 1",
    "7",
)
WORDS = [
    *("verstorben", "Verstorben 2024", "leider verstorben", "gestorben", "abgesagt", "hat abgesagt", "ABGESAGT!"),
    *("sagt ab", "storniert", "abgemeldet", "bitte nicht einladen", "nicht mehr einladen", "nicht anschreiben"),
    *("nicht kontaktieren", "ausgetreten", "seit 2020 ausgeschieden", "widersprochen", "deceased", "declined"),
    *("cancelled", "canceled", "do not invite", "don't contact", "unsubscribed", "abgesagt am 3.5.", "Absage"),
]
MORE_WORDS = ["ungültig", "gesperrt", "gelöscht", "unzustellbar", "inaktiv", "verhindert", "keine Einladung", "blocked"]
REMARKS = [
    "nein",
    "no",
    "verst.",
    "tot",
    "Werbesperre",
    "Mailsperre",
    "Hausverbot",
    "nicht da",
    "will nicht mehr",
    "raus",
]
FRAMES = [
    "{0} ({1})",
    "{0} [{1}]",
    "{0} - {1}",
    "{0} – {1}",
    "({1}) {0}",
    "{1}: {0}",
    "{0} / {1}",
    "{0}; {1}",
    "{0} *{1}*",
]
NAMES = ["Name", "Name, Vorname", "Ansprechpartner"]


def told(head, cells):
    """What keeps somebody away, and what is noted of them."""
    layout, row = layout_of(Row(1, tuple(head))), Row(2, tuple(cells))
    fault = fault_of(row, guest_in(row, layout, "de", None), layout)
    notes = [(each["field"], each["problem"], each["said"]) for each in notes_of(row, layout)]
    return (None if fault is None else (fault["field"], fault["problem"])), notes


def problem(said, heading="Name", address="max@example.org"):
    return told([heading, "E-Mail"], [said, address])[0]


REFUSED = ("status", "refused")


@pytest.mark.parametrize("heading", NAMES)
@given(st.sampled_from([*WORDS, *MORE_WORDS]), st.sampled_from([*FRAMES, "{0} {1}", "{1} {0}", "{0}, {1}", "{0} ({1}"]))
def test_a_word_within_a_name_is_heard_wherever_it_stands(heading, word, frame):
    assert problem(frame.format("Max Muster", word), heading) == REFUSED


@pytest.mark.parametrize(("word", "frame"), list(product(REMARKS, ["{0} ({1})", "({1}) {0}", "{0} [{1}]"])))
def test_what_refuses_as_a_remark_refuses_in_brackets(word, frame):
    assert problem(frame.format("Max Muster", word)) == REFUSED


@pytest.mark.parametrize("sign", ["†", "✝"])
@pytest.mark.parametrize("place", range(len(HEAD)))
def test_the_cross_of_the_dead_is_seen_in_any_cell(place, sign):
    for said in (f"{MAX[place]} {sign}", f"{sign} {MAX[place]}", f"{MAX[place]} ({sign} 2024)", sign):
        cells = [*MAX[:place], said, *MAX[place + 1 :]]
        assert told(HEAD, cells)[0] in {REFUSED, ("email", "missing")}, cells


@given(st.integers(0, len(HEAD) - 1), st.sampled_from(WORDS), st.sampled_from(FRAMES))
def test_a_word_in_a_piece_of_its_own_is_heard_in_any_cell(place, word, frame):
    cells = [*MAX[:place], frame.format(MAX[place], word), *MAX[place + 1 :]]
    assert told(HEAD, cells)[0] is not None, cells


@given(st.integers(0, len(HEAD) - 1), st.sampled_from(WORDS))
def test_a_word_alone_in_its_cell_is_heard_in_any_cell(place, word):
    assert told(HEAD, [*MAX[:place], word, *MAX[place + 1 :]])[0] is not None


@given(st.sampled_from([*WORDS, *REMARKS]), st.sampled_from(["{0} ({1})", "{0} [{1}]", "{0}, ({1})", "({1}) {0}"]))
def test_a_word_beside_an_address_is_heard(word, frame):
    for mail in ("max@example.org", "mailto:max@example.org", "Max Muster <max@example.org>"):
        assert problem("Max Muster", address=frame.format(mail, word)) is not None


def test_a_word_in_the_name_beside_an_address_is_heard():
    assert problem("Max Muster", address="Max Muster (verstorben) <max@example.org>") == REFUSED


INVALID = [
    *("ungültig", "Adresse ungültig", "ungültige Adresse", "veraltet", "alt", "alte Adresse", "falsch", "kommt zurück"),
    *("Rückläufer", "unzustellbar", "existiert nicht mehr", "nicht mehr gültig", "funktioniert nicht", "defekt"),
    *("invalid", "bounced", "Hardbounce", "wrong", "no longer valid", "not working", "undeliverable", "old address"),
]


@pytest.mark.parametrize("word", INVALID)
@pytest.mark.parametrize("frame", ["{0} ({1})", "{0} [{1}]"])
def test_an_address_that_is_called_invalid_is_named(word, frame):
    assert problem("Max Muster", address=frame.format("max@example.org", word)) == ("email", "marked")


@pytest.mark.parametrize(
    "said", ["E-Mail ungültig", "Mail kommt zurück", "alte Adresse", "Rückläufer", "ungültig", "Adresse falsch"]
)
def test_an_address_that_a_remark_calls_invalid_is_named(said):
    assert told(["Name", "E-Mail", "Bemerkung"], ["Max", "max@example.org", said])[0] in {("email", "marked"), REFUSED}


@pytest.mark.parametrize(
    "said", ["alt", "neue Adresse", "Gutschein ungültig", "falsch geparkt", "Mail geschickt", "ehemalige Kollegin"]
)
def test_a_remark_on_other_things_calls_no_address_invalid(said):
    assert told(["Name", "E-Mail", "Bemerkung"], ["Max", "max@example.org", said])[0] is None


@pytest.mark.parametrize("sign", ["❌", "✗", "🚫"])
def test_a_cross_at_a_name_or_an_address_is_named(sign):
    assert problem(f"{sign} Max Muster") == problem(f"Max Muster {sign}") == ("name", "marked")
    assert problem("Max Muster", address=f"{sign} max@example.org") == ("email", "marked")


@pytest.mark.parametrize(
    "said", ["+ Max Muster", "Max Muster (+)", "Max Muster +2024", "Max Muster + 3.5.2024", "Max Muster +"]
)
def test_a_plus_that_may_be_a_cross_is_named(said):
    assert problem(said) == ("name", "marked")


def test_an_address_that_nobody_uses_may_be_invalid_but_not_somebody_dead():
    head = ["Name", "E-Mail", "E-Mail 2"]
    assert told(head, ["Max", "max@example.org", "m@example.org (ungültig)"])[0] is None
    assert told(head, ["Max", "max@example.org (ungültig)", "m@example.org"])[0] == ("email", "marked")
    assert told(head, ["Max", "max@example.org", "m@example.org (verstorben)"])[0] == REFUSED
    assert told(["Name", "Mail privat", "Mail Büro"], ["Max", "verstorben", "m@example.org"])[0] == REFUSED


def test_what_is_left_out_beside_an_address_is_noted():
    assert told(["Name", "E-Mail"], ["Max Muster", "max@example.org (nur dienstags)"]) == (
        None,
        [("email", "left", "nur dienstags")],
    )
    for said in ("privat", "Büro", "Arbeit", "Max Muster", "dienstl.", ""):
        assert told(["Name", "E-Mail"], ["Max Muster", f"max@example.org ({said})"]) == (None, [])


GOOD = [
    *("Peter Robinson", "Robinson, Peter", "Anna Sperr", "Sperr, Anna", "Luca Storno", "Cancellieri, Ada", "Paul Nein"),
    *("Eva Raus", "Kim No", "Ildikó Tót", "Max Kündig", "Tod, Jens", "Anna Alt", "Max Tot", "Dr. Eva Klein", "Jan Ab"),
    *(
        "Eva Klein (geb. Robinson)",
        "Eva Klein (geb. Sperr)",
        "Eva Klein (née Cancela)",
        "Max Muster a. D.",
        "Eva (Evi) Klein",
    ),
    *(
        "Max Muster (i. R.)",
        "Max Muster (Obermeister)",
        "Max Muster (Widerspruchsausschuss)",
        "Max Muster (Sperrholz Müller GmbH)",
    ),
    *("Prof. Dr. h. c. Max Muster", "Max Muster (m)", "Max Muster (Vertretung)", "Max Muster + 1", "Max + Eva Muster"),
    *(
        "Maria-Luise Streicher",
        "Sam Bounce",
        "Ungültig GmbH",
        "Max Muster (Ungültig GmbH)",
        "Max Muster (Storno-Abteilung)",
    ),
    *(
        "Muster, Max",
        "Nicht, Anna",
        "Max Muster (Prüfungsausschuss)",
        "Anna Absagen",
        "Max Gestrich",
        "Max Muster [Gast]",
    ),
    *(
        "Jean Lecancel",
        "Max Muster (Handwerkskammer Chemnitz)",
        "Max Muster (kommt mit Begleitung)",
        "Max Muster – Chemnitz",
    ),
    *("Rosa Verst", "Peter Dead", "Will Late", "Max Muster (Ada Nein)", "Jörg Sel", "Zoë 李"),
]


@pytest.mark.parametrize("said", GOOD)
def test_nobody_is_kept_away_for_what_they_are_called(said):
    assert problem(said) is None


FIRMS = [
    *(
        "Bestattungen Tod & Leben",
        "Ungültig GmbH",
        "Sperrholz Müller GmbH",
        "Abgesagt Eventagentur GmbH",
        "Robinson Club",
    ),
    *(
        "Cancel Studio",
        "Storno24 AG",
        "Tischlerei Muster - Filiale Chemnitz",
        "Löschen & Retten e. V.",
        "Muster, Klein & Co.",
    ),
    *(
        "Trauerhilfe (Bestattungen)",
        "Nein zu Gewalt e. V.",
        "Gesperrt & Frei (Abgesagt GmbH)",
        "Verein: Ausgeschiedene Meister",
    ),
    *("Absage-Theater", "Opt Out Initiative", "Kündigungsschutz Rat & Tat (Chemnitz)"),
]


@pytest.mark.parametrize("said", FIRMS)
def test_no_firm_is_taken_for_a_refusal(said):
    assert told(["Name", "E-Mail", "Firma"], ["Max", "max@example.org", said])[0] is None


ADDRESSES = [
    "abgesagt",
    "verstorben",
    "storniert",
    "robinson",
    "nicht.einladen",
    "ungueltig",
    "no",
    "info.tot",
    "cancel",
]


@pytest.mark.parametrize("local", ADDRESSES)
@pytest.mark.parametrize(
    "frame", ["{0}@example.org", "info@{0}.example.org", "mailto:{0}@example.org", "{0}@example.org (privat)"]
)
def test_no_address_is_taken_for_a_refusal(local, frame):
    assert problem("Max Muster", address=frame.format(local)) is None


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        *(("Telefon", "0371 12 (ungültig)"), ("Telefon", "0371 12 (gesperrt)"), ("Straße", "Hauptstr. 2 (gesperrt)")),
        *(
            ("Allergien", "Nüsse (kein Kontakt mit Erdnüssen)"),
            ("Anreise", "Zug, kommt nicht mit dem Auto"),
            ("Fax", "7 (gelöscht)"),
        ),
        *(
            ("Anmerkung", "sagt ab 18 Uhr Bescheid"),
            ("Straße", "Am Sperrwerk 3"),
            ("Thema", "Wie man es sagt – Absagen richtig formulieren"),
        ),
    ],
)
def test_what_is_said_of_other_things_keeps_nobody_away(heading, said):
    assert told(["Name", "E-Mail", heading], ["Max", "max@example.org", said])[0] is None


@given(st.text(st.sampled_from("abcdefghijklmnoprstuvwz ÄÖÜäöüß-'."), min_size=2, max_size=20))
def test_names_of_any_letters_are_good(said):
    known = ("tot", "raus", "verst", "sel", "absage", "invalid")
    assert any(each in said for each in known) or not marked.name_refuses(said)


@pytest.mark.both
def test_who_is_marked_is_named_at_the_row_and_never_invited(work):
    rows = [
        *(
            "Max Muster (verstorben);a@example.org",
            "† Max Muster;b@example.org",
            "Max Muster;c@example.org (nicht anschreiben)",
        ),
        *(
            "Max Muster;d@example.org (ungültig)",
            "Eva Klein;eva@example.org",
            "Peter Robinson;peter@example.org (privat)",
        ),
    ]
    list_id = uploaded(work, "\n".join(("Name;Mail", *rows)))
    found = seen(work, list_id)
    assert [(each["row"], each["field"], each["problem"], each["said"]) for each in found.faults] == [
        (2, "status", "refused", "Max Muster (verstorben)"),
        (3, "status", "refused", "† Max Muster"),
        (4, "status", "refused", "c@example.org (nicht anschreiben)"),
        (5, "email", "marked", "d@example.org (ungültig)"),
    ]
    assert invite(work, list_id) == 2
    assert [name for name, *_ in invitations(work)] == ["Eva Klein", "Peter Robinson"]
