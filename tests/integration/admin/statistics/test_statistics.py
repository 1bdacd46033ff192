"""Registrations in numbers, and the people who come on paper."""

import csv
import io
import uuid
from datetime import timedelta

import openpyxl
import pytest

from tests.factories.events import make_event
from tests.factories.registration import by_link, make_category, make_registration
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.admin.statistics.figures import statistics_of
from webapp.checkin.queries import door_of
from webapp.checkin.services import add_point, record
from webapp.checkin.types import Direction, PointKind, Scan
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.http import formats, links
from webapp.organising.services import decide
from webapp.organising.types import BulkAction
from webapp.registration import queries, services
from webapp.registration.types import LINK, Application, Head
from webapp.tickets.queries import tickets_of_registration

TRADE = Definition(key="trade", kind=FieldKind.TRADE, label={"de": "Gewerk"})
TRAVEL = Definition(
    key="travel",
    kind=FieldKind.CHOICE,
    label={"de": "Anreise"},
    of_each=True,
    choices=(("bus", {"de": "Bus"}), ("car", {"de": "Auto"})),
)


@pytest.fixture
def slug(desk, work) -> str:
    with work():
        return make_event("Tag des Handwerks", host=desk.host, capacity=50).slug


def numbers(work, slug):
    with work():
        event = get_event(slug)
        return statistics_of(event, queries.setup_of(event.id), "de")


def shares(found):
    return {chart.title: list(chart.rows) for chart in (*found.charts, *found.answers)}


@pytest.mark.both
def test_people_are_counted_by_day_category_way_and_answer(app, desk, work, slug, now):
    with work():
        event = get_event(slug)
        services.ask(event=event, definitions=[TRADE, TRAVEL], now=clock.now())
        fields = services.set_up(event=event).field_set_id
        press = make_category(event, label={"de": "Presse"})
        guests = make_category(event, label={"de": "Gäste"})
        pair = (Head("Ada", answers={"travel": "bus"}), Head("Ben", answers={"travel": "car"}))
        common = {"field_set_id": fields, "category_id": guests.id}
        make_registration(event, "Ada", heads=pair, answers={"trade": "tischler"}, **common)
        clock.move_on(timedelta(days=2))
        three = tuple(Head(f"Gast {n}", answers={"travel": "bus"}) for n in range(3))
        make_registration(event, "Cem", heads=three, answers={"trade": "maurer"}, **common)
        make_registration(event, "Eva", category_id=press.id, heads=(Head("Eva"),), field_set_id=fields)
        gone = make_registration(event, "Weg", category_id=press.id, heads=(Head("Weg"),), field_set_id=fields)
        services.cancel(registration=gone, now=clock.now())
    found = numbers(work, slug)
    assert [(each.new, each.total) for each in found.growth] == [(2, 2), (5, 7)]
    assert (found.growth[1].day - found.growth[0].day).days == 2
    told = shares(found)
    assert told["Nach Kategorie"] == [("Gäste", 5), ("Presse", 1)]
    assert told["Anreise"] == [("Bus", 4), ("Auto", 1)]
    assert [heads for _trade, heads in told["Gewerk"]] == [3, 2]
    assert told["Wie sie sich angemeldet haben"] == [("Formular", 6)]
    assert found.came is None
    page = desk.page(f"/events/{slug}/statistics")
    assert "7\u00a0Personen bis" in page
    assert "dw-growth__area" in page
    assert "Presse" in page


@pytest.mark.both
def test_newcomers_count_with_what_they_said_and_take_over_no_consent(work, slug):
    photos = Definition("photos", FieldKind.PHOTOS, {"de": "Fotos"})
    with work():
        event = get_event(slug)
        services.set_up(event=event, most_heads=5)
        services.ask(event=event, definitions=[TRADE, photos], now=clock.now())
        told = {"trade": "tischler", "photos": "yes"}
        made = make_registration(event, "Ada", answers=told, field_set_id=queries.setup_of(event.id).field_set_id)
        clock.move_on(timedelta(minutes=1))
        by_link(services.add_attendee, made, head=Head("Ben", answers={"trade": "maurer", "photos": "no"}))
        by_link(services.add_attendee, made, head=Head("Cem"))
    found = shares(numbers(work, slug))
    assert found["Fotos"] == [("Ja", 1), ("Nein", 1)]
    assert sorted(heads for _trade, heads in found["Gewerk"]) == [1, 2]


