"""What the columns of tables of people are: as offices head them, and as mail programs export address books."""

import pytest

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
        ('"Müller, Ada" < ada@example.org >', "Müller, Ada", "ada@example.org"),
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
