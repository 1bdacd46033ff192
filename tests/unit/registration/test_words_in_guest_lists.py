"""What single cells of somebody's table of people say: refusals, names of several, companions, languages."""

import pytest

from webapp.registration.rules import companions, declining, guests, joint_names, languages, marked, name_parts
from webapp.registration.rules.declining import Asks, WhyNot
from webapp.registration.rules.second_guests import second_columns, seconds_in


@pytest.mark.parametrize(
    ("heading", "asks"),
    [
        *(("Teilnahme: nein", Asks.NO), ("Werbesperre", Asks.NOT), ("nicht einladen", Asks.NOT)),
        *(("Zusage/Absage", Asks.EITHER), ("einladen", Asks.MARK), ("darf kontaktiert werden Mail", Asks.MARK)),
        *(("Status", Asks.ANSWER), ("ja/nein", Asks.ANSWER), ("angemeldet", Asks.STATE)),
        *(("Einladung versendet", None), ("Wer kommt", None), ("Ort", None), ("Contact No.", None)),
        ("Sind Sie in der Stadt dabei oder nicht", None),  # a question of its own
    ],
)
def test_what_a_column_asks_of_people(heading, asks):
    assert declining.asks_of(heading) is asks


@pytest.mark.parametrize(
    ("asks", "said", "why"),
    [
        *((Asks.MARK, "", WhyNot.UNMARKED), (Asks.ANSWER, " - ", None), (Asks.NOT, "", None)),
        *((Asks.NOT, "x", WhyNot.REFUSED), (Asks.NOT, "nein", None), (Asks.NOT, "✓", WhyNot.REFUSED)),
        *((Asks.NO, "nein", WhyNot.REFUSED), (Asks.NO, "0", None)),
        *((Asks.EITHER, "x", WhyNot.UNCLEAR), (Asks.EITHER, "✓", WhyNot.UNCLEAR), (Asks.EITHER, "zugesagt", None)),
        *((Asks.ANSWER, "nein", WhyNot.REFUSED), (Asks.STATE, "nein", WhyNot.UNCLEAR)),
        *((Asks.ANSWER, "✗", WhyNot.REFUSED), (Asks.STATE, "✗", WhyNot.UNCLEAR), (Asks.ANSWER, "†", WhyNot.REFUSED)),
        *((Asks.ANSWER, "✓", None), (Asks.ANSWER, "§", WhyNot.UNCLEAR), (Asks.ANSWER, "noch keine Antwort", None)),
        *((Asks.ANSWER, "hat abgesagt", WhyNot.REFUSED), (Asks.ANSWER, "kein Bedarf", WhyNot.REFUSED)),
        *((Asks.ANSWER, "zugesagt am 3.5.", None), (Asks.ANSWER, "blau", WhyNot.UNCLEAR)),
    ],
)
def test_why_a_cell_keeps_somebody_from_being_invited(asks, said, why):
    assert declining.why_not(asks, said) is why


@pytest.mark.parametrize(
    ("heading", "said", "refuses"),
    [
        *(("Bemerkung", "leider nein", True), ("Bemerkung", "nein, ist im Urlaub", True), ("Ort", "†", True)),
        *(("Straße", "Sperrgasse 2", False), ("Straße", "abgesagt", True), ("Farbe", "sagt ab", True)),
        *(("Farbe", "wir haben lange überlegt und sagen ab", False), ("Farbe", "grün", False)),
        ("Bemerkung", "wir haben lange überlegt und sagen jetzt ab", True),
    ],
)
def test_a_refusal_is_heard_in_other_columns_where_it_is_one(heading, said, refuses):
    assert declining.says_no(heading, said) is refuses


def test_beside_a_column_for_yes_one_for_no_is_its_no():
    assert declining.asking_columns({0: "Name", 3: "Yes", 4: "No"}) == {3: Asks.ANSWER, 4: Asks.NO}
    assert declining.asking_columns({0: "No", 1: "Name"}) == {}


