"""What the desk puts right: tickets, places and ranks stay, and nobody reads what isn't theirs."""

import re

import pytest
from sqlalchemy import delete

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from tests.mails import mails_to, text_to
from tests.queries import counted
from webapp.checkin.queries import parts_of
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.models import Change
from webapp.registration.types import LINK, Head
from webapp.tickets.payload import payload_of
from webapp.tickets.queries import tickets_of_registration

GERMAN = {"Accept-Language": "de"}


class Correcting:
    """A registration of three people at the desk."""

    def __init__(self, desk, work, **values):
        self.desk, self.work = desk, work
        with work():
            event = make_event(host=desk.host, capacity=20)
            self.slug = event.slug
            heads = (Head("Kim Muster"), Head("Alex Beispeil", "alx@example.org"), Head("Uli Neu"))
            made = make_registration(event, heads=heads, email="kim@example.org", **values)
            self.id, self.people = made.public_id, [each.public_id for each in made.attendees]
            session().execute(delete(OutboxMail))

    @property
    def path(self):
        return f"/events/{self.slug}/registrations/{self.id}"

    def save(self, page="correct", **typed):
        shown = self.desk.client.get(f"/manage{self.path}/{page}", headers=GERMAN)
        assert shown.status_code == 200
        sent = {**sent_from(parsed(shown), "is_told"), **typed}
        del sent["once_key"]
        return self.desk.send(f"{self.path}/{page}", {name: value for name, value in sent.items() if value is not None})

    def person(self, number, field):
        return f"p{self.people[number]}-{field}"

    def found(self):
        return queries.get_by_public_id(self.id)

    def tickets(self):
        return [each.reference for each in tickets_of_registration(self.found().id) if each.revoked_at is None]


@pytest.fixture
def made(desk, work):
    return Correcting(desk, work)


def link_in(text):
    return re.search(r"/registrations/([\w.~-]+)", text)[1]


def test_a_corrected_name_keeps_ticket_and_seat_and_stands_wherever_names_stand(made, client, work):
    with work():
        before, number = made.tickets(), made.found().attendees[1].id
    answer = made.save(**{made.person(1, "name"): "Alex Beispiel"})
    assert answer.status_code == 303
    with work():
        event, tickets = get_event(made.slug), tickets_of_registration(made.found().id)
        assert made.tickets() == before
        assert made.found().attendees[1].id == number
        payload = payload_of(tickets[1], event)
        door = "".join(part.rows for part in parts_of(event.id).values())
        change = session().query(Change).order_by(Change.id.desc()).first()
        assert change.kind == "corrected"
        assert change.differences == [{"field": "person", "before": "Alex Beispeil", "after": "Alex Beispiel"}]
    assert "Alex Beispiel" in door
    assert "Alex Beispeil" not in door
    assert "Alex Beispiel" in client.get(f"/t/{payload}", headers=GERMAN).text
    assert mails_to(work) == [("corrected", "kim@example.org")]
    assert "Person: bisher „Alex Beispeil“, jetzt „Alex Beispiel“" in text_to(work, "kim@example.org", "corrected")
    assert "Vom Team berichtigt" in made.desk.page(made.path)


def test_whoever_is_the_contact_goes_by_the_new_name_as_well(made, work):
    made.save(name="Kim Mustermann", organisation="Holz GmbH", is_told=None)
    with work():
        found = made.found()
        assert (found.name, found.organisation, found.attendees[0].name) == (
            "Kim Mustermann",
            "Holz GmbH",
            "Kim Mustermann",
        )
        assert "holz" in found.words
    assert mails_to(work) == []


def test_another_address_has_links_of_its_own_and_the_old_one_reads_nothing_any_more(made, app, client, work):
    with app.app_context():
        old = links.seal(LINK, made.id)
    assert client.get(f"/registrations/{old}").status_code == 200
    assert made.save(email="kim.muster@example.com").status_code == 303
    for path in ("", "/data", "/answers", "/people/new", "/address"):
        assert client.get(f"/registrations/{old}{path}").status_code == 404
    assert mails_to(work) == [("address_given_up", "kim@example.org"), ("corrected", "kim.muster@example.com")]
    told = text_to(work, "kim@example.org", "address_given_up")
    assert not any(said in told for said in ("example.com", "Kim", "Alex", "/registrations/", "/t/"))
    new = link_in(text_to(work, "kim.muster@example.com", "corrected"))
    assert "kim.muster@example.com" in client.get(f"/registrations/{new}", headers=GERMAN).text
    with work():
        assert len(made.tickets()) == 3
        assert queries.find_live(made.found().event_id, "kim@example.org") is None
    # The pages of the desk stay where they were.
    assert "kim.muster@example.com" in made.desk.page(made.path)


