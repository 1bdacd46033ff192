import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_served_measure, make_venue
from tests.factories.organisations import make_organisation
from tests.forms import sent_from
from tests.html import parsed
from webapp.accounts.types import Role
from webapp.agenda.queries import items_of
from webapp.capacity.queries import level
from webapp.events.queries import get_event, known_venues
from webapp.foundation import clock
from webapp.stations.queries import stations_of

WORKSHOP = "/events/new?format=future_workshop"


def filled(desk, **changes):
    return {
        "title": "2. Zukunftswerkstatt",
        "day": "2027-05-06",
        "starts": "15:00",
        "ends": "17:30",
        "venue": "",
        "capacity": "80",
        "host": desk.host.key,
        "contact_email": "desk@example.org",
        **changes,
    }


def test_the_formats_lead_to_their_forms(desk):
    page = desk.page("/events/new")
    assert "format=procurement_conference" in page
    assert "8\u00a0Programmpunkte, 5\u00a0Stationen" in page
    for kind in ("own", "crafts_day", "press_date"):
        assert "Entwurf anlegen" in desk.page(f"/events/new?format={kind}")
    assert "Welches Format?" in desk.page("/events/new?format=nobody")


def test_a_format_brings_programme_and_stations_named_by_the_fields_of_the_plan(desk, work):
    with work():
        measure = make_served_measure(fields=3)
        venue = make_venue()
    data = filled(desk, venue=venue.public_id, **{"measures-0-measure": measure.slug, "measures-0-reason": "weil"})
    answer = desk.send(WORKSHOP, data)
    assert (answer.status_code, answer.location) == (303, "/manage/events/2-zukunftswerkstatt")
    with work():
        event = get_event("2-zukunftswerkstatt")
        items = items_of(event.id)
        assert (event.status, event.host_id, event.venue.public_id) == ("draft", desk.host.id, venue.public_id)
        assert f"{clock.local(event.starts_at, event.zone):%d.%m.%Y %H:%M}" == "06.05.2027 15:00"
        assert (items[0].starts_at, items[-1].ends_at) == (event.starts_at, event.ends_at)
        assert [state.station.title for state in stations_of(event.id)] == [f"Handlungsfeld {n}" for n in (1, 2, 3)]
        assert [(link.measure_id, link.reason) for link in event.measures] == [(measure.id, "weil")]


def test_without_a_measure_the_stations_are_numbered_and_without_an_end_it_lasts_as_usual(desk, work):
    desk.send(WORKSHOP, filled(desk, ends="", capacity=""))
    with work():
        event = get_event("2-zukunftswerkstatt")
        assert [state.station.title for state in stations_of(event.id)] == [f"Themenstation {n}" for n in range(1, 6)]
        assert (event.ends_at - event.starts_at).total_seconds() == 150 * 60
        assert level(event.pool_id).capacity is None


def test_a_new_place_is_kept_and_not_made_twice(desk, work):
    place = {"venue_name": "Haus der Wirtschaft", "venue_city": "Mittweida", "venue_access": "Aufzug"}
    for title in ("Eins", "Zwei"):
        assert desk.send(WORKSHOP, filled(desk, title=title, **place)).status_code == 303
    with work():
        assert [(venue.name, venue.access) for venue in known_venues()] == [("Haus der Wirtschaft", "Aufzug")]


def test_a_known_place_that_says_nothing_of_access_is_completed_and_others_words_stay(desk, work):
    with work():
        silent, clear = make_venue(name="Alte Post"), make_venue(name="Rathaus", access="Rampe")
    for number, venue in enumerate((silent, clear)):
        data = filled(desk, title=f"Nummer {number}", venue=venue.public_id, venue_access="Aufzug")
        assert desk.send(WORKSHOP, data).status_code == 303
    with work():
        assert [venue.access for venue in known_venues()] == ["Aufzug", "Rampe"]


