"""Names that people put together: what says nothing is no entry, and case or gaps make no second thing of one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.agenda import make_item
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.html import parsed
from webapp.agenda.queries import items_of
from webapp.agenda.services import update_item
from webapp.calendar import services as calendars
from webapp.checkin.errors import PointInvalidError
from webapp.checkin.services import add_point
from webapp.checkin.types import PointKind
from webapp.events.queries import known_venues
from webapp.events.types import EventFormat
from webapp.foundation.names import same_name
from webapp.foundation.text import distinct, entries, one_line
from webapp.registration.queries import tags_of

GERMAN = {"Accept-Language": "de"}
ROWS = "Kim Muster, Kammer\n, ,\n;\n \n,\nAlex Beispiel,\n\u200b\nkim  muster, kammer"
ALIKE = ["Halle", "halle ", " HALLE", "Ha\u200blle", "Halle\u00a0"]


@given(st.lists(st.text(max_size=12)))
def test_no_entry_is_empty_and_none_is_lost(typed):
    found = entries(typed)
    assert all(any(c not in ",; " for c in each) and one_line(each) == each for each in found)
    assert len(found) == sum(bool(one_line(one_line(each).strip(" ,;\u00a0\u3001\uff0c"))) for each in typed)
    assert sorted({same_name(each) for each in found}) == sorted(map(same_name, distinct(typed)))


@given(st.text(max_size=20), st.sampled_from(["  {} ", "\t{}", "{}\u200b", "\u00a0{}\n"]))
def test_gaps_make_no_other_name(name, around):
    assert same_name(around.replace("{}", name)) == same_name(name)
    assert same_name(name.replace(" ", " \u00a0 ")) == same_name(name)


@pytest.mark.parametrize("one", ["Straße", "ÄRZTEHAUS", "Ремесло", "Café"])
def test_case_and_the_way_letters_are_put_together_make_no_other_name(one):
    decomposed = unicodedata.normalize("NFD", one)
    assert {same_name(each) for each in (one.upper(), one.lower(), one.title(), decomposed)} == {same_name(one)}
    assert same_name(one) != same_name(f"{one} 2")


def test_every_list_typed_line_by_line_keeps_what_says_something(desk, work, read):
    with work():
        event = make_event(host=desk.host)
        slug, item = event.slug, make_item(event).public_id
        registration = make_registration(event).public_id
    lists = [
        (f"/events/{slug}/edit", "audience"),
        (f"/events/{slug}/edit", "bring"),
        (f"/events/{slug}/agenda/{item}", "speakers"),
        (f"/events/{slug}/registrations/{registration}", "tags"),
    ]
    for path, name in lists:
        sent = sent_from(parsed(desk.client.get(f"/manage{path}", headers=GERMAN)), name)
        to = f"{path}/tags" if name == "tags" else path
        assert desk.send(to, {**sent, name: ROWS}).status_code == 303, name
    once = ["Kim Muster, Kammer", "Alex Beispiel"]
    assert read(slug, lambda event: (event.audience, event.bring)) == (once, once)
    assert read(slug, lambda event: items_of(event.id)[0].speakers) == [*once, "kim muster, kammer"]
    assert sorted(read(slug, lambda event: tags_of(event.id))) == sorted(once)


def test_one_place_is_one_however_its_name_is_typed(desk, work):
    form = {"day": "2027-05-06", "starts": "15:00", "ends": "17:00", "host": desk.host.key}
    for number, name in enumerate(ALIKE):
        place = {"venue_name": name, "venue_city": ("Mittweida", "mittweida ")[number % 2]}
        assert desk.send("/events/new?format=own", {**form, "title": f"Nr. {number}", **place}).status_code == 303
    with work():
        assert [(each.name, each.city) for each in known_venues()] == [("Halle", "Mittweida")]


@pytest.mark.both
def test_places_of_tables_are_found_again_as_well(work, now):
    names = ["Alte Post", "ALTE  POST", "alte post "]
    rows = "\n".join(f"Nr. {number};10.06.2027;{name};Mittweida" for number, name in enumerate(names))
    with work():
        dates = calendars.take_dates(
            content=f"Titel;Datum;Ort;Stadt\n{rows}\n".encode(), name="a.csv", owner="x", zone="Europe/Berlin", now=now
        )
        made = calendars.draft_dates(
            dates=dates,
            numbers=[each.number for each in calendars.found_in(dates)],
            host_id=make_organisation().id,
            format=EventFormat.OWN,
            contact=("", ""),
            now=now,
        )
        assert len(made) == len(names)
        assert [each.name for each in known_venues()] == ["Alte Post"]


@pytest.mark.both
def test_rooms_and_tracks_of_a_programme_are_called_alike_and_respelt_together(work, now):
    with work():
        event = make_event()
        for number, name in enumerate(["Saal A", "saal  a", "SAAL A ", "Saal B"]):
            make_item(event, begins=number * 20, place=name, track=name)
        items = items_of(event.id)
        assert [(each.place, each.track) for each in items] == [("Saal A", "Saal A")] * 3 + [("Saal B", "Saal B")]
        update_item(item=items[1], event=event, now=now, place="SAAL a", track="SAAL a")
        assert [(each.place, each.track) for each in items] == [("SAAL a", "SAAL a")] * 3 + [("Saal B", "Saal B")]
        assert [each.sequence for each in items] == [1, 1, 1, 0]
        update_item(item=items[3], event=event, now=now, place="saal A")
        assert items[3].place == "SAAL a"


def test_a_gate_is_not_made_twice(work, now):
    with work():
        event = make_event()
        add_point(event=event, kind=PointKind.GATE, name="Tor Straße")
        for name in ("tor STRASSE", " Tor  Straße", "Tor\u200b Straße"):
            with pytest.raises(PointInvalidError):
                add_point(event=event, kind=PointKind.GATE, name=name)


def test_a_tag_in_another_case_is_the_tag_that_is_known(desk, work, read):
    with work():
        event = make_event(host=desk.host)
        slug = event.slug
        people = [make_registration(event).public_id for _ in range(2)]
    for person, tag in zip(people, ("Podium", "podium "), strict=True):
        path = f"/events/{slug}/registrations/{person}"
        sent = sent_from(parsed(desk.client.get(f"/manage{path}", headers=GERMAN)), "tags")
        assert desk.send(f"{path}/tags", {**sent, "tags": tag}).status_code == 303
    many = {"people": ",".join(people), "tags": "PODIUM\nPresse"}
    assert desk.send(f"/events/{slug}/registrations/many/tag", many).status_code == 303
    assert read(slug, lambda event: tags_of(event.id)) == ["Podium", "Presse"]
