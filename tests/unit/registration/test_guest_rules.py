"""What the columns of tables of people are: as offices head them, and as mail programs export address books."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.registration.rules import guests

OUTLOOK_DE = (
    "Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,Abteilung,Position,Straße geschäftlich,Ort geschäftlich,"
    "Telefon geschäftlich,E-Mail-Adresse,E-Mail-Typ,E-Mail: Angezeigter Name,E-Mail 2: Adresse,Geburtstag,Sprache"
)
OUTLOOK_EN = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,E-mail Address,"
    "E-mail Type,E-mail Display Name,E-mail 2 Address"
)
GOOGLE = "First Name,Middle Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value"
GOOGLE_OLD = "Name,Given Name,Additional Name,Family Name,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Name"
THUNDERBIRD_DE = "Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Organisation"
THUNDERBIRD_EN = "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Organization"
ADA = {
    **dict.fromkeys(("Vorname", "First Name", "Given Name"), "Ada"),
    **dict.fromkeys(("Nachname", "Last Name", "Family Name"), "Müller"),
    **dict.fromkeys(("Anzeigename", "Display Name", "Name"), "Ada Müller"),
    **dict.fromkeys(
        ("Firma", "Company", "Organisation", "Organization", "Organization Name", "Organization 1 - Name"), "Holz"
    ),
    **dict.fromkeys(
        ("E-Mail-Adresse", "E-mail Address", "E-mail 1 - Value", "Primäre E-Mail-Adresse", "Primary Email"),
        "ada@example.org",
    ),
    **dict.fromkeys(("E-Mail 2: Adresse", "E-mail 2 Address", "Secondary Email"), "other@example.org"),
    **dict.fromkeys(("Anrede", "Title", "Position", "Job Title", "E-mail 1 - Label", "E-mail 1 - Type"), "x"),
}


@pytest.mark.parametrize("head", [OUTLOOK_DE, OUTLOOK_EN, GOOGLE, GOOGLE_OLD, THUNDERBIRD_DE, THUNDERBIRD_EN])
def test_exports_of_address_books(head):
    cells = head.split(",")
    columns = guests.columns_of_guests(cells)
    row = [ADA.get(heading, "") for heading in cells]
    assert guests.is_head(cells)
    assert (guests.name_in(row, columns), guests.address_in(row, columns)) == ("Ada Müller", "ada@example.org")
    assert row[columns[guests.ORGANISATION]] == "Holz"


@pytest.mark.parametrize(
    "head",
    [
        "Name;Mail-Adresse",
        "Vor- und Nachname;E-Mail",
        "Vorname, Nachname;Primäre E-Mail-Adresse",
        "NAME;E-MAIL-ADRESSE",
        "Ansprechpartner/in;E-Mail",
        "Ansprechpartner;eMail",
        "Kontaktperson;E-Mail (dienstlich)",
        "Nachname;Vorname;e-mail",
    ],
)
def test_headings_of_offices(head):
    assert guests.is_head(head.split(";"))


@pytest.mark.parametrize("head", ["Name;Telefon", "E-Mail", "Vorname;E-Mail", "Ada Müller;ada@example.org", ""])
def test_what_says_too_little_is_no_head(head):
    assert not guests.is_head(head.split(";"))


@pytest.mark.parametrize(
    ("said", "name", "address"),
    [
        ("ada@example.org", "", "ada@example.org"),
        ("Ada Müller <ada@example.org>", "Ada Müller", "ada@example.org"),
        ('"Müller, Ada" < ada@example.org >', "Ada Müller", "ada@example.org"),
        ("mailto:ada@example.org", "", "ada@example.org"),
        ("a@example.org; b@example.org", "", "a@example.org; b@example.org"),
    ],
)
def test_addresses_in_cells(said, name, address):
    columns = guests.columns_of_guests(["Name", "E-Mail"])
    assert (guests.name_in(["", said], columns), guests.address_in(["", said], columns)) == (name, address)


def test_a_name_of_its_own_comes_first():
    columns = guests.columns_of_guests(["Name", "E-Mail"])
    assert guests.name_in(["Kim", "Ada <ada@example.org>"], columns) == "Kim"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Müller, Anna", "Anna Müller"),
        ("MÜLLER, Anna", "Anna MÜLLER"),
        ("Müller-Lüdenscheidt,Anna Maria", "Anna Maria Müller-Lüdenscheidt"),
        ("Müller, Dr. Anna", "Dr. Anna Müller"),
        ("Dr. Müller, Anna", "Dr. Anna Müller"),
        ("Prof. Dr. Müller, Anna", "Prof. Dr. Anna Müller"),
        ("Müller, Prof. Dr.-Ing. Anna", "Prof. Dr.-Ing. Anna Müller"),
        ("Müller, Dr.", "Dr. Müller"),
        ("Ma, Li", "Li Ma"),
        ("von der Heide, Anna", "Anna von der Heide"),
        ("Heide, Anna von der", "Anna von der Heide"),
        ("O’Neill, Seán", "Seán O’Neill"),
        ("Müller, Anna M.", "Anna M. Müller"),
        ("Müller, Frau Anna", "Frau Anna Müller"),
        *(
            (said, said)
            for said in (
                "Anna Müller", "Müller GmbH, Chemnitz", "Anna Müller, Chemnitz", "Müller, Anna, Dr.", "Müller, ",
                ", Anna", "Stadt Chemnitz, Amt 7", "Bäckerei, Chemnitz", "Müller, jun.", "Anna Müller, MdL",
                "Müller & Söhne, Anna", "Müller AG, Anna", "Müller, 09116 Chemnitz", "Müller, Meisterin",
                "Handwerkskammer, Chemnitz", "müller, anna", "Anna", "",
            )
        ),
    ],
)  # fmt: skip
def test_who_is_sorted_by_the_surname_is_called_by_the_name(said, name):
    for head, row in (
        (["Name", "E-Mail"], [said, "a@example.org"]),
        (["Anzeigename", "E-Mail"], [said, "a@example.org"]),
        (["Nachname", "E-Mail"], [said, "a@example.org"]),
        (["E-Mail", "Name"], [f'"{said}" <a@example.org>', ""]),
    ):
        assert guests.name_in(row, guests.columns_of_guests(head)) == name.strip()


@pytest.mark.parametrize("heading", ["Name, Vorname", "Nachname, Vorname", "Name/Vorname", "Last name, first name"])
@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Müller, Anna", "Anna Müller"),
        ("Müller Anna", "Anna Müller"),
        ("García Márquez, Ana", "Ana García Márquez"),
        ("müller, anna", "anna müller"),
        ("Müller GmbH, Chemnitz", "Müller GmbH, Chemnitz"),
        ("Müller Anna Maria", "Müller Anna Maria"),
        ("Müller", "Müller"),
    ],
)
def test_a_heading_can_say_that_the_surname_comes_first(heading, said, name):
    assert guests.is_head([heading, "E-Mail"])
    assert guests.name_in([said, "x"], guests.columns_of_guests([heading, "E-Mail"])) == name


def test_first_names_beside_a_whole_name_are_not_said_twice():
    columns = guests.columns_of_guests(["Name", "Vorname", "E-Mail"])
    assert guests.name_in(["Müller, Anna", "Anna", ""], columns) == "Anna Müller"
    assert guests.name_in(["Müller", "Anna", ""], columns) == "Anna Müller"


@given(
    given_name=st.sampled_from(["Anna", "Jörg", "Anna-Lena", "Zoë", "Karl Heinz", "Ö."]),
    surname=st.sampled_from(["Müller", "Šimek", "Groß-Gerau", "von Stein", "d’Arc", "Ng"]),
    title=st.sampled_from(["", "Dr. ", "Prof. Dr. "]),
    blanks=st.sampled_from([", ", ",", " , "]),
)
def test_no_letter_begins_with_a_surname_and_a_comma(given_name, surname, title, blanks):
    columns = guests.columns_of_guests(["Name", "E-Mail"])
    for said in (f"{surname}{blanks}{title}{given_name}", f"{title}{surname}{blanks}{given_name}"):
        assert guests.name_in([said, ""], columns) == f"{title}{given_name} {surname}"


@pytest.mark.parametrize(
    "head", [OUTLOOK_DE, OUTLOOK_EN, GOOGLE + ",E-mail 2 - Label,E-mail 2 - Value", THUNDERBIRD_DE]
)
def test_an_address_that_stands_second_alone_is_read(head):
    cells = head.split(",")
    first = {"E-Mail-Adresse", "E-mail Address", "E-mail 1 - Value", "Primäre E-Mail-Adresse"}
    said = {**ADA, "E-mail 2 - Value": "other@example.org", "Sekundäre E-Mail-Adresse": "other@example.org"}
    row = ["" if heading in first else said.get(heading, "") for heading in cells]
    assert guests.address_in(row, guests.columns_of_guests(cells)) == "other@example.org"


def test_of_several_addresses_the_first_counts_that_is_there():
    columns = guests.columns_of_guests(["Name", "E-Mail privat", "E-Mail dienstlich", "E-Mail 2"])
    assert guests.address_in(["", "", "b@example.org", "c@example.org"], columns) == "b@example.org"
    assert guests.address_in(["", "a@example.org", "", ""], columns) == "a@example.org"
    assert guests.is_head(["Name", "E-Mail 2: Adresse"])
