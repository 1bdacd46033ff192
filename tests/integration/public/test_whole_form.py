"""The form with everything that an event may ask: categories, people, questions, files."""

import io
import itertools
from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.factories.stations import make_station
from tests.html import parsed, text_of
from webapp.capacity.queries import level
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, files
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.registration import queries, services
from webapp.registration.models import Registration
from webapp.registration.types import INVITATION_LINK, LINK, STAFF_LINK, Head
from webapp.stations.models import StationChoice

pytestmark = pytest.mark.usefixtures("now")

GERMAN = {"Accept-Language": "de"}
PDF = b"%PDF-1.7 a small file %%EOF"
MEALS = (("a", {"de": "Suppe"}), ("b", {"de": "Brot"}))
QUESTIONS = (
    Definition("trade", FieldKind.TRADE, {"de": "Gewerk"}, required=True),
    Definition("size", FieldKind.NUMBER, {"de": "Beschäftigte"}, lowest=1, highest=500),
    Definition("wood", FieldKind.YES_NO, {"de": "Arbeiten Sie mit Holz?"}),
    Definition("kind", FieldKind.TEXT, {"de": "Welches Holz?"}, required=True, show_when=("wood", ("yes",))),
    Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"}, kept_days=7),
    Definition(
        "meal",
        FieldKind.CHOICE,
        {"de": "Essen"},
        choices=(("a", {"de": "Suppe"}), ("b", {"de": "Brot"})),
        places={"a": 1},
        of_each=True,
    ),
)


@pytest.fixture
def post(client, work):
    """Send the form of an event with these values; the answer."""
    keys = itertools.count()

    def send(slug, path="register", **typed):
        defaults = {"once_key": f"key-{next(keys)}", "privacy_version": "none"}
        if path == "register":
            defaults |= {"name": "Kim Muster", "email": "kim@example.org", "consent": "y"}
        return client.post(f"/events/{slug}/{path}", data={**defaults, **typed}, headers=GERMAN)

    return send


def made(slug):
    from webapp.events.queries import get_event

    return queries.find_live(get_event(slug).id, "kim@example.org")


@pytest.mark.both
def test_a_family_of_four_registers_on_one_screen(work, post):
    with work():
        slug = make_event(capacity=10).slug
    people = {f"p{n}-name": name for n, name in ((1, "Ada"), (2, "Ben"), (3, "Cem"))}
    assert post(slug, persons="4", coming="y", **people, **{"p2-email": "ben@example.org"}).status_code == 303
    with work():
        family = made(slug)
        assert [(head.name, head.email) for head in family.attendees] == [
            ("Kim Muster", ""),
            ("Ada", ""),
            ("Ben", "ben@example.org"),
            ("Cem", ""),
        ]


def test_whoever_only_registers_others_is_no_head(work, post):
    with work():
        slug = make_event(capacity=10).slug
    assert post(slug, persons="2", **{"p1-name": "Ada"}).status_code == 303
    with work():
        assert [head.name for head in made(slug).attendees] == ["Ada"]


def test_without_scripts_whoever_is_named_comes_whatever_the_number_says(work, post):
    with work():
        slug = make_event(capacity=10).slug
    post(slug, persons="1", coming="y", **{"p1-name": "Ada"})
    with work():
        assert made(slug).heads == 2


def test_a_missing_name_is_asked_for_where_it_is_missing_and_nothing_is_lost(work, post):
    with work():
        slug = make_event(capacity=10).slug
    answer = post(slug, persons="3", coming="y", **{"p1-name": "Ada", "p2-email": "nowhere"})
    assert answer.status_code == 422
    page = parsed(answer)
    links_ = {link.get("href"): text_of(link) for link in page.iter("a") if (link.get("href") or "").startswith("#p")}
    assert links_ == {
        "#p2-name": "Person 3: Bitte geben Sie den Namen ein.",
        "#p2-email": "Person 3: Bitte prüfen Sie die E-Mail-Adresse, zum Beispiel name@example.org.",
    }
    assert 'value="Ada"' in answer.text
    assert 'value="nowhere"' in answer.text


@pytest.mark.both
def test_a_school_class_is_one_contact_and_a_number(work, post):
    with work():
        event = make_event(capacity=60)
        make_category(event, label={"de": "Betrieb"})
        school = make_category(event, label={"de": "Schulklasse"}, named=False, most_heads=35)
        slug, category = event.slug, school.public_id
    assert post(slug, category=category, count="28").status_code == 303
    with work():
        assert made(slug).heads == 28
    for count in ("", "0", "36", "viele"):
        assert post(slug, category=category, count=count, email="x@example.org").status_code == 422


def test_a_category_must_be_chosen_and_its_code_typed(work, post):
    with work():
        event = make_event()
        press = make_category(event, label={"de": "Presse"}, code="Presse27")
        early = make_category(event, label={"de": "Später"}, opens_at=clock.now() + timedelta(days=1))
        slug, ids = event.slug, (press.public_id, early.public_id)
    assert "Bitte wählen Sie, als wer Sie kommen." in post(slug).text
    assert "Bitte prüfen Sie den Code" in post(slug, category=ids[0], code="falsch").text
    assert "Das ist gerade nicht offen." in post(slug, category=ids[1]).text
    assert post(slug, category=ids[0], code=" presse27").status_code == 303