def test_a_registration_shortly_after_midnight_counts_on_its_own_day(desk, work, slug, now):
    with work():
        event = get_event(slug)
        midnight = clock.local(now, event.zone).replace(hour=0, minute=30) + timedelta(days=1)
        make_registration(event, now=midnight)
    assert numbers(work, slug).growth[0].day == midnight.date()
    page = desk.page(f"/events/{slug}/statistics")
    assert "1\u00a0Person bis" in page
    assert "dw-growth__area" not in page, "a picture of a single day says nothing"


def test_who_stayed_away_is_counted_once_the_event_has_begun(desk, work, slug, now):
    with work():
        event = get_event(slug)
        made = [make_registration(event, f"Person {n}") for n in range(4)]
        clock.move_on(event.starts_at - clock.now() + timedelta(minutes=5))
        decide(BulkAction.CHECK_IN, event=event, registrations=made[:3], said={}, now=clock.now())
    found = numbers(work, slug)
    assert (found.expected, found.came, found.stayed_away) == (4, 3, 0.25)
    assert "25 %" in desk.page(f"/events/{slug}/statistics").replace("\xa0", " ")


def test_an_event_without_anybody_says_so(desk, slug):
    assert "Noch nichts zu zählen" in desk.page(f"/events/{slug}/statistics")


def test_numbers_take_the_same_queries_however_many_came(app, desk, work, slug):
    def come(first, last):
        with work():
            for n in range(first, last):
                make_registration(get_event(slug), f"Person {n}")

    come(0, 1)
    with counted(app) as few:
        desk.page(f"/events/{slug}/statistics")
    come(1, 12)
    with counted(app) as many:
        desk.page(f"/events/{slug}/statistics")
    assert len(few) == len(many)


KINDS = [
    Definition("size", FieldKind.NUMBER, {"de": "Größe"}),
    Definition("born", FieldKind.DATE, {"de": "Gegründet"}),
    Definition("topics", FieldKind.SEVERAL, {"de": "Themen"}, choices=(("a", {"de": "Energie"}), ("b", {"de": "KI"}))),
    Definition("words", FieldKind.TAGS, {"de": "Stichworte"}),
    Definition("cost", FieldKind.VOLUME, {"de": "Umfang"}),
    Definition("wish", FieldKind.LONG_TEXT, {"de": "Wunsch"}),
    Definition("paper", FieldKind.FILE, {"de": "Unterlage"}),
    Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Bedarf"}, of_each=True),
]


def test_every_kind_of_question_is_told_with_who_left_it_out(app, desk, work, slug):
    with work():
        event = get_event(slug)
        school = make_category(event, label={"de": "Klasse"})
        firms = make_category(event, label={"de": "Betriebe"})
        grade = Definition("grade", FieldKind.TEXT, {"de": "Stufe"}, asked_of=(school.public_id,))
        fields = services.ask(event=event, definitions=[*KINDS, grade], now=clock.now()).field_set_id
        said = {
            "size": 4,
            "born": "2020-05-01",
            "topics": ["a", "b"],
            "words": ["Holz", "Lehm"],
            "cost": {"amount": 410_000.0, "period": "yearly", "certainty": "exact", "note": ""},
            "wish": "Mehr Zeit",
            "paper": {"id": "x", "name": "a.pdf", "size": 1, "type": "application/pdf"},
        }
        heads = (Head("Ada", answers={"needs": "Rampe"}), Head("Ben"))
        make_registration(event, heads=heads, answers=said, field_set_id=fields, category_id=firms.id)
        for number in (9, 100):
            make_registration(event, answers={"size": number}, field_set_id=fields, category_id=firms.id)
        make_registration(event, answers={"grade": "8b"}, field_set_id=fields, category_id=school.id)
    found = {each.title: each for each in numbers(work, slug).answers}
    assert list(found["Größe"].rows) == [("4", 2), ("9", 1), ("100", 1)]
    assert dict(found["Größe"].measures) == {
        "Niedrigster Wert": "4",
        "Median": "6,5",
        "Durchschnitt": "29,25",
        "Höchster Wert": "100",
    }
    assert (found["Größe"].answered, found["Größe"].unanswered, found["Größe"].unasked) == (4, 1, 0)
    assert list(found["Themen"].rows) == [("Energie", 2), ("KI", 2)]
    assert list(found["Stichworte"].rows) == [("Holz", 2), ("Lehm", 2)]
    assert [heads for _day, heads in found["Gegründet"].rows] == [2]
    assert dict(found["Umfang"].measures)["Median"].replace(".", "") == "410000"
    assert list(found["Wunsch"].texts) == [("Mehr Zeit", 2)]
    assert (found["Unterlage"].answered, found["Unterlage"].texts) == (2, [])
    assert (found["Bedarf"].answered, found["Bedarf"].unanswered, found["Bedarf"].texts) == (1, 4, [])
    assert (found["Stufe"].answered, found["Stufe"].unanswered, found["Stufe"].unasked) == (1, 0, 4)
    page = desk.client.get(f"/manage/events/{slug}/statistics", headers={"Accept-Language": "de"})
    assert "nicht gefragt: 4" in text_of(parsed(page))
    assert "Rampe" not in page.text
    with work():
        category = queries.setup_of(get_event(slug).id).terms[1].public_id
    assert f"category={category}" in page.text
    answer = desk.client.get(f"/manage/events/{slug}/statistics.xlsx", headers={"Accept-Language": "de"})
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    rows = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    assert ("Stufe", "nicht gefragt", 4) in rows["Antworten"]
    assert ("Themen", "Energie", 2) in rows["Antworten"]
    assert ("Wunsch", "Mehr Zeit", 2) in rows["Texte"]
    exported = desk.client.get(f"/manage/events/{slug}/registrations.csv", headers={"Accept-Language": "de"}).text
    assert exported.count("nicht gefragt") == 3


