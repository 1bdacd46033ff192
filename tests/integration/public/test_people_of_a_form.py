"""Who is registered with one form: what is marked optional, whose an error is, what holds for all, and what is told."""

import itertools
import re

import pytest

from tests.controls import TICKED, controls, form_with, put, sent, with_scripts
from tests.factories.events import make_event
from tests.factories.registration import make_category
from tests.factories.stations import make_station
from tests.html import parsed, text_of
from webapp.events.queries import get_event
from webapp.events.types import EventFormat
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.queries import categories_of
from webapp.registration.types import LINK

pytestmark = pytest.mark.usefixtures("now")
GERMAN = {"Accept-Language": "de"}
NEEDS = Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"}, of_each=True)
PHOTOS = Definition("photos", FieldKind.PHOTOS, {"de": "Fotos?"}, required=True, of_each=True)
NAMED = {"name": "Kim Muster", "email": "kim@example.org", "consent": "y", "privacy_version": "none"}
_A_TICK_IS_AN_ANSWER = ("coming", "apart")  # ticked or not: both say something
_keys = itertools.count()


@pytest.fixture
def send(client):
    def post(slug, **typed):
        data = {**NAMED, "once_key": f"k{next(_keys)}", **typed}
        return client.post(f"/events/{slug}/register", data=data, headers=GERMAN)

    return post


@pytest.fixture
def asking(work):
    """An event for everybody and for classes, that asks each person."""

    def make(*definitions):
        with work():
            event = make_event(capacity=100)
            people = make_category(event, label={"de": "Familien"})
            school = make_category(event, label={"de": "Schulklasse"}, named=False, most_heads=35)
            services.ask(event=event, definitions=definitions, now=clock.now())
            return event.slug, people.public_id, school.public_id

    return make


def heads_of(slug, email="kim@example.org"):
    return {head.name: head.answers for head in queries.find_live(get_event(slug).id, email).attendees}


def plain(answer):
    return text_of(parsed(answer)).replace("\u00a0", " ")


def errors_in(answer):
    """The fields that the summary leads to."""
    (summary,) = [each for each in parsed(answer).iter("div") if each.get("id") == "error-summary"]
    said = {link.get("href")[1:]: text_of(link).replace("\u00a0", " ") for link in summary.iter("a")}
    return {re.sub(r"-\d+$", "", field): sentence for field, sentence in said.items()}


def form_at(client, slug):
    return controls(form_with(parsed(client.get(f"/events/{slug}/register", headers=GERMAN)), "consent"))


@pytest.mark.in_turns
@pytest.mark.parametrize("format_", [*EventFormat, None], ids=lambda each: each.value if each else "codes")
def test_what_is_marked_optional_may_be_empty_and_nothing_else(client, work, format_):
    with work():
        event = make_event(format=(format_ or EventFormat.OWN).value, capacity=500)
        make_station(event, "Holz")
        services.use_usual_categories(event=event)
        services.use_usual_questions(event=event)
        services.ask_draft(event=event, now=clock.now())
        if format_ is None:
            make_category(event, label={"de": "Presse"}, code="Presse27")
        slug, ways = event.slug, [f"category={each.public_id}" for each in categories_of(event.id)]
    for way in [{way: True} for way in ways] or [{}]:
        for people in ({}, {"persons": "2", "apart=y": True}):
            empty = with_scripts(put(form_at(client, slug), **way, **people))
            told = {each.name for each in empty.values() if each.type in TICKED and each.state} | {"persons"}
            asked = {
                each.name: each.marked_optional
                for each in empty.values()
                if each.is_typed and each.name not in told | set(_A_TICK_IS_AN_ANSWER)
            }
            answer = client.post(f"/events/{slug}/register", data={**sent(empty), "once_key": f"k{next(_keys)}"})
            assert set(errors_in(answer)) == {name for name, optional in asked.items() if not optional}, way


def test_an_error_of_one_among_several_names_the_person_at_the_field_and_on_top(send, asking):
    slug, people, _school = asking(NEEDS, PHOTOS)
    typed = {"category": people, "persons": "4", "coming": "y", "apart": "y", "p0-q-photos": "yes"}
    answer = send(slug, **typed, **{"p1-name": "Ada", "p1-q-needs": "Rampe", "p2-name": "x" * 200, "p3-email": "kim@"})
    found = errors_in(answer)
    assert found["p1-q-needs"].startswith("Ada: Bitte stimmen Sie zu")
    assert found["p1-q-photos"] == "Ada: Bitte füllen Sie dieses Feld aus."
    assert re.match(r"x{59}…: Bitte kürzen Sie den Namen", found["p2-name"])
    assert found["p3-name"] == "Person 4: Bitte geben Sie den Namen ein."
    assert found["p3-email"].startswith("Person 4: Bitte prüfen Sie die E-Mail-Adresse")
    assert all(plain(answer).count(sentence) == 2 for sentence in found.values())


def test_an_error_of_somebody_alone_names_nobody(send, asking):
    slug, people, _school = asking(PHOTOS)
    assert errors_in(send(slug, category=people)) == {"p0-q-photos": "Bitte füllen Sie dieses Feld aus."}


@pytest.mark.both
def test_what_is_answered_once_belongs_to_each_of_them(work, send, asking):
    slug, people, _school = asking(NEEDS, PHOTOS)
    typed = {"category": people, "persons": "3", "coming": "y", "p1-name": "Ada", "p2-name": "Ben"}
    once = {"p0-q-photos": "no", "p0-q-needs": "Rampe", "p0-q-needs-consent": "y"}
    assert send(slug, **typed, **once).status_code == 303
    with work():
        each = {"photos": "no", "needs": "Rampe"}
        assert heads_of(slug) == {"Kim Muster": each, "Ada": each, "Ben": each}


