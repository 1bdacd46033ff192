"""Dates from a calendar or a table become drafts, after somebody has looked at each."""

import io
from datetime import datetime, timedelta

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from tests.factories.accounts import sign_in
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.html import parsed, text_of, tree_of
from webapp.accounts.models import User
from webapp.accounts.services import assign_role
from webapp.accounts.types import Role
from webapp.calendar.ical import apart
from webapp.calendar.models import DateList
from webapp.calendar.services import importing
from webapp.calendar.tasks import forget_old_dates
from webapp.events.models import Event, Venue
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.errors import InvalidError

ICS = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//x//x//EN\r
BEGIN:VEVENT\r
UID:1\r
DTSTAMP:20270101T000000Z\r
DTSTART;TZID=Europe/Berlin:20270506T150000\r
DTEND;TZID=Europe/Berlin:20270506T170000\r
SUMMARY:Tag des Handwerks <b>\r
LOCATION:Haus der Wirtschaft\\, Am Markt 1\\, 09648 Mittweida\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:2\r
DTSTAMP:20270101T000000Z\r
DTSTART;TZID=Europe/Berlin:20270513T150000\r
SUMMARY:Stammtisch\r
RRULE:FREQ=WEEKLY;COUNT=3\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:3\r
DTSTAMP:20270101T000000Z\r
DTSTART;TZID=Europe/Berlin:20270601T150000\r
SUMMARY:Abgesagt\r
STATUS:CANCELLED\r
END:VEVENT\r
END:VCALENDAR\r
"""
ROWS = (
    ("Titel", "Datum", "Beginn", "Ende", "Ort", "Plätze"),
    ("Dialog", "6.5.2027", "15 Uhr", "17:00", "Rathaus", 30),
    ("Werkstatt", "irgendwann", "", "", "", ""),
    ("", "7.5.2027", "", "", "", ""),
    ("Rückwärts", "8.5.2027", "15:00", "14:00", "", ""),
)


def sheet():
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def bring(desk, content, name="termine.ics"):
    sent = {"once_key": tokens.new_id(), "file": (io.BytesIO(content), name)}
    return desk.client.post("/manage/calendar/dates", data=sent, headers={"Accept-Language": "de"})


def review(desk, answer):
    assert answer.status_code == 303, text_of(parsed(answer))[:800]
    path = answer.location.removeprefix("/manage")
    return path, desk.page(path)


def drafts(work):
    with work():
        rows = session().execute(select(Event.title, Event.status, Event.starts_at).order_by(Event.starts_at))
        return [(title, status, f"{clock.local(at, 'Europe/Berlin'):%d.%m.%Y %H:%M}") for title, status, at in rows]


def test_a_calendar_is_looked_through_then_becomes_drafts(desk, work):
    path, page = review(desk, bring(desk, ICS.encode()))
    assert drafts(work) == []
    assert "Tag des Handwerks &lt;b&gt;" in page
    assert "Der Termin ist abgesagt." in page
    with work():
        (dates,) = session().scalars(select(DateList))
        numbers = [row["number"] for row in dates.rows if not row["faults"]]
    done = desk.send(path, {"chosen": [str(n) for n in numbers[:3]], "host": desk.host.key, "format": "crafts_day"})
    assert done.status_code == 303
    assert drafts(work) == [
        ("Tag des Handwerks <b>", "draft", "06.05.2027 15:00"),
        ("Stammtisch", "draft", "13.05.2027 15:00"),
        ("Stammtisch", "draft", "20.05.2027 15:00"),
    ]
    with work():
        event = session().scalars(select(Event).order_by(Event.starts_at)).first()
        assert (event.venue.name, event.venue.city, event.host_id) == ("Haus der Wirtschaft", "Mittweida", desk.host.id)
    desk.send(path, {"chosen": [str(numbers[0])], "host": desk.host.key, "format": "own"})
    assert len(drafts(work)) == 3


def test_a_table_says_row_by_row_what_has_to_be_mended(desk, work):
    path, page = review(desk, bring(desk, sheet(), "termine.xlsx"))
    said = text_of(tree_of(page))
    for part in (
        "Zeile 3",
        "Wir können das Datum nicht lesen",
        "Der Titel fehlt.",
        "Das Ende muss nach dem Beginn liegen.",
    ):
        assert part in said.replace("\u00a0", " "), part
    # What has a fault can't be ticked; whoever sends it all the same is refused, and nothing is made.
    assert desk.send(path, {"chosen": ["2", "3"], "host": desk.host.key, "format": "own"}).status_code == 422
    assert drafts(work) == []
    desk.send(path, {"chosen": ["2"], "host": desk.host.key, "format": "own"})
    assert drafts(work) == [("Dialog", "draft", "06.05.2027 15:00")]
    with work():
        assert session().scalars(select(Event)).one().pool.capacity == 30


def test_what_is_here_already_is_not_ticked(desk, work):
    with work():
        make_event("Stammtisch", starts_at=clock.from_local(datetime(2027, 5, 13, 15), "Europe/Berlin"))
    _, page = review(desk, bring(desk, ICS.encode()))
    assert "gibt es hier schon" in page


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "leer.ics"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "leer.ics"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:gestern\r\n", "kaputt.ics"),
        (b"\x00\xff\xfe" * 100, "x.ics"),
        (b"PK\x03\x04broken", "x.xlsx"),
        (b"Titel;Ort\nA;B\n", "x.csv"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 5000, "tief.ics"),
        (ICS.replace("COUNT=3", "COUNT=99999999").encode(), "viele.ics"),
        (ICS.replace("RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:FREQ=SECONDLY").encode(), "immer.ics"),
        (ICS.replace("FREQ=WEEKLY;COUNT=3", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30").encode(), "nie.ics"),
        (ICS.replace("20270513T150000", "gestern").encode(), "gestern.ics"),
        (ICS.replace("20270513T150000", "00010101T000000").encode(), "jahr1.ics"),
        (ICS.replace("COUNT=3", "UNTIL=99991231T235959Z").encode(), "ewig.ics"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field_and_never_breaks(desk, work, content, name):
    answer = bring(desk, content, name)
    assert answer.status_code in (303, 422)
    if answer.status_code == 422:
        assert 'id="error-summary"' in answer.text
        with work():
            assert session().scalar(select(func.count()).select_from(DateList)) == 0
    else:
        desk.page(answer.location.removeprefix("/manage"))
    assert drafts(work) == []


def test_a_table_without_a_date_says_so_and_which_headings_were_seen(desk):
    said = bring(desk, b"Titel;Ort <b>\nA;B\n", "x.csv").text.replace("\u00a0", " ")
    assert "Wir haben keine Spalte mit dem Datum gefunden" in said
    assert "In Zeile 1 haben wir diese Überschriften gelesen: „Titel“, „Ort &lt;b&gt;“." in said


def test_line_breaks_in_a_file_add_nothing_to_a_feed(desk, work, client):
    evil = ICS.replace("Tag des Handwerks <b>", "X\\nATTENDEE:mailto:evil@example.org\\, Y")
    path, _ = review(desk, bring(desk, evil.encode()))
    desk.send(path, {"chosen": ["1"], "host": desk.host.key, "format": "own"})
    with work():
        event = session().scalars(select(Event)).one()
        assert "\n" not in event.title


def test_a_bad_entry_is_named_and_the_others_can_be_taken(desk, work):
    bad = ICS.replace("DTSTART;TZID=Europe/Berlin:20270513T150000", "DTSTART:gestern")
    path, page = review(desk, bring(desk, bad.encode()))
    assert "Wir können das Datum nicht lesen" in text_of(tree_of(page)).replace("\u00a0", " ")
    desk.send(path, {"chosen": ["1"], "host": desk.host.key, "format": "own"})
    assert drafts(work) == [("Tag des Handwerks <b>", "draft", "06.05.2027 15:00")]


def test_a_calendar_that_asks_for_work_without_end_is_refused_at_the_field(desk, work, monkeypatch):
    monkeypatch.setattr(apart, "_MOST_SECONDS", 1)
    rule = "DTSTART:20270513T150000\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    never = [f"BEGIN:VEVENT\r\nUID:{number}\r\nSUMMARY:x\r\n{rule}\r\nEND:VEVENT" for number in range(6)]
    content = "\r\n".join(["BEGIN:VCALENDAR", *never, "END:VCALENDAR"])
    answer = bring(desk, content.encode())
    assert answer.status_code == 422
    assert "in vertretbarer Zeit" in text_of(parsed(answer))


def test_nobody_else_sees_a_list(desk, other_desk):
    path, _ = review(desk, bring(desk, ICS.encode()))
    assert other_desk.client.get(f"/manage{path}").status_code == 404
    assert other_desk.send(f"{path}/discard").status_code == 404
    assert other_desk.send(path, {"chosen": ["1"], "host": desk.host.key, "format": "own"}).status_code == 404


def test_nobody_makes_drafts_for_a_foreign_host(desk, other_desk, work):
    path, _ = review(desk, bring(desk, ICS.encode()))
    refused = desk.send(path, {"chosen": ["1"], "host": other_desk.host.key, "format": "own"})
    assert refused.status_code == 422
    assert drafts(work) == []


def test_a_list_can_be_thrown_away_and_goes_by_itself_after_a_week(app, desk, work):
    path, _ = review(desk, bring(desk, ICS.encode()))
    desk.send(f"{path}/discard")
    with work():
        assert session().scalar(select(func.count()).select_from(DateList)) == 0
    bring(desk, ICS.encode())
    clock.move_on(timedelta(days=8))
    with app.app_context():
        forget_old_dates()
    with work():
        assert session().scalar(select(func.count()).select_from(DateList)) == 0


TABLE = (
    "Unsere Termine 2027\n\nTitel;Datum;von;bis;PLZ;Ort\n"
    "Dialog;10.06.2027;14 Uhr;16 Uhr;1067;Dresden\n"
    "Nacht;10.-11.06.2027;;;;\n"
    "Schief;10.06.2027;14 – 16 Uhr;17 Uhr;;\n"
    "Vorbei;10.06.2020;14 Uhr;16 Uhr;;\n"
)


def ticked(page):
    boxes = tree_of(page).iter("input")
    return [box.get("value") for box in boxes if box.get("name") == "chosen" and box.get("checked") is not None]


def test_von_and_bis_are_begin_and_end_and_what_is_over_is_not_ticked(desk, work):
    path, page = review(desk, bring(desk, TABLE.encode("cp1252"), "termine.csv"))
    said = text_of(tree_of(page)).replace("\u00a0", " ")
    assert ticked(page) == ["4", "5"]
    assert "01067 Dresden" in said
    assert "Zeile 6: Die Zeile nennt zwei verschiedene Uhrzeiten." in said.replace("  ", " ")
    assert "ist vorbei" in said
    desk.send(path, {"chosen": ["4", "5"], "host": desk.host.key, "format": "own"})
    assert drafts(work) == [("Nacht", "draft", "10.06.2027 09:00"), ("Dialog", "draft", "10.06.2027 14:00")]


def test_a_refusal_inside_makes_nothing_and_says_so(desk, work, monkeypatch):
    path, _ = review(desk, bring(desk, TABLE.encode(), "termine.csv"))
    real, made = importing.services.create_event, []

    def refusing(**values):
        made.append(values["title"])
        if len(made) == 2:
            raise InvalidError
        return real(**values)

    monkeypatch.setattr(importing.services, "create_event", refusing)
    answer = desk.send(path, {"chosen": ["4", "5", "7"], "host": desk.host.key, "format": "own"})
    assert answer.location.endswith(path)
    assert made == ["Dialog", "Nacht"]
    assert drafts(work) == []
    with work():
        assert session().scalars(select(DateList)).one().taken_at is None
        assert session().scalar(select(func.count()).select_from(Venue)) == 0
    assert "Aus „Nacht“ lässt sich kein Entwurf machen. Es wurde nichts angelegt." in text_of(tree_of(desk.page(path)))
    # The list can be used again, without the one that was refused.
    desk.send(path, {"chosen": ["4"], "host": desk.host.key, "format": "own"})
    assert [title for title, *_ in drafts(work)] == ["Dialog"]


def test_dates_of_all_sheets_are_read_and_their_rows_named(desk, work):
    book = Workbook()
    book.active.append(["Nur ein Deckblatt"])
    for month, rows in (("Mai", ROWS[:2]), ("Juni", (ROWS[0], ("Anders", "10.06.2027"), ("Kaputt", "bald")))):
        page = book.create_sheet(month)
        for row in rows:
            page.append(row)
    file = io.BytesIO()
    book.save(file)
    path, page = review(desk, bring(desk, file.getvalue(), "termine.xlsx"))
    assert "Blatt „Juni“, Zeile 3" in text_of(tree_of(page)).replace("\u00a0", " ")
    numbers = ticked(page)
    assert len(numbers) == len(set(numbers)) == 2
    desk.send(path, {"chosen": numbers, "host": desk.host.key, "format": "own"})
    assert [title for title, *_ in drafts(work)] == ["Dialog", "Anders"]


def test_the_same_name_at_another_street_is_another_venue(desk, work):
    table = "Titel;Datum;Ort;Straße;PLZ;Stadt\n" + "".join(
        f"{title};10.06.2027;Rathaus;{street};01067;Dresden\n"
        for title, street in (("A", "Markt 1"), ("B", "Markt 1"), ("C", "Ring 2"))
    )
    path, page = review(desk, bring(desk, table.encode(), "termine.csv"))
    assert "Markt 1" in text_of(tree_of(page)).replace("\u00a0", " ")
    desk.send(path, {"chosen": ticked(page), "host": desk.host.key, "format": "own"})
    with work():
        streets = {event.title: event.venue.street for event in session().scalars(select(Event))}
        assert streets == {"A": "Markt 1", "B": "Markt 1", "C": "Ring 2"}
        assert session().scalar(select(func.count()).select_from(Venue)) == 2


def test_what_may_be_off_is_not_ticked_but_can_be(desk, work):
    table = "Titel;Datum\nAbgesagt – und nun?;10.06.2027\nB;11.06.2027\nC (verschoben);12.06.2027\n"
    path, page = review(desk, bring(desk, table.encode(), "termine.csv"))
    said = text_of(tree_of(page)).replace("\u00a0", " ")
    assert ticked(page) == ["3"]
    assert "Vielleicht ist der Termin abgesagt oder verschoben." in said
    assert "Der Termin ist verschoben." in said
    desk.send(path, {"chosen": ["2"], "host": desk.host.key, "format": "own"})
    assert [title for title, *_ in drafts(work)] == ["Abgesagt – und nun?"]


def chosen_host(page):
    (select_,) = [each for each in tree_of(page).iter("select") if each.get("name") == "host"]
    return [each.get("value") for each in select_.iter("option") if each.get("selected") is not None], [
        each.get("value") for each in select_.iter("option")
    ]


def test_no_host_is_preset_where_there_are_several(desk, work):
    path, page = review(desk, bring(desk, TABLE.encode(), "termine.csv"))
    assert chosen_host(page)[1] == [desk.host.key]
    with work():
        user = session().scalars(select(User).where(User.email == desk.email)).one()
        assign_role(user=user, role=Role.ORGANIZER, organisation_id=make_organisation().id, event_key=None)
    sign_in(desk.client, desk.email)
    page = desk.page(path)
    chosen, offered = chosen_host(page)
    assert (set(chosen) <= {""}, offered[0], len(offered)) == (True, "", 3)
    refused = desk.send(path, {"chosen": ["4"], "host": "", "format": "own"})
    assert refused.status_code == 422
    assert "Bitte wählen Sie den Veranstalter" in refused.text.replace("\u00a0", " ")
    assert ticked(refused.text) == ["4"]
    assert drafts(work) == []


def test_columns_that_nobody_read_are_named_and_faults_quote_their_cell(desk, work):
    table = (
        "Titel;Datum;Preis 5 €;max. TN;leer;Referent\n"
        "A;10.06.2027;5;12;;Ada <b>\nB;bald;;;;\nC;10.06.2027 nachmittags;;;;\n"
    )
    _, page = review(desk, bring(desk, table.encode(), "termine.csv"))
    said = text_of(tree_of(page)).replace("\u00a0", " ")
    assert "Diese Spalten haben wir nicht gelesen: „Preis 5 €“, „max. TN“, „Referent“." in said
    assert "Dort steht: „bald“." in said
    assert "Dort steht: „10.06.2027 nachmittags“." in said