@pytest.mark.both
def test_who_came_when_and_by_which_door_is_told_everywhere(app, client, desk, work, slug, now):
    with work():
        event = get_event(slug)
        point = add_point(event=event, kind=PointKind.GATE, name="Haupteingang").name
        pair = make_registration(event, "Ada", heads=(Head("Ada"), Head("Ben")), email="ada@example.org")
        make_registration(event, "Cem")
        ids = pair.public_id
        begins = event.starts_at
        clock.move_on(begins - clock.now() + timedelta(minutes=5))
        reference = tickets_of_registration(pair.id)[0].reference
        for direction, later in ((Direction.IN, 0), (Direction.OUT, 90)):
            scan = Scan(str(uuid.uuid4()), reference, direction, clock.now() + timedelta(minutes=later), point)
            record(door=door_of(event), scans=[scan], now=clock.now() + timedelta(minutes=later))
        came, left = clock.now(), clock.now() + timedelta(minutes=90)
        told = [formats.clock_time(clock.local(each, event.zone)) for each in (came, left)]
    with app.app_context():
        own = client.get(f"/registrations/{links.seal(LINK, ids)}", headers={"Accept-Language": "de"}).text
    details = desk.page(f"/events/{slug}/registrations/{ids}")
    for shown in (own, details):
        assert "Haupteingang" in shown
        assert all(each in shown for each in told)
    export = desk.client.get(f"/manage/events/{slug}/registrations.csv?people=1", headers={"Accept-Language": "de"})
    ada, ben, cem = csv.DictReader(io.StringIO(export.data.decode("utf-8-sig")), delimiter=";")
    assert (ada["Gekommen"], ada["Eingang"]) == ("Ja", "Haupteingang")
    assert told[0][:5] in ada["Gekommen um"]
    assert told[1][:5] in ada["Gegangen um"]
    assert [each["Gekommen"] for each in (ben, cem)] == ["Nein", "Nein"]
    found = desk.page(f"/events/{slug}/registrations?attendance=came")
    assert "1 von 2 gekommen" in found
    assert "Cem" not in found
    assert "Cem" in desk.page(f"/events/{slug}/registrations?attendance=missing")
    assert [list(each.rows) for each in numbers(work, slug).attendance.charts] == [[("Haupteingang", 1)]]
    with counted(app) as few:
        desk.page(f"/events/{slug}/registrations")
    with work():
        calls = [Application(name=f"Person {n}", email="") for n in range(5)]
        everybody = [services.take_call(event=get_event(slug), application=one, now=clock.now()) for one in calls]
        decide(BulkAction.CHECK_IN, event=get_event(slug), registrations=everybody, said={}, now=clock.now())
    with counted(app) as many:
        desk.page(f"/events/{slug}/registrations")
    assert len(few) == len(many)