def test_a_companions_address_is_put_right_with_a_ticket_to_the_new_one(made, work):
    made.save(**{made.person(1, "email"): "alex@example.org"})
    assert {to: kind for kind, to in mails_to(work)} == {
        "alx@example.org": "address_given_up",
        "kim@example.org": "corrected",
        "alex@example.org": "ticket_of_head",
    }


def test_a_mistyped_address_is_asked_anew_and_the_stranger_can_not_confirm(desk, app, client, work):
    made = Correcting(desk, work, confirmed=False)
    with app.app_context():
        strangers = links.seal(LINK, made.id)
    assert made.save(email="").status_code == 422
    assert made.save(email="kim@example.com").status_code == 303
    assert ("confirmation_asked", "kim@example.com") in mails_to(work)
    assert client.post(f"/registrations/{strangers}/confirm", data={"once_key": "a"}).status_code == 404
    own = link_in(text_to(work, "kim@example.com", "confirmation_asked"))
    client.post(f"/registrations/{own}/confirm", data={"once_key": "b"})
    with work():
        assert made.found().status == "confirmed"


def test_what_still_waits_to_go_to_a_wrong_address_never_goes_out(desk, work):
    made = Correcting(desk, work)
    with work():
        services.send_again(event=get_event(made.slug), email="kim@example.org")
    assert mails_to(work) == [("tickets_again", "kim@example.org")]
    made.save(email="kim@example.com", is_told=None)
    assert mails_to(work) == []


def test_an_address_of_another_registration_leads_there_and_changes_nothing(made, work):
    with work():
        other = make_registration(get_event(made.slug), "Robin Anders", email="robin@example.org").public_id
    answer = made.save(email="robin@example.org", name="Kim Neu")
    assert answer.status_code == 409
    assert f"/registrations/{other}" in answer.text
    with work():
        assert (made.found().name, made.found().email) == ("Kim Muster", "kim@example.org")


def test_category_and_answers_are_put_right_and_told(desk, work):
    with work():
        event = make_event(host=desk.host, capacity=20)
        press = make_category(event, label={"de": "Presse"})
        firms = make_category(event, label={"de": "Betriebe"})
        asked = (
            Definition(key="meal", kind=FieldKind.TEXT, label={"de": "Essen"}, required=True),
            Definition(key="paper", kind=FieldKind.TEXT, label={"de": "Zeitung"}, asked_of=(press.public_id,)),
        )
        services.ask(event=event, definitions=asked, now=clock.now())
        setup = queries.setup_of(event.id)
        found = make_registration(
            event,
            category_id=press.id,
            answers={"paper": "Volksstimme"},
            field_set_id=setup.field_set_id,
            email="kim@example.org",
        )
        path, firm = f"/events/{event.slug}/registrations/{found.public_id}", firms.public_id
    made = Correcting.__new__(Correcting)
    made.desk, made.work, made.slug, made.id = desk, work, path.split("/")[2], path.rsplit("/", maxsplit=1)[-1]
    made.save(category=firm)
    assert "Kategorie: bisher „Presse“, jetzt „Betriebe“" in text_to(work, "kim@example.org", "corrected")
    page = parsed(desk.client.get(f"/manage{path}/answers", headers=GERMAN))
    assert "Zeitung" not in text_of(page)
    made.save("answers", **{"q-meal": "Suppe"})
    assert "Essen: bisher „nichts“, jetzt „Suppe“" in text_to(work, "kim@example.org", "corrected")
    with work():
        assert made.found().answers == {"paper": "Volksstimme", "meal": "Suppe"}
    shown = made.desk.page(path)
    assert "Zeitung" in shown
    assert "Volksstimme" in shown


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(made, work):
    page = parsed(made.desk.client.get(f"/manage{made.path}/correct", headers=GERMAN))
    sent = sent_from(page, "is_told")
    made.save(name="Kim Anders")
    del sent["once_key"]
    answer = made.desk.send(f"{made.path}/correct", {**sent, "name": "Kim Sonst"})
    assert answer.status_code == 409
    assert "Kim Anders" in answer.text


def test_the_pages_ask_the_database_as_often_for_one_as_for_three(app, made, desk, work):
    with work():
        alone = make_registration(get_event(made.slug)).public_id
    for page in ("correct", "answers"):
        desk.page(f"{made.path}/{page}")
        with counted(app) as of_three:
            desk.page(f"{made.path}/{page}")
        with counted(app) as of_one:
            desk.page(f"/events/{made.slug}/registrations/{alone}/{page}")
        assert len(of_three) == len(of_one)