@pytest.fixture
def asking(work):
    """An event that asks all of QUESTIONS."""
    with work():
        event = make_event(capacity=10)
        services.ask(event=event, definitions=QUESTIONS, now=clock.now())
        return event.slug


@pytest.mark.both
def test_answers_are_kept_clean_and_only_where_they_were_asked(work, post, asking):
    typed = {"q-trade": "A-27", "q-size": "12", "q-wood": "no", "q-kind": "Eiche", "p0-q-meal": "a"}
    assert post(asking, **typed).status_code == 303
    with work():
        registration = made(asking)
        assert registration.answers == {"trade": "A-27", "size": 12, "wood": "no"}
        assert registration.attendees[0].answers == {"meal": "a"}
        assert sum(registration.takes.values()) == 1


def test_what_is_missing_or_wrong_is_said_at_its_field(work, post, asking):
    answer = post(asking, **{"q-size": "1000", "q-wood": "yes", "q-needs": "Rampe"})
    assert answer.status_code == 422
    for said in (
        "Bitte geben Sie eine Zahl bis 500 ein.",
        "Bitte stimmen Sie zu, dass wir das speichern dürfen",
    ):
        assert answer.text.count(said) == 2  # in the summary and at the field
    assert answer.text.count("Bitte füllen Sie dieses Feld aus.") == 4


def test_access_needs_are_kept_with_a_consent_of_their_own(work, post, asking):
    post(asking, **{"q-trade": "A-1", "q-needs": "Rampe", "q-needs-consent": "y"})
    with work():
        registration = made(asking)
        assert registration.answers["needs"] == "Rampe"
        assert sorted(each.text_key for each in registration.consents) == ["access_needs", "privacy"]


def test_an_answer_that_others_were_quicker_to_give_is_refused_at_its_field(work, post, asking):
    post(asking, **{"q-trade": "A-1", "p0-q-meal": "a"})
    answer = post(asking, email="late@example.org", **{"q-trade": "A-1", "p0-q-meal": "a"})
    assert answer.status_code == 422
    assert "Das ist inzwischen ausgebucht." in answer.text
    assert "Suppe – ausgebucht" in answer.text


def test_a_file_is_kept_with_the_registration_and_forgotten_with_the_person(app, work, post):
    with work():
        event = make_event()
        services.ask(event=event, definitions=[Definition("cv", FieldKind.FILE, {"de": "Profil"})], now=clock.now())
        slug = event.slug
    refused = post(slug, **{"q-cv": (io.BytesIO(b"MZ program"), "profil.pdf")})
    assert "höchstens 10" in refused.text
    assert post(slug, **{"q-cv": (io.BytesIO(PDF), "../Übersicht.pdf")}).status_code == 303
    with work():
        registration = made(slug)
        kept = registration.answers["cv"]
        assert (kept["name"], kept["type"]) == ("Übersicht.pdf", "application/pdf")
        path = files.path_of(kept["id"])
        assert path.read_bytes() == PDF
        services.erase(registration=registration, now=clock.now())
    assert not path.exists()


@pytest.mark.both
def test_a_station_wished_for_in_the_form_is_chosen_with_the_place(work, post):
    with work():
        event = make_event()
        station = make_station(event, "Holz", capacity=1)
        services.ask(event=event, definitions=[Definition("st", FieldKind.STATION, {"de": "Station"})], now=clock.now())
        slug, wish, pool = event.slug, station.public_id, station.pool_id
    post(slug, **{"q-st": wish})
    post(slug, email="late@example.org", **{"q-st": wish})
    with work():
        for email in ("kim@example.org", "late@example.org"):
            found = queries.find_live(made(slug).event_id, email)
            services.confirm_address(registration=found, now=clock.now())
        assert level(pool).taken == session().query(StationChoice).count() == 1


def link_to(app, purpose, public_id):
    with app.app_context(), speaking("de"):
        return links.seal(purpose, public_id)


def test_answers_are_changed_by_the_link(app, client, work, post, asking):
    post(asking, **{"q-trade": "A-27", "q-size": "12", "p0-q-meal": "b"})
    with work():
        services.confirm_address(registration=made(asking), now=clock.now())
        place = f"/registrations/{link_to(app, LINK, made(asking).public_id)}/answers"
    assert 'value="12"' in client.get(place).text
    typed = {"once_key": "k", "q-trade": "A-30", "q-size": "13", "p0-q-meal": "b"}
    assert client.post(place, data={**typed, "q-size": "x"}, headers=GERMAN).status_code == 422
    assert client.post(place, data=typed).status_code == 303
    with work():
        assert made(asking).answers == {"trade": "A-30", "size": 13}