def test_what_is_typed_about_access_is_kept_also_where_others_have_spoken(desk, work):
    with work():
        clear = make_venue(name="Rathaus", access="Rampe")
        public_id = clear.public_id
    slug = desk.send(WORKSHOP, filled(desk, venue=public_id, venue_access="Aufzug im Hof")).location.rpartition("/")[2]
    desk.send(WORKSHOP, filled(desk, title="Andere", venue=public_id))
    with work():
        event = get_event(slug)
        assert (event.venue.access, event.access) == ("Rampe", "Rampe\nAufzug im Hof")
        event.status = "published"
    assert "Aufzug im Hof" in desk.client.get(f"/events/{slug}").text
    form = sent_from(parsed(desk.client.get(f"/manage/events/{slug}/edit")), "venue_access")
    del form["once_key"]
    assert form["venue_access"] == ["Aufzug im Hof"]
    assert desk.send(f"/events/{slug}/edit", form).status_code == 303
    with work():
        assert get_event(slug).access == "Rampe\nAufzug im Hof"
    assert desk.send(f"/events/{slug}/edit", {**form, "venue_access": ""}).status_code == 303
    with work():
        assert get_event(slug).access == "Rampe"


def test_what_the_place_says_itself_is_not_said_twice(desk, work):
    with work():
        public_id = make_venue(name="Rathaus", access="Rampe\nAufzug").public_id
    slug = desk.send(WORKSHOP, filled(desk, venue=public_id, venue_access="Aufzug ")).location.rpartition("/")[2]
    with work():
        assert get_event(slug).access == "Rampe\nAufzug"


def test_a_place_of_the_same_name_in_another_street_is_another_place(desk, work):
    place = {"venue_name": "Rathaus", "venue_city": "Mittweida", "venue_street": "Am Markt 1"}
    for title, street in (("Eins", "Am Markt 1"), ("Zwei", "am markt 1"), ("Drei", "Bahnhofstraße 9"), ("Vier", "")):
        assert desk.send(WORKSHOP, filled(desk, title=title, **{**place, "venue_street": street})).status_code == 303
    with work():
        # Nobody knows which of both the last one means.
        assert sorted(venue.street for venue in known_venues()) == ["", "Am Markt 1", "Bahnhofstraße 9"]


def test_a_known_place_without_a_street_learns_it(desk, work):
    place = {"venue_name": "Rathaus", "venue_city": "Mittweida"}
    desk.send(WORKSHOP, filled(desk, **place))
    desk.send(WORKSHOP, filled(desk, title="Zwei", **place, venue_street="Am Markt 1", venue_postcode="09648"))
    with work():
        assert [(venue.street, venue.postcode) for venue in known_venues()] == [("Am Markt 1", "09648")]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": ""}, "title", "Bitte geben Sie der Veranstaltung einen Titel."),
        ({"title": " \0 "}, "title", "Bitte geben Sie der Veranstaltung einen Titel."),
        ({"title": "x" * 300}, "title", "Bitte kürzen Sie auf höchstens 200\u00a0Zeichen."),
        ({"day": ""}, "day", "Bitte wählen Sie den Tag."),
        ({"day": "morgen"}, "day", "Bitte wählen Sie einen Tag, zum Beispiel den 6.\u00a0Mai\u00a02027."),
        ({"day": "0001-01-01"}, "day", "Bitte prüfen Sie das Jahr."),
        ({"day": "9999-12-31"}, "day", "Bitte prüfen Sie das Jahr."),
        ({"starts": "spät"}, "starts", "Bitte geben Sie eine Uhrzeit ein, zum Beispiel 15:00."),
        ({"day": "2027-03-28", "starts": "02:30", "ends": "05:00"}, "starts", "Diese Stunde fällt an dem Tag"),
        ({"day": "2027-03-28", "starts": "01:30", "ends": "02:30"}, "ends", "Diese Stunde fällt an dem Tag"),
        ({"ends": "15:00"}, "ends", "Das Ende muss nach dem Beginn liegen."),
        ({"ends": "", "last_day": "2027-05-07"}, "last_day", "Bitte geben Sie auch an, um wie viel Uhr"),
        ({"capacity": "viele"}, "capacity", "Bitte geben Sie eine ganze Zahl ein."),
        ({"capacity": "-3"}, "capacity", "Bitte geben Sie eine Zahl von 1 bis 100000 ein."),
        ({"contact_email": "kim@"}, "contact_email", "Bitte prüfen Sie diese E-Mail-Adresse"),
        ({"venue_city": "Mittweida"}, "venue_name", "Bitte nennen Sie den neuen Ort beim Namen."),
        ({"measures-0-reason": "weil"}, "measures-0-reason", "Bitte wählen Sie die Maßnahme"),
        ({"measures-0-measure": "keine"}, "measures-0-measure", "Bitte"),
        ({"host": "fremde"}, "host", "Bitte"),
    ],
)
def test_bad_input_is_named_twice_kept_and_changes_nothing(desk, work, changes, field, sentence):
    answer = desk.send(WORKSHOP, filled(desk, contact_name="Kim <Beispiel>", **changes))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text or field == "host"
    if sentence != "Bitte":
        assert answer.text.count(sentence) == 2
    assert 'value="Kim &lt;Beispiel&gt;"' in answer.text
    assert "<title>Fehler: " in answer.text
    with work():
        assert list(known_venues()) == []