def test_apart_each_has_the_own_answers_and_none_of_the_others(work, send, asking):
    slug, people, _school = asking(NEEDS, PHOTOS)
    typed = {"category": people, "persons": "3", "coming": "y", "apart": "y", "p1-name": "Ada", "p2-name": "Ben"}
    apart = {"p0-q-photos": "yes", "p1-q-photos": "no", "p2-q-photos": "yes", "p2-q-needs": "Rampe"}
    assert send(slug, **typed, **apart, **{"p2-q-needs-consent": "y"}).status_code == 303
    with work():
        assert heads_of(slug) == {
            "Kim Muster": {"photos": "yes"},
            "Ada": {"photos": "no"},
            "Ben": {"photos": "yes", "needs": "Rampe"},
        }


def test_whoever_answers_in_a_row_of_their_own_is_heard_without_the_tick(work, send, asking):
    slug, people, _school = asking(NEEDS, PHOTOS)
    typed = {"category": people, "persons": "2", "coming": "y", "p1-name": "Ada"}
    assert send(slug, **typed, **{"p0-q-photos": "yes", "p1-q-photos": "no"}).status_code == 303
    with work():
        assert heads_of(slug) == {"Kim Muster": {"photos": "yes"}, "Ada": {"photos": "no"}}


def test_whoever_stays_at_home_is_asked_nothing_apart(work, send, asking):
    slug, people, _school = asking(PHOTOS)
    typed = {"category": people, "persons": "2", "apart": "y", "p1-name": "Ada", "p1-q-photos": "yes"}
    assert send(slug, **typed).status_code == 303
    with work():
        assert heads_of(slug) == {"Ada": {"photos": "yes"}}


def test_a_class_answers_once_and_its_needs_are_not_told_of_everybody(work, send, asking):
    slug, _people, school = asking(NEEDS, PHOTOS)
    typed = {"category": school, "count": "3", "p0-q-photos": "no"}
    assert send(slug, **typed, **{"p0-q-needs": "Rampe", "p0-q-needs-consent": "y"}).status_code == 303
    with work():
        answers = [head.answers for head in queries.find_live(get_event(slug).id, "kim@example.org").attendees]
        assert answers == [{"photos": "no", "needs": "Rampe"}, {"photos": "no"}, {"photos": "no"}]


FAMILY = {"persons": "2", "coming": "y", "p1-name": "Ada Beispiel"}
SAID = "Kim Muster, Ada Beispiel – 2 Plätze"


def test_who_is_registered_is_told_after_an_error_after_sending_and_where_it_is_confirmed(app, client, work, send):
    with work():
        slug = make_event(capacity=10).slug
    assert f"Sie melden an: {SAID}" in plain(send(slug, **FAMILY, consent=""))
    answer = send(slug, **FAMILY)
    assert f"Sie melden an: {SAID}" in plain(client.get(answer.location, headers=GERMAN))
    passed_on = plain(client.get(answer.location, headers=GERMAN))
    assert "Muster" not in passed_on
    assert "2 Plätze" in passed_on
    with work(), speaking("de"):
        token = links.seal(LINK, queries.find_live(get_event(slug).id, "kim@example.org").public_id)
    assert f"Sie melden an: {SAID}" in plain(client.get(f"/registrations/{token}", headers=GERMAN))


def test_the_letters_tell_it_and_no_name_reaches_an_address_before_it_is_confirmed(work, send):
    with work():
        slug = make_event(capacity=2).slug
    send(slug, **FAMILY)
    send(slug, **{**FAMILY, "p1-name": "Cem"}, email="late@example.org")
    with work():
        asked = session().query(OutboxMail).all()
        assert len(asked) == 2
        for mail in asked:
            assert "Diese Anmeldung ist für 2\u00a0Personen." in mail.text
            assert "Diese Anmeldung ist für 2\u00a0Personen." in mail.html
            assert not [name for name in ("Kim", "Ada", "Cem") if name in mail.subject + mail.text + mail.html]
        for email in ("kim@example.org", "late@example.org"):
            found = queries.find_live(get_event(slug).id, email)
            services.confirm_address(registration=found, now=clock.now())
        told = {mail.kind: mail for mail in session().query(OutboxMail).all()}
        for mail in (told["seat_confirmed"], told["waiting_list"]):
            who = SAID if mail.kind == "seat_confirmed" else "Kim Muster, Cem – 2 Personen"
            assert f"Angemeldet: {who}" in mail.text.replace("\u00a0", " ")
            assert f"Angemeldet: {who}" in mail.html.replace("\u00a0", " ")


def test_names_of_any_kind_and_length_fit_into_the_cookie(client, work, send):
    with work():
        event = make_event(capacity=100)
        services.set_up(event=event, most_heads=12)
        slug = event.slug
    others = {f"p{number}-name": chr(0x1F600 + number) * 160 for number in range(1, 12)}
    email = f"{'k' * 60}@{'.'.join('x' * 60 for _ in range(3))}.org"
    answer = send(slug, persons="12", coming="y", name="\u97f3" * 160, email=email, **others)
    assert answer.status_code == 303
    assert len(answer.headers["Set-Cookie"]) < 4_000
    assert "12 Plätze" in plain(client.get(answer.location, headers=GERMAN))


@pytest.mark.parametrize(
    ("count", "said"),
    [
        ("", "wie viele Personen kommen"),
        *((each, "Zahl von 1 bis 35") for each in ("36", "0", "-3", "viele", "9" * 20)),
    ],
)
def test_a_class_that_is_too_big_is_told_the_limit(asking, send, count, said):
    slug, _people, school = asking()
    answer = send(slug, category=school, count=count)
    assert answer.status_code == 422
    assert said in text_of(parsed(answer)).replace("\u00a0", " ")
