"""Names and signs of Europe in tables of any code page: read rightly, or named, never other letters without a word."""

from itertools import product

import pytest

from webapp.foundation.spreadsheets import UNREADABLE, lines_of

NAMES = (
    *("Şükrü Güneş", "İlker Iğdır", "Çağla Ağaoğlu", "Иван Петров", "Юлия", "Щука"),
    *("Can Çelik", "Şahin Yıldız", "Šárka Nováková", "Škoda-Werk", "Žižek", "Dušan Petrović", "Đorđe Đoković", "Beneš"),
    *("Jürgen Müller", "Anna Weiß", "Jörg", "Änne Groß", "Özil", "Käthe Böhm", "Straße", "Übung", "Äpfel", "Gießerei"),
    *("Pat O’Neill", "Men’s Shed", "Wie’s läuft", "René Abel", "Zoë", "François", "Hernández", "Muñoz", "García"),
    *("Łukasz Żak", "Michał Zieliński", "Kraków", "Dvořák", "Jiřina", "Kovář", "Němec", "Horáček", "Kučera", "Černý"),
    *("Erdős", "Tóth", "Kádár", "Brăila", "Søren Kjær", "Åse Ødegård", "Jørgen", "João Simões", "Gonçalves", "Benoît"),
    *(
        "Çetin Öz",
        "Željko Ražnatović",
        "Zoltán Szűcs",
        "İbrahim Çağlar",
        "Iñaki",
        "Cœur",
        "Crème brûlée",
        "Malmö",
        "Forlì",
    ),
    *("Guðrún", "Conceição", "Plzeň", "Růžena Šťastná", "Małgorzata", "Ölmühle", "Ärzte", "Voß", "Yılmaz", "D’Angelo"),
    *("Århus", "Tromsø", "Antonín", "Hašek", "Nagy Imréné", "Győr", "Peña", "Zürich", "Saša", "Pécs", "Ångström"),
    *("Adriána", "Marián", "Ibáñez", "Désirée", "Nicolò", "Chloé", "Málaga", "Łódź", "Wałęsa", "Ängström", "Ásgeir"),
)
SIGNS = (
    "20 €",
    "Kosten: 20,50 €",
    "„Holz“ im Haus",
    "14 – 16 Uhr",
    "§ 5",
    "20 °C",
    "Bau …",
    "30 m²",
    "Kosten in €",
    "»Bau«",
    "½ Tag",
    "Firma®",
    "10,– €",
)
PAGES = ("cp1252", "utf-8", "utf-8-sig", "utf-16", "cp850", "mac_roman", "iso-8859-15", "cp1250", "cp1254")
LONG = "\r\n".join(f"Übung {number};Große Küche für Gäste;Bäckerei" for number in range(200))


def written(text, page):
    try:
        return text.encode(page)
    except UnicodeEncodeError:
        return None


def wrong(said, page, more=""):
    """What is read instead, without a word; None where it is right, or named."""
    content = written(f"Titel;Datum;X\r\n{said};10.06.2027;\r\n{more}", page)
    if content is None:
        return None
    line = lines_of(content)[1].rstrip("\r\n")
    return None if UNREADABLE in line or line == f"{said};10.06.2027;" else line


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("more", ["", LONG], ids=["short", "long"])
def test_each_name_is_read_or_named(page, more):
    found = {said: read for said in (*NAMES, *SIGNS) if (read := wrong(said, page, more)) is not None}
    assert found == {}


@pytest.mark.parametrize("said", [each for each in (*NAMES, *SIGNS) if written(each, "cp1252")])
def test_what_windows_writes_is_read(said):
    content = f"Titel;Datum\r\n{said};10.06.2027\r\n".encode("cp1252")
    assert lines_of(content)[1] == f"{said};10.06.2027\r\n"


@pytest.mark.parametrize("page", PAGES)
def test_pairs_of_names_are_read_or_named(page):
    found = {}
    for one, two in product(NAMES, NAMES):
        read = wrong(f"{one} {two}", page)
        if read is not None:
            found[one, two] = read
    assert found == {}


@pytest.mark.parametrize("page", ["cp850", "mac_roman"])
@pytest.mark.parametrize("said", ["Jürgen Müller", "Anna Weiß", "Änne Groß", "Straße", "für Jörg", "Öl"])
def test_german_words_of_other_programs_are_read(said, page):
    assert lines_of(f"Titel\r\n{said}\r\n".encode(page))[1] == f"{said}\r\n"


def test_polish_and_czech_names_are_read():
    said = "Łukasz Żak;Jiřina Dvořáková;Michał"
    assert lines_of(f"Titel\r\n{said}\r\n".encode("cp1250"))[1] == f"{said}\r\n"


@pytest.mark.parametrize("more", ["", LONG], ids=["short", "long"])
@pytest.mark.parametrize("said", ["Иван Петров", "Юлия", "Щука Ёлка", "Ян"])
def test_cyrillic_names_of_windows_are_named(said, more):
    lines = lines_of(f"Titel\r\n{said};Haus\r\n".encode("cp1251") + more.encode("cp1252"))
    assert lines[1] == "".join(UNREADABLE if each.isalpha() else each for each in said) + ";Haus\r\n"


def test_of_several_rows_only_the_unclear_one_is_named():
    lines = lines_of("Name\r\nRen\x8e Abel\r\nBo Beck\r\nMart\x92n Gil\r\n".encode("latin-1"))
    assert lines[2] == "Bo Beck\r\n"