def test_a_known_and_a_new_place_at_once_are_refused(desk, work):
    with work():
        venue = make_venue()
    answer = desk.send(WORKSHOP, filled(desk, venue=venue.public_id, venue_name="Anderswo"))
    assert answer.status_code == 422
    assert (
        answer.text.count("Bitte wählen Sie einen bekannten Ort oder beschreiben Sie einen neuen, nicht beides.") == 2
    )


@pytest.mark.parametrize(
    ("title", "slug", "shown"),
    [
        ("Größe & <Übermaß>", "groesse-uebermass", "Größe &amp; &lt;Übermaß&gt;"),
        ("Mu\u0308ller 🔧", "mueller", "Müller 🔧"),
        ("\u202eneu\0", "neu", "neu"),
        ("🎉", "future-workshop", "🎉"),
        ("New", "new-2027", "New"),
    ],
)
def test_titles_of_all_kinds_become_an_address_and_stay_harmless(desk, title, slug, shown):
    assert desk.send(WORKSHOP, filled(desk, title=title)).location == f"/manage/events/{slug}"
    page = desk.page(f"/events/{slug}")
    assert shown in page
    assert "\u202e" not in page


def test_an_event_over_midnight_and_over_days(desk, read):
    desk.send(WORKSHOP, filled(desk, title="Nacht", starts="22:00", ends="01:00", last_day="2027-05-07"))
    assert read("nacht", lambda event: (event.ends_at - event.starts_at).total_seconds()) == 3 * 3600


def test_nobody_sets_an_event_up_for_a_foreign_host(desk, other_desk, work):
    answer = desk.send(WORKSHOP, filled(desk, host=other_desk.host.key))
    assert answer.status_code == 422
    assert other_desk.host.name + "</option>" not in answer.text.replace(desk.host.name + "</option>", "", 1)


def test_sent_twice_it_is_one_event(desk):
    answers = [desk.send(WORKSHOP, filled(desk), key="the-same-key") for _ in range(2)]
    assert [answer.location for answer in answers] == ["/manage/events/2-zukunftswerkstatt"] * 2
    assert desk.page("/events?show=drafts").count('class="dw-event__title"') == 1


def test_an_organizer_of_several_organisations_chooses_the_host(app, work, now):
    with work():
        user = make_user(Role.ADMIN)
        organisations = [make_organisation(f"Kammer {n}") for n in (1, 2)]
    client = app.test_client()
    sign_in(client, user.email)
    page = client.get(f"/manage{WORKSHOP}").text
    assert all(f'value="{organisation.key}"' in page for organisation in organisations)


def test_whoever_organizes_a_single_event_only_can_set_none_up(app, work, now):
    with work():
        user = make_user(Role.ORGANIZER, event_key="an-event")
    client = app.test_client()
    sign_in(client, user.email)
    assert client.get("/manage/events/new").status_code == 403
