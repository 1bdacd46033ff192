"""Whoever refused is never invited, however an office notes that; and whoever accepted isn't kept away."""

from itertools import product

import pytest

from tests.tables import book, text
from webapp.foundation.spreadsheets import tables_in
from webapp.registration.rules import declining
from webapp.registration.rules import guests as rules
from webapp.registration.services.guest_rows import fault_of, guest_in, layout_of

HEAD, ADA = ["Name", "E-Mail"], ["Ada A", "ada@example.org"]


@pytest.fixture
def problem(tmp_path):
    """What keeps the only person of a table from being invited; nothing where they are."""

    def run(content):
        path = tmp_path / "list"
        path.write_bytes(content)
        (table,) = tables_in(path, rules.HEADINGS)
        layout = layout_of(table.head)
        (row,) = table.rows
        fault = fault_of(row, guest_in(row, layout, "de", None), layout)
        return None if fault is None else (fault["field"], fault["problem"])

    return run


REFUSED = ("status", "refused")
BARS = [
    *("Werbesperre", "Mailsperre", "Kontaktsperre", "E-Mail-Sperre", "Versandsperre", "Sperre", "Kontaktverbot"),
    *("Werbeverbot", "Gelöscht", "Löschen", "zu löschen", "gestrichen", "Entfernt", "Nein", "nicht dabei", "nicht da"),
    *("Hardbounce", "Deleted", "Nein danke", "Teilnahme: nein", "Kommt nein"),
]
REMARKS = ["Bemerkung", "Notizen", "Interne Bemerkung", "Comment"]
WORDS = [
    *("nein", "Nein", "Nein danke", "Nein, danke!", "leider nein", "no", "sagt ab", "sagt leider ab", "nicht da", "†"),
    *("† 2026", "Werbesperre", "Mailsperre", "Kontaktverbot", "Hausverbot", "ist nicht da", "meldet sich ab", "nicht"),
    *("abwesend", "gestorben", "Nein, ist im Urlaub"),
]


@pytest.mark.parametrize(("heading", "said"), list(product(BARS, ["ja", "x", "1", "X", "✓"])))
def test_a_column_that_bars_somebody_is_heard(problem, heading, said):
    assert problem(text([*HEAD, heading], [*ADA, said])) == REFUSED


@pytest.mark.parametrize("heading", BARS)
def test_an_empty_bar_keeps_nobody_away(problem, heading):
    assert problem(text([*HEAD, heading, "Ort"], [*ADA, "", "Chemnitz"])) is None


@pytest.mark.parametrize(("heading", "said"), list(product(REMARKS, WORDS)))
def test_a_remark_that_refuses_is_heard(problem, heading, said):
    assert problem(text([*HEAD, heading], [*ADA, said])) == REFUSED


@pytest.mark.parametrize("said", WORDS)
def test_a_remark_that_nobody_sees_is_heard_as_well(problem, said):
    def hide(page):
        page.column_dimensions["C"].hidden = True

    assert problem(book([[*HEAD, "Bemerkung"], [*ADA, said]], hide)) == REFUSED


@pytest.mark.parametrize(("yes", "no"), [("Ja", "Nein"), ("Yes", "No"), ("J", "N"), ("Zusage", "Absage")])
@pytest.mark.parametrize("tick", ["x", "1", "✓", "ja"])
def test_of_two_columns_the_ticked_one_counts(problem, yes, no, tick):
    assert problem(text([*HEAD, yes, no], [*ADA, "", tick])) == REFUSED
    assert problem(text([*HEAD, yes, no], [*ADA, tick, ""])) is None


def test_a_no_below_no_is_one(problem):
    assert problem(text([*HEAD, "Ja", "Nein"], [*ADA, "", "Nein"])) == REFUSED


EITHER = ["Zu-/Absage", "Zusage/Absage", "Zu- oder Absage", "Absage / Zusage", "An-/Abmeldung", "Zu-/Abgesagt"]
EITHER_SAID = {
    **dict.fromkeys(["Zusage", "zugesagt", "ja", "", "Zu", "Zusage am 3.5."]),
    **dict.fromkeys(["Absage", "abgesagt", "nein", "ab", "†"], REFUSED),
    **dict.fromkeys(["x", "1", "3.5.2026", "✓"], ("status", "unclear")),
}


@pytest.mark.parametrize(("heading", "said"), list(product(EITHER, EITHER_SAID)))
def test_a_column_for_both_answers_is_read_by_what_it_says(problem, heading, said):
    assert problem(text([*HEAD, heading, "Ort"], [*ADA, said, "Chemnitz"])) == EITHER_SAID[said]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Bemerkung", "Anreise wegen Straßensperre später"),
        ("Bemerkung", "sagt, ab 18 Uhr dabei"),
        ("Bemerkung", "war letztes Jahr nicht da"),
        ("Hinweis Allergien", "nein"),
        ("Bemerkung", "keine"),
        ("Vegetarisch", "nein"),
        ("Vegetarisch nein", "x"),
        ("No", "7"),
        ("Contact No.", "0371 123456"),
        ("Kontakt-Nr.", "12"),
        ("Werbesperre", "nein"),
        ("Löschfrist", "2030"),
        ("Ort", "Sonthofen"),
    ],
)
def test_what_is_no_refusal_keeps_nobody_away(problem, heading, said):
    assert problem(text([*HEAD, heading], [*ADA, said])) is None


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Straße", "Sperrgasse 2"),
        ("Straße", "Am Sperrwerk 3"),
        ("Anschrift", "Robinsonweg 2"),
        ("Ansprechpartner", "Peter Robinson"),
        ("Ansprechpartner", "Dr. Cancellieri"),
        ("Funktion", "Sperrmüllbeauftragte"),
        ("Abteilung", "Widerspruchsstelle"),
        ("Branche", "Sperrholz"),
        ("Unternehmen", "Sperrholz Müller GmbH"),
        ("Institution", "Cancel Studio"),
        ("Bemerkung", "kann nicht lange stehen"),
        ("Bemerkung", "kann leider nicht so gut hören"),
        ("Bemerkung", "war 2025 nicht dabei"),
        ("Bemerkung", "kommt mit dem Rad, nicht mit dem Auto"),
        ("Bemerkung", "möchte nicht neben Herrn Kurz sitzen"),
    ],
)
def test_what_speaks_of_something_else_is_no_refusal(heading, said):
    assert not declining.says_no(heading, said)


@pytest.mark.parametrize("heading", ["Straße", "Ansprechpartner", "Funktion", "Firma"])
@pytest.mark.parametrize(
    "said", ["abgesagt", "GESPERRT", "bitte nicht einladen", "verstorben", "storniert", "nicht mehr anschreiben", "†"]
)
def test_a_refusal_alone_in_its_cell_is_one_in_any_column(heading, said):
    assert declining.says_no(heading, said)


@pytest.mark.parametrize(
    "said",
    [
        "kann nicht kommen",
        "kommt nicht, ist im Urlaub",
        "kann an dem Tag leider nicht",
        "nimmt nicht teil",
        "diesmal nicht dabei",
        "will nicht mehr",
        "möchte nicht eingeladen werden",
    ],
)
def test_a_refusal_in_a_remark_stays_one(said):
    assert declining.says_no("Bemerkung", said)
