"""The index follows what is written, and says the same on both databases."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_venue
from tests.factories.stations import make_station
from tests.queries import counted
from webapp.agenda import services as agenda
from webapp.calls.services import add_pitch
from webapp.events import queries, services
from webapp.events.models import Event
from webapp.events.types import EventFilter
from webapp.foundation import clock, search, transaction
from webapp.foundation.database import session
from webapp.foundation.search.models import SearchRules, SearchWord

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]
CORPUS = [
    ("Vergabekonferenz Bau", "Ausschreibungen für Dachdecker und Zimmerer"),
    ("2. Zukunftswerkstatt", "Übergänge gestalten, an runden Tischen"),
    ("Tag des Handwerks", "Offene Werkstätten, auch Tischlereien"),
    ("Elektro-Stammtisch", "Elektrotechniker unter sich"),
    ("Industrie-Dialog", "Straßen, Brücken, Mobilität"),
    ("Trades Day", "Workshops for apprentices"),
    ("Handwerkstag Zwickau", "Was die Gastgeber planen: Netze, Wege, Fenster in der Hobelgasse"),
]
FOUND = {
    "Dach": ["Vergabekonferenz Bau"],
    "Elektriker": ["Elektro-Stammtisch"],
    "Tischler": ["Tag des Handwerks"],
    "Fenster": ["Tag des Handwerks", "Handwerkstag Zwickau"],
    "Handwerkstag": ["Handwerkstag Zwickau", "Tag des Handwerks"],
    "Dacg": ["Vergabekonferenz Bau"],
    "Brükce": ["Industrie-Dialog"],
    "Tisvh": ["2. Zukunftswerkstatt", "Elektro-Stammtisch"],
    "Gsae": [],
    "Tasche": [],
    "Zwickauer": ["Handwerkstag Zwickau"],
    "Zwikau": ["Handwerkstag Zwickau"],
    "Handwerkertag": ["Handwerkstag Zwickau", "Tag des Handwerks"],
    "Heizung": [],
    "Gas": [],
    "Seiler": [],
    "Segelmacher": [],
    "electrician": ["Elektro-Stammtisch"],
    "roofer": ["Vergabekonferenz Bau"],
    "Strasse": ["Industrie-Dialog"],
    "uebergang": ["2. Zukunftswerkstatt"],
    "werkstatt": ["2. Zukunftswerkstatt", "Tag des Handwerks"],
    "konferenz": ["Vergabekonferenz Bau"],
    "Mobilitaet": ["Industrie-Dialog"],
    "Stamtisch": ["Elektro-Stammtisch"],
    "Elektirker": ["Elektro-Stammtisch"],
    "Elekriker": ["Elektro-Stammtisch"],
    "Dachdeker": ["Vergabekonferenz Bau"],
    "Azubi": ["Trades Day"],
    "Lehrlnig": ["Trades Day"],
    "Tischelr": ["Tag des Handwerks"],
    "workshop": ["Trades Day"],
    "Tag Handwerk": ["Tag des Handwerks", "Handwerkstag Zwickau"],
    "Mobilität Tische": [],
    "nirgends": [],
}


def titles(words: str) -> list[str]:
    found = queries.coming_events(now=clock.now(), wish=EventFilter(words))
    assert found.total == len(found.events)
    return [event.title for event in found.events]


@pytest.fixture
def corpus(work):
    with work():
        for number, (title, teaser) in enumerate(CORPUS):
            make_event(title, teaser=teaser, format="own", starts_in=timedelta(days=number + 1))


@pytest.mark.parametrize("words", FOUND)
def test_both_databases_find_the_same_in_the_same_order(work, corpus, words):
    with work():
        assert titles(words) == FOUND[words]


def test_what_stands_in_the_programme_at_stations_and_on_the_stage_is_found(work):
    with work():
        event = make_event("Treffen", venue=make_venue(city="Döbeln"))
        item = make_item(event, "Kurzer Impuls")
        make_station(event=event, title="Lehrwerkstatt auf Rädern")
        add_pitch(event=event, title="Wärmepumpen fürs Quartier")
        item_id = item.id
    with work():
        assert [titles(words) for words in ("Impuls", "Lehrwerkstatt", "Waermepumpe", "Doebeln")] == [["Treffen"]] * 4
        agenda.drop_item(
            item=session().get(type(item), item_id), event=session().scalars(select(Event)).one(), now=clock.now()
        )
    with work():
        assert titles("Impuls") == []


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("regulars_table", ["Stammtisch", "Gewerbegebiet", "get-together"]),
        ("innovation_conference", ["Konferenz", "Innovation", "conference"]),
        ("procurement_conference", ["Vergabe", "Konferenz", "procurement"]),
        ("crafts_day", ["Handwerk", "Handwerkstag", "skilled"]),
    ],
)
def test_an_event_is_found_by_its_format_in_both_languages(work, kind, found):
    with work():
        event_id = make_event("Treffen", format=kind).id
    with work():
        assert [titles(words) for words in found] == [["Treffen"]] * len(found)
        session().get(Event, event_id).format = "press_date"
    with work():
        assert [titles(words) for words in ("Pressetermin", "press", found[-1])] == [["Treffen"], ["Treffen"], []]


def test_a_town_and_what_comes_from_it_find_each_other(work):
    with work():
        make_event("Abend im Rathaus", venue=make_venue(city="Dresden"), starts_in=timedelta(days=1))
        make_event("Dresdner Runde", venue=make_venue(city="Freital"), starts_in=timedelta(days=2))
        make_event("Kirchner liest", venue=make_venue(city="Aachen"), starts_in=timedelta(days=3))
        make_event("Aachener Kirchen", venue=make_venue(city="Aachen"), starts_in=timedelta(days=4))
    with work():
        both = ["Abend im Rathaus", "Dresdner Runde"]
        assert [titles(words) for words in ("Dresden", "Dresdner", "dresdn", "Dresner", "Dresdne")] == [both] * 5
        aachen = ["Kirchner liest", "Aachener Kirchen"]
        assert [titles(words) for words in ("Aachen", "Aachener", "Aachn", "Aachner", "Achen")] == [aachen] * 5
        assert [titles(words) for words in ("Kirchen", "Kirche", "Kirchner")] == [
            ["Aachener Kirchen"],
            ["Aachener Kirchen"],
            ["Kirchner liest"],
        ]


# What a card shows of the event on 10 and 11 June 2027, in both languages, and the postcode of its page.
SEEN = [
    *("10. Juni", "11.6.2027", "10.–11. Juni", "Juni 2027", "June 2027", "Juni", "2027", "10 June", "June 11, 2027"),
    *(
        "10. Jun.",
        "Jun",
        "01067",
        "01067 Dresden",
        "D-01067",
        "D-01067 Dresden",
        "Dresden Juni",
        "online",
        "Messe 10. Juni 2027",
    ),
]


@pytest.mark.parametrize("words", SEEN)
def test_what_is_seen_on_a_card_is_found(work, words):
    with work():
        venue, at = make_venue(city="Dresden", postcode="01067"), datetime(2027, 6, 10, 7, tzinfo=UTC)
        make_event("2. Messe", venue=venue, starts_at=at, lasts=timedelta(days=1), conference_url="https://localhost/x")
        make_event("3. Messe", venue=make_venue(), starts_at=datetime(2026, 12, 2, 7, tzinfo=UTC))
    with work():
        assert titles(words) == ["2. Messe"]
        assert titles("2. Messe") == ["2. Messe"]


def test_a_new_day_is_found_and_the_old_one_no_longer_nor_any_while_none_is_known(work):
    with work():
        event_id = make_event("Messe", starts_at=datetime(2027, 6, 10, 7, tzinfo=UTC)).id
    with work():
        event = session().get(Event, event_id)
        event.starts_at, event.ends_at = (datetime(2027, 7, 1, hour, tzinfo=UTC) for hour in (7, 9))
    with work():
        assert [titles(words) for words in ("10. Juni", "Juni", "1. Juli 2027")] == [[], [], ["Messe"]]
        session().get(Event, event_id).status = "postponed"
    with work():
        assert [titles(words) for words in ("1. Juli 2027", "Messe")] == [[], ["Messe"]]


@pytest.mark.parametrize(
    "words",
    ["Zwickau", "Dacg", "dresdn", "10. Juni 2027", "Handwerkstag", "Handwerkstag Elektirker Dachdeckertag", "nirgends"],
)
def test_a_search_costs_the_same_whatever_is_typed(app, work, corpus, words):
    with work():
        titles("Treffen")
    with work(), counted(app) as seen:
        search.find("event", words)
    assert len(seen) <= 2


def test_a_new_name_of_anything_around_it_is_found_and_the_old_one_no_longer(work):
    with work():
        event = make_event("Altes Treffen", venue=make_venue(name="Rathaus"))
        event_id, venue_id = event.id, event.venue_id
    with work():
        changed = session().get(Event, event_id)
        services.update_event(event=changed, now=clock.now(), title="Neue Runde")
        changed.venue.name = "Gewandhaus"
        changed.host.name = "Kreishandwerkerschaft"
    with work():
        assert [titles(words) for words in ("Treffen", "Rathaus")] == [[], []]
        assert [titles(words) for words in ("Runde", "Gewandhaus", "Kreishandwerkerschaft")] == [["Neue Runde"]] * 3
    assert venue_id is not None


def test_what_was_undone_or_deleted_is_not_found(work):
    def thrown_away():
        with work():
            make_event("Verworfen")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        thrown_away()
    with work():
        event_id = make_event("Gelöscht").id
    with work():
        session().delete(session().get(Event, event_id))
    with work():
        assert [titles("Verworfen"), titles("Gelöscht")] == [[], []]
        assert session().scalars(select(SearchWord)).all() == []


def test_an_index_made_by_older_rules_is_made_anew_once(work, corpus):
    with work():
        session().execute(delete(SearchWord))
        session().merge(SearchRules(id=1, version=0))
    with work():
        assert search.rebuild_if_old()
        assert not search.rebuild_if_old()
    with work():
        assert titles("Elektriker") == FOUND["Elektriker"]


def test_drafts_are_found_at_the_desk_only(work):
    with work():
        make_event("Geheimer Plan", status="draft", published_at=None)
    with work():
        assert titles("Geheimer") == []
        assert [each.title for each in queries.desk_events(host_ids=None, wish=EventFilter("geheim")).events] == [
            "Geheimer Plan"
        ]


def test_what_was_written_before_a_savepoint_that_is_undone_is_found_and_what_was_in_it_is_not(work):
    with work():
        renamed = make_event("Bienen").slug
    with work():
        queries.get_event(renamed).title = "Hornissen"
        session().flush()
        with suppress(LookupError), transaction.savepoint():
            make_event("Wespen")
            raise LookupError
    with work():
        assert search.find("event", "Hornissen").every
        assert not search.find("event", "Wespen").every
