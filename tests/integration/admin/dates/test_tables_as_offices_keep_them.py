"""What the desk says of tables in which offices hide, strike through or refuse, before anybody is invited."""

import io

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.html import text_of, tree_of
from tests.integration.admin.dates.test_dates_from_elsewhere import bring, review
from tests.tables import book, hide_row, strike, text
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.jobs import in_frame
from webapp.registration import services
from webapp.registration.models import GuestList, Invitation

HEAD = ["Name", "E-Mail"]
ADA, BEN, CEM = ["Ada A", "ada@example.org"], ["Ben B", "ben@example.org"], ["Cem C", "cem@example.org"]


@pytest.fixture
def invited(app, desk, work, guest_table):
    """Upload a table, look at its page, invite; the words of the page, and who was invited."""

    def run(content):
        page, shown = guest_table(content)
        desk.send(f"{page}/invite")
        with app.app_context(), in_frame():
            services.invite_lists(now=clock.now())
        with work():
            return shown, list(session().scalars(select(Invitation.name).order_by(Invitation.id)))

    return run


def test_whoever_was_filtered_out_is_not_invited(invited):
    shown, names = invited(book([HEAD, ADA, BEN, CEM], hide_row(3)))
    assert names == ["Ada A", "Cem C"]
    assert "1 ausgeblendete Zeile wurde nicht gelesen." in shown


def test_a_refusal_counts_when_people_are_invited_however_many_rows_are_hidden(invited):
    def hide(page):
        for number in (4, 5):
            hide_row(number)(page)

    rows = [[*ADA, None], [*BEN, "abgesagt"], [*CEM, None], ["Dora D", "dora@example.org", None]]
    _, names = invited(book([[*HEAD, "Status"], *rows], hide))
    assert names == ["Ada A"]


def test_whoever_is_struck_through_is_not_invited(invited):
    shown, names = invited(book([HEAD, ADA, BEN], strike("A3", "B3")))
    assert names == ["Ada A"]
    assert "In dieser Zeile ist etwas durchgestrichen. Dort steht: „Ben B / ben@example.org“." in shown


def test_whoever_refused_is_not_invited_and_other_columns_are_named(invited):
    head = [*HEAD, "Status", "Nicht einladen", "Telefon"]
    rows = [[*ADA, "zugesagt", "", "0371"], [*BEN, "abgesagt", "", ""], [*CEM, "", "ja", ""]]
    shown, names = invited(text(head, *rows))
    assert names == ["Ada A"]
    assert shown.count("Laut dieser Zeile soll die Person nicht eingeladen werden.") == 2
    assert "Dort steht: „Status: abgesagt“." in shown
    assert "Dort steht: „Nicht einladen: ja“." in shown
    assert "Diese Spalten haben wir nicht gelesen: „Telefon“." in shown


def test_a_second_person_and_a_foreign_language_are_named_at_their_rows(invited):
    head = ["Ansprechpartner", "Ansprechpartner 2", "E-Mail", "Sprache"]
    shown, names = invited(text(head, ["Ada A", "Cem C", ADA[1], "de"], ["Ben B", "", BEN[1], "fr"]))
    assert names == ["Ada A", "Ben B"]
    assert "Die zweite Person in dieser Zeile wird nicht eingeladen." in shown
    assert "Dort steht: „Cem C“." in shown
    assert "In dieser Sprache schreiben wir nicht." in shown
    assert "Dort steht: „fr“." in shown


def test_what_is_quoted_of_rows_is_forgotten_once_somebody_decided(invited, work):
    invited(text([*HEAD, "", "Begleitung"], [*ADA, "Kürzel AA", "Cem C"], [*BEN, "", ""]))
    with work():
        (kept,) = session().scalars(select(GuestList))
        assert not any(word in f"{kept.columns}{kept.faults}" for word in ("Kürzel", "Cem C"))


def test_a_hidden_column_that_would_be_needed_is_named(app, desk, work):
    def hide(page):
        page.column_dimensions["B"].hidden = True

    with work():
        slug = make_event("Dialog", host=desk.host, capacity=10).slug
    said = {"table-table": (io.BytesIO(book([HEAD, ADA], hide)), "x.xlsx"), "table-language": "de"}
    page = desk.send(f"/events/{slug}/invitations/tables", said).location.partition("/manage")[2]
    with app.app_context():
        services.read_lists()
    assert "ausgeblendet und wurden nicht gelesen: „E-Mail“" in text_of(tree_of(desk.page(page)))


def test_dates_that_were_filtered_out_or_struck_through_are_said(desk):
    rows = [["Titel", "Datum", "Notiz"], *([title, "10.06.2027", None] for title in ("Auf", "Weg", "Aus", "Zu"))]

    def change(page):
        hide_row(3)(page)
        strike("A4")(page)
        page.column_dimensions["C"].hidden = True
        page["C2"] = "intern"

    _, page = review(desk, bring(desk, book(rows, change), "termine.xlsx"))
    shown = text_of(tree_of(page)).replace("\u00a0", " ")
    assert "1 ausgeblendete Zeile wurde nicht gelesen." in shown
    assert "Diese Spalten sind in der Tabelle ausgeblendet und wurden nicht gelesen: „Notiz“." in shown
    assert "In dieser Zeile ist etwas durchgestrichen." in shown
    assert "Weg" not in shown
    assert page.count('name="chosen"') == 2


def test_private_dates_are_not_ticked(desk):
    entries = "".join(
        f"BEGIN:VEVENT\nUID:{mark}\nDTSTART;TZID=Europe/Berlin:20270506T150000\nSUMMARY:A {mark}\n{mark}\nEND:VEVENT\n"
        for mark in ("CLASS:PRIVATE", "STATUS:TENTATIVE", "CLASS:PUBLIC")
    )
    _, page = review(desk, bring(desk, f"BEGIN:VCALENDAR\nVERSION:2.0\n{entries}END:VCALENDAR\n".encode()))
    assert (page.count('name="chosen"'), page.count(" checked")) == (3, 1)
    assert "als privat gekennzeichnet" in page
    assert "nur unter Vorbehalt" in page


def test_another_file_under_the_key_of_a_form_is_refused(desk, work):
    key = tokens.new_id()
    with work():
        slug = make_event("Dialog", host=desk.host, capacity=10).slug

    def send(row):
        said = {"table-table": (io.BytesIO(text(HEAD, row)), "x.csv"), "table-language": "de"}
        return desk.send(f"/events/{slug}/invitations/tables", said, key=key).status_code

    assert [send(ADA), send(ADA), send(BEN)] == [303, 303, 409]