def test_colleagues_put_themselves_down_by_the_staff_link(app, client, work):
    with work():
        event = make_event()
        firm = make_registration(event, organisation="Holz GmbH")
        public_id = firm.public_id
    place = f"/join/{link_to(app, STAFF_LINK, public_id)}"
    assert "Holz GmbH ist angemeldet" in client.get(place, headers=GERMAN).text
    assert client.post(place, data={"once_key": "a", "name": " "}).status_code == 422
    answer = client.post(place, data={"once_key": "b", "name": "Ada", "email": "ada@example.org"})
    assert "Sie sind dabei" in client.get(answer.location, headers=GERMAN).text
    with work():
        assert [head.name for head in queries.get_by_public_id(public_id).attendees] == ["Kim Muster", "Ada"]


def test_people_are_added_swapped_and_taken_off_by_the_link(app, client, work):
    with work():
        public_id = make_registration(make_event(), heads=(Head("Ada"), Head("Ben"))).public_id
    place = f"/registrations/{link_to(app, LINK, public_id)}"

    def people():
        with work():
            return {head.name: head.public_id for head in queries.get_by_public_id(public_id).attendees}

    assert client.post(f"{place}/people/new", data={"once_key": "1", "name": "Cem"}).status_code == 303
    ben = people()["Ben"]
    assert client.get(f"{place}/people/{ben}/replace").status_code == 200
    assert client.post(f"{place}/people/{ben}/replace", data={"once_key": "2", "name": "Dana"}).status_code == 303
    assert client.post(f"{place}/people/{people()['Ada']}/leave", data={"once_key": "3"}).status_code == 303
    assert list(people()) == ["Cem", "Dana"]
    assert client.post(f"{place}/people/{ben}/leave", data={"once_key": "4"}).status_code == 404


@pytest.mark.parametrize("accepts", [True, False])
def test_an_offer_is_answered_with_one_press(app, client, work, accepts):
    with work():
        event = make_event(capacity=0)
        waiting = make_registration(event)
        services.promote(registration=waiting, reason="x", now=clock.now(), beyond=True)
        public_id = waiting.public_id
    place = f"/registrations/{link_to(app, LINK, public_id)}"
    assert "Ja, ich komme" in client.get(place, headers=GERMAN).text
    act = "accept" if accepts else "decline"
    assert client.post(f"{place}/{act}", data={"once_key": "1"}).status_code == 303
    with work():
        assert queries.get_by_public_id(public_id).status == ("confirmed" if accepts else "cancelled")


def test_an_invited_guest_says_yes_with_what_is_known_and_needs_no_confirmation(app, client, work):
    with work():
        event = make_event()
        guest = services.Guest("Ada Gast", "ada@example.org", "Stadt")
        (invitation,) = services.invite(event=event, guests=[guest], now=clock.now())
        slug, public_id = event.slug, invitation.public_id
    token = link_to(app, INVITATION_LINK, public_id)
    place = f"/invitations/{token}"
    assert "Guten Tag Ada Gast" in client.get(place, headers=GERMAN).text
    client.post(f"{place}/decline", data={"once_key": "0"})
    assert "Sie haben abgesagt." in client.get(place, headers=GERMAN).text
    form = f"/events/{slug}/register?invitation={token}"
    assert 'value="Ada Gast"' in client.get(form).text
    typed = {"once_key": "1", "name": "Ada Gast", "email": "ada@example.org", "consent": "y", "privacy_version": "none"}
    answer = client.post(form, data=typed)
    assert "/registrations/" in answer.location
    assert "Sie haben einen Platz." in client.get(answer.location, headers=GERMAN).text
    assert "Sie haben zugesagt." in client.get(place, headers=GERMAN).text
    assert 'value="Ada Gast"' not in client.get(f"/events/{slug}/register").text


def test_asking_for_the_ticket_again_is_answered_alike_for_everybody(client, work, post):
    with work():
        event = make_event()
        make_registration(event, email="kim@example.org")
        slug = event.slug
    answers = [post(slug, "tickets", email=email) for email in ("kim@example.org", "nobody@example.org")]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, f"/events/{slug}/tickets/sent")}
    assert post(slug, "tickets", email="nowhere").status_code == 422


def test_ones_data_is_taken_along_and_deleted(app, client, work):
    with work():
        registration = make_registration(make_event(), "Ada Muster", email="ada@example.org")
        public_id = registration.public_id
    place = f"/registrations/{link_to(app, LINK, public_id)}"
    told = client.get(f"{place}/data").get_json()
    assert (told["name"], told["email"], told["people"][0]["name"]) == ("Ada Muster", "ada@example.org", "Ada Muster")
    assert "alles löschen" in client.get(f"{place}/erase", headers=GERMAN).text
    assert client.post(f"{place}/erase", data={"once_key": "1"}).status_code == 303
    with work():
        found = session().query(Registration).one()
        assert (found.name, found.email, found.status, found.heads) == ("", "", "cancelled", 1)