@pytest.mark.parametrize(
    ("said", "refuses"),
    [
        *(("Max Muster (verstorben)", True), ("Max Muster abgesagt", True), ("Max Muster †", True)),
        *(("Max Muster (nein)", True), ("Max Muster (geb. Sperr)", False), ("Max Muster", False)),
        *(("Max Muster (Gesperrt Bau GmbH)", False), ("Muster GmbH - gesperrt", True), ("Gesperrt GmbH", False)),
    ],
)
def test_a_name_may_say_that_its_bearer_is_not_to_be_invited(said, refuses):
    assert marked.name_refuses(said) is refuses


@pytest.mark.parametrize(
    ("said", "refuses"), [("abgesagt", True), ("0371 / abgesagt", True), ("0371 ungültig", False), ("†", True)]
)
def test_of_other_cells_only_words_about_the_person_count(said, refuses):
    assert marked.cell_refuses(said) is refuses


@pytest.mark.parametrize(
    ("said", "refuses", "invalid"),
    [
        *(("max@example.org", False, False), ("absage@example.org", False, False)),
        *(("max@example.org verstorben", True, False), ("max@example.org †", True, False)),
        *(("max@example.org (ungültig)", False, True), ("max@example.org (nein)", True, False)),
    ],
)
def test_beside_an_address_it_is_the_person_or_the_address_that_is_gone(said, refuses, invalid):
    assert marked.address_refuses(said) is refuses
    assert marked.is_called_invalid(said) is invalid


@pytest.mark.parametrize(
    ("said", "invalid"), [("E-Mail ungültig", True), ("alte Adresse", True), ("alt", False), ("grün", False)]
)
def test_a_short_remark_may_call_an_address_invalid(said, invalid):
    assert marked.remark_calls_invalid(said) is invalid


@pytest.mark.parametrize(
    ("said", "dead"), [("+ Max Muster", True), ("Max Muster ✗", True), ("Ada Müller + 1", False), ("Ada Müller", False)]
)
def test_a_plus_or_a_cross_may_say_that_somebody_died(said, dead):
    assert marked.may_be_dead(said) is dead


@pytest.mark.parametrize(
    ("cell", "people", "first"),
    [
        ("Ada Arndt", ["Ada Arndt"], "Ada Arndt"),
        ("Ada Arndt / Bo Beck", ["Ada Arndt", "Bo Beck"], "Ada Arndt"),
        ("Müller, Ada und Tom", ["Müller, Ada", "Tom"], "Ada Müller"),
        ("Ada und Bo Müller", ["Ada", "Bo Müller"], "Ada und Bo Müller"),
        ("Eheleute Kern und Bo Beck", ["Eheleute Kern", "Bo Beck"], "Eheleute Kern und Bo Beck"),
        ("Ada von und zu Stein", ["Ada von und zu Stein"], "Ada von und zu Stein"),
        ("Müller und Söhne", ["Müller und Söhne"], "Müller und Söhne"),
        ("Ada\nArndt", ["Ada Arndt"], "Ada Arndt"),
        ("Ada Müller-\nSchulz", ["Ada Müller-Schulz"], "Ada Müller-Schulz"),
        ("Ada Arndt\nBo Beck", ["Ada Arndt", "Bo Beck"], "Ada Arndt"),
        ("Ada Arndt und\nBo Beck", ["Ada Arndt", "Bo Beck"], "Ada Arndt"),
        ("Dr. A. und Bo Beck", ["Dr. A.", "Bo Beck"], "Dr. A. und Bo Beck"),
    ],
)
def test_a_cell_names_one_person_or_several(cell, people, first):
    assert joint_names.people_in(cell) == people
    assert joint_names.first_of(cell) == first
    assert joint_names.further_in(cell) == " / ".join(people[1:])


@pytest.mark.parametrize(("cell", "wrapped"), [("Ada Müller\nBo", True), ("Ada\nMüller", False), ("Ada Müller", False)])
def test_lines_of_which_nobody_knows_are_named(cell, wrapped):
    assert joint_names.is_wrapped(cell) is wrapped


