"""Whoever calls the office: put down with a place, in line, or beyond all places, told or not told."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of, tree_of
from tests.mails import mails_to
from webapp.capacity.queries import level
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import queries, services
from webapp.registration.models import Change, Consent, Registration
from webapp.registration.types import CategoryKind

QUESTIONS = (
    Definition(key="meal", kind=FieldKind.CHOICE, label={"de": "Essen"}, choices=(("noon", {"de": "Mittag"}),)),
    Definition(key="needs", kind=FieldKind.ACCESS_NEEDS, label={"de": "Bedarf"}, of_each=True, required=True),
)


@pytest.fixture
def call(desk, work):
    """Put somebody down by the desk's page; the answer, and who is registered by now."""

    def send(slug, **typed):
        path = f"/events/{slug}/registrations/new"
        shown = desk.client.get(f"/manage{path}", headers={"Accept-Language": "de"})
        assert shown.status_code == 200
        sent = {**sent_from(parsed(shown), "name"), "name": "Kim Muster", **typed}
        answer = desk.send(
            path, {name: value for name, value in sent.items() if value is not None and name != "once_key"}
        )
        with work():
            found = session().query(Registration).order_by(Registration.id.desc()).first()
            if found is not None:
                session().expunge(found)
        return answer, found

    return send


def test_somebody_without_an_address_has_a_place_and_a_paper_and_gets_no_mail(desk, work, call):
    with work():
        event = make_event(host=desk.host, capacity=9, registration_closes_at=clock.now())
        slug = event.slug
        services.ask(event=event, definitions=QUESTIONS, now=clock.now())
        category = make_category(event).public_id
    page = desk.page(f"/events/{slug}/registrations/new")
    assert "Die Anmeldung ist für die Öffentlichkeit geschlossen" in page
    typed = {"others": "Alex Beispiel\nUli Neu", "q-meal": "noon", "q-needs": "Rampe", "q-needs-consent": "y"}
    assert call(slug, told="y", **typed)[0].status_code == 422  # nobody is put into a category by default
    answer, made = call(slug, told="y", note="Ruft wieder an", category=category, **typed)
    assert answer.status_code == 303
    assert (made.status, made.source, made.heads, made.email) == ("confirmed", "desk", 3, "")
    with work():
        found = queries.get_by_public_id(made.public_id)
        assert [each.name for each in found.attendees] == ["Kim Muster", "Alex Beispiel", "Uli Neu"]
        assert found.answers == {"meal": "noon"}
        assert {each.answers["needs"] for each in found.attendees} == {"Rampe"}
        assert {each.text_key for each in session().query(Consent)} == {"privacy", "access_needs"}
        noted = session().query(Change).one()
        assert (noted.kind, noted.reason) == ("called", "Ruft wieder an")
        assert noted.actor_key != "system"
    shown = desk.client.get(answer.location, headers={"Accept-Language": "de"})
    told = text_of(parsed(shown))
    assert "Es wird nichts verschickt" in told
    assert "Einverstanden, dass ihr Bedarf gespeichert wird" in told
    papers = [each.get("href") for each in tree_of(shown.data).iter("a") if str(each.get("href")).endswith(".pdf")]
    assert len(papers) == 3
    assert mails_to(work) == []


@pytest.mark.parametrize(("is_told", "kinds"), [("y", ["seat_confirmed"]), (None, [])])
def test_an_address_is_written_to_only_if_that_is_wanted(desk, work, call, is_told, kinds):
    with work():
        slug = make_event(host=desk.host, capacity=9).slug
    _answer, made = call(slug, email="kim@example.org", is_told=is_told)
    assert made.status == "confirmed"
    assert [kind for kind, _to in mails_to(work)] == kinds


def test_where_nothing_is_left_the_host_decides(desk, work, call):
    with work():
        event = make_event(host=desk.host, capacity=1)
        slug, pool = event.slug, event.pool_id
        make_registration(event)
        make_registration(event)  # waits
    answer, _made = call(slug)
    assert answer.status_code == 409
    assert "Bitte wählen Sie, was geschehen soll" in answer.text
    _answer, waits = call(slug, when_full="wait", name="Wartet Lange")
    assert (waits.status, waits.held_until) == ("waiting", None)
    _answer, beyond = call(slug, when_full="beyond", name="Kommt Trotzdem")
    assert beyond.status == "confirmed"
    with work():
        assert level(pool).taken == 2
        assert get_event(slug).pool.granted_over == 1
        assert queries.waiting_position(session().merge(waits)) == 2


def test_an_address_that_is_registered_leads_to_its_registration(desk, work, call):
    with work():
        event = make_event(host=desk.host, capacity=9)
        slug, known = event.slug, make_registration(event, email="kim@example.org").public_id
    answer, _made = call(slug, email="Kim@Example.org")
    assert answer.status_code == 409
    assert f"/registrations/{known}" in answer.text
    with work():
        assert session().query(Registration).count() == 1


def test_a_class_is_a_number_and_is_asked_its_own_questions(desk, work, call):
    with work():
        event = make_event(host=desk.host, capacity=50)
        slug = event.slug
        firms = make_category(event).public_id
        school = make_category(event, kind=CategoryKind.SCHOOL_CLASS, named=False, label={"de": "Klasse"}).public_id
        grade = Definition(key="grade", kind=FieldKind.TEXT, label={"de": "Stufe"}, asked_of=(school,))
        services.ask(event=event, definitions=(grade,), now=clock.now())
    answer, _made = call(slug, category=firms, **{"q-grade": "8b"})
    assert answer.status_code == 422
    assert "wird danach nicht gefragt" in answer.text
    _answer, made = call(slug, category=school, number="23", **{"q-grade": "8b"})
    assert (made.heads, made.answers) == (23, {"grade": "8b"})


def test_nobody_is_put_down_for_what_is_over_or_not_published(desk, work):
    with work():
        draft = make_event(host=desk.host, status="draft", published_at=None).slug
    answer = desk.client.get(f"/manage/events/{draft}/registrations/new")
    assert answer.status_code == 303
    assert "Jemanden anmelden" not in desk.page(f"/events/{draft}/registrations")


def test_whoever_waits_without_an_address_answers_on_the_telephone(desk, work, call):
    with work():
        event = make_event(host=desk.host, capacity=1)
        slug, first = event.slug, make_registration(event).public_id
    _answer, waits = call(slug, when_full="wait")
    path = f"/events/{slug}/registrations/{waits.public_id}"
    with work():
        services.cancel(registration=queries.get_by_public_id(first), now=clock.now())
    assert "bitte rufen Sie an" in desk.page(path)
    assert desk.send(f"{path}/accept").status_code == 303
    with work():
        assert queries.get_by_public_id(waits.public_id).status == "confirmed"
    assert "bitte rufen Sie an" not in desk.page(path)
    assert desk.send(f"{path}/accept").status_code == 303