@pytest.mark.parametrize(
    ("name", "alone", "companion"),
    [
        ("Ada Müller + 1", "Ada Müller", "+ 1"),
        ("Müller, Ada und Begleitung", "Ada Müller", "und Begleitung"),
        ("Ada Müller", "Ada Müller", ""),
        ("+ 1", "+ 1", ""),
    ],
)
def test_companions_without_a_name_are_no_part_of_a_name(name, alone, companion):
    assert companions.alone(name) == alone
    assert companions.companion_in(name) == companion


@pytest.mark.parametrize(("said", "nameless"), [("1", True), ("ja", True), ("N.N.", True), ("Bo Beck", False)])
def test_a_number_or_nobody_stands_for_somebody_without_a_name(said, nameless):
    assert companions.is_nameless(said) is nameless


@pytest.mark.parametrize(
    ("said", "language"),
    [
        *(("", ""), ("de-DE", "de"), ("en_GB", "en"), ("Englisch (US)", "en"), ("en français", None), ("nl", None)),
        *(("kein Deutsch", None), ("Deutsch, Englisch", "de")),
    ],
)
def test_a_language_is_read_as_offices_and_programs_write_it(said, language):
    assert languages.language_said(said) == language


@pytest.mark.parametrize(
    ("head", "own", "places"),
    [
        (["Name", "Name 2", "E-Mail"], {0}, [1]),
        (["Name", "Begleitung", "Ort"], {0}, [1]),
        (["Name", "Name Partner", "weitere Personen"], {0}, [1, 2]),
        (["Name", "Name", ""], {0}, [1]),
        (["Vorname", "Nachname", "Partnerbetrieb", "Vorname2"], {0, 1}, [3]),
    ],
)
def test_columns_of_further_people_are_found(head, own, places):
    assert second_columns(head, own, lambda said: said in {"name", "vorname", "nachname"}) == places


def test_who_else_stands_in_a_row_is_told_in_its_words():
    assert seconds_in(["Ada Arndt", " Bo \n Beck", "nein", "-"], [1, 2, 3, 4]) == "Bo Beck"
    assert seconds_in(["Ada Arndt"], [1]) == ""


@pytest.mark.parametrize(
    ("first", "last", "whole", "name"),
    [
        ("Dr. Ada", "Müller", "", "Dr. Ada Müller"),
        ("Dr. Ada", "Prof. Dr. Müller", "", "Prof. Dr. Ada Müller"),
        ("Prof. Dr. Ada", "Dr. Müller", "", "Prof. Dr. Ada Müller"),
        ("Dr. Ada", "Prof. Müller", "", "Dr. Prof. Ada Müller"),
        ("Ada", "", "Müller", "Ada Müller"),
        ("Ada", "", "Müller Ada", "Ada Müller"),
        ("", "Müller", "Ada", "Ada Müller"),
        ("", "Müller", "Ada Müller", "Ada Müller"),
        ("Ada", "Ada", "", "Ada Ada"),
    ],
)
def test_a_name_is_put_together_from_its_parts(first, last, whole, name):
    assert name_parts.put_together(first, last, whole) == name


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("Ada Müller <ada@example.org>", "ada@example.org"),
        ("\u200bada@example.org\u200b", "ada@example.org"),
        ("ａｄａ＠example.org", "ada@example.org"),
        ("→ ada@example.org.", "ada@example.org"),
        ("mailto:ada@example.org?subject=x", "ada@example.org"),
    ],
)
def test_an_address_is_read_alone(cell, address):
    assert guests.addresses_in([cell], {guests.EMAIL: 0}) == [address]


def test_of_several_addresses_each_is_told_and_what_is_none_only_alone():
    columns = guests.columns_of_guests(["E-Mail privat", "E-Mail dienstlich", "Name"])
    assert guests.addresses_in(["unbekannt", "ada@example.org", "Ada"], columns) == ["ada@example.org"]
    assert guests.addresses_in(["unbekannt", "", "Ada"], columns) == ["unbekannt"]
    assert guests.addresses_in(["", "-", "Ada"], columns) == []
