"""Whoever joins a registration is asked, takes over nothing of others, and is put before the host where that is due."""

import io
import itertools
import json

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import by_link, make_category, make_registration
from tests.html import parsed, text_of
from webapp.admin.people.columns import columns_of
from webapp.checkin.queries.lists import parts_of
from webapp.documents.queries import guests_of
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.models import Attendee, AttendeeRequest, Consent
from webapp.registration.queries import setup_of
from webapp.registration.types import LINK, STAFF_LINK, Head

pytestmark = pytest.mark.usefixtures("now")

GERMAN = {"Accept-Language": "de"}
NEEDS = Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"})
PHOTOS = Definition("photos", FieldKind.PHOTOS, {"de": "Dürfen wir Sie fotografieren?"}, required=True)
SIZE = Definition("size", FieldKind.TEXT, {"de": "Größe"}, required=True, of_each=True)
_keys = itertools.count()


def ask(event, *definitions):
    services.ask(event=event, definitions=definitions, now=clock.now())
    return setup_of(event.id).field_set_id


def alone(event, *, answers=None, own=None, **more):
    return make_registration(
        event,
        "Ada",
        heads=(Head("Ada", answers=own or {}),),
        answers=answers or {},
        field_set_id=setup_of(event.id).field_set_id,
        **more,
    )


def page_of(made):
    return f"/registrations/{links.seal(LINK, made.public_id)}"


def send(client, path, **typed):
    return client.post(path, data={"once_key": f"new-{next(_keys)}", **typed}, headers=GERMAN)


def told_at_the_door(event):
    rows = [row for part in parts_of(event.id).values() for row in json.loads(part.rows)]
    return {row[2]: (row[5], row[6]) for row in rows if row[2]}


@pytest.mark.both
@pytest.mark.parametrize("of_each", [False, True], ids=["once", "each"])
def test_somebody_else_takes_over_neither_needs_nor_consent(work, client, of_each):
    from dataclasses import replace

    with work():
        event = make_event()
        ask(event, replace(NEEDS, of_each=of_each), replace(PHOTOS, of_each=of_each))
        given = {"needs": "Rollstuhl", "photos": "yes"}
        made = alone(event, **({"own": given} if of_each else {"answers": given}))
        path = f"{page_of(made)}/people/{made.attendees[0].public_id}/replace"
        public_id = made.public_id
    assert send(client, path, name="Ben", **{"q-photos": "no"}).status_code == 303
    with work():
        made = queries.get_by_public_id(public_id)
        assert [(each.name, each.answers) for each in made.attendees] == [("Ben", {"photos": "no"})]
        assert "Rollstuhl" not in json.dumps(made.answers)
        assert told_at_the_door(made.event) == {"Ben": ("", 4)}
        (guest,) = guests_of(made.event, {}, "de")
        assert (guest.needs, guest.pictured) == ("", False)


def test_what_was_told_for_all_stays_with_those_who_were_there(work):
    with work():
        event = make_event()
        ask(event, NEEDS, PHOTOS)
        made = make_registration(
            event,
            "Ada",
            heads=(Head("Ada"), Head("Alex")),
            answers={"needs": "Rollstuhl", "photos": "yes"},
            field_set_id=setup_of(event.id).field_set_id,
        )
        by = {"registration": made, "now": clock.now()}
        services.replace_attendee(attendee_id=made.attendees[1].id, head=Head("Ben"), **by)
        services.add_attendee(head=Head("Cem", answers={"needs": "Dolmetschen"}), **by)
        assert told_at_the_door(event) == {"Ada": ("Rollstuhl", 2), "Ben": ("", 4), "Cem": ("Dolmetschen", 4)}
        (column,) = (each for each in columns_of(event, "de") if each.key == "answer-needs")
        told = {head.name: column.of_head(made, head) for head in made.attendees}
        assert told == {"Ada": "Rollstuhl", "Ben": "", "Cem": "Dolmetschen"}
        assert column.told(made) == "Rollstuhl; Cem: Dolmetschen"


@pytest.mark.parametrize("way", ["people/new", "replace", "join"])
def test_a_newcomer_is_asked_and_what_must_be_answered_is(work, client, way):
    with work():
        event = make_event()
        ask(event, SIZE, PHOTOS)
        made = alone(event, own={"size": "M"}, answers={"photos": "yes"})
        path = f"{page_of(made)}/people/new"
        if way == "replace":
            path = f"{page_of(made)}/people/{made.attendees[0].public_id}/replace"
        if way == "join":
            path = f"/join/{links.seal(STAFF_LINK, made.public_id)}"
        public_id, own = made.public_id, page_of(made)
    assert "Größe" in text_of(parsed(client.get(path, headers=GERMAN)))
    answer = send(client, path, name="Ben", **{"q-photos": "yes"})
    assert answer.status_code == 422
    assert 'value="Ben"' in answer.text
    parsed(answer)
    assert send(client, path, name="Ben", **{"q-size": "XL", "q-photos": "yes"}).status_code == 303
    with work():
        ben = next(each for each in queries.get_by_public_id(public_id).attendees if each.name == "Ben")
        assert ben.answers == {"size": "XL", "photos": "yes"}
        count = len(queries.get_by_public_id(public_id).attendees)
    # Nothing is in the way of a later change.
    sizes = {f"p{number}-q-size": "S" for number in range(count)}
    answer = send(client, f"{own}/answers", **{"q-photos": "no"}, **sizes)
    assert answer.status_code == 303


def test_a_newcomers_file_and_consent_are_kept(work, client):
    with work():
        event = make_event()
        proof = Definition("proof", FieldKind.FILE, {"de": "Nachweis"}, of_each=True)
        ask(event, NEEDS, proof)
        made = alone(event)
        path = f"{page_of(made)}/people/new"
    upload = {"q-proof": (io.BytesIO(b"%PDF-1.7 a small file %%EOF"), "a.pdf")}
    told = {"q-needs": "Rampe", "q-needs-consent": "y"}
    assert "multipart/form-data" in client.get(path).text
    assert send(client, path, name="Ben", **told, **upload).status_code == 303
    with work():
        ben = session().scalars(select(Attendee).where(Attendee.name == "Ben")).one()
        assert ben.answers["needs"] == "Rampe"
        assert ben.answers["proof"]["name"] == "a.pdf"
        assert "access_needs" in session().scalars(select(Consent.text_key)).all()


@pytest.mark.parametrize("kind", [LINK, STAFF_LINK])
def test_a_newcomers_file_waits_while_something_else_is_mended(work, client, kind):
    with work():
        event = make_event(capacity=10)
        ask(event, Definition("cv", FieldKind.FILE, {"de": "Nachweis"}, of_each=True, required=True), SIZE)
        made = make_registration(event, "Ada")
        public_id, token = made.public_id, links.seal(kind, made.public_id)
    path = f"/registrations/{token}/people/new" if kind == LINK else f"/join/{token}"
    file = io.BytesIO(b"%PDF-1.7 a small file %%EOF"), "attest.pdf"
    refused = client.post(path, data={"once_key": "k", "name": "Bo", "q-cv": file}, headers=GERMAN)
    assert refused.status_code == 422
    assert "attest.pdf" in refused.text
    again = client.post(path, data={"once_key": "k", "name": "Bo", "q-size": "M"}, headers=GERMAN)
    assert again.status_code == 303
    with work():
        assert queries.get_by_public_id(public_id).attendees[1].answers["cv"]["name"] == "attest.pdf"


def test_nobody_new_in_a_class_is_asked_and_its_answers_can_be_changed(work, client):
    with work():
        event = make_event(capacity=40)
        ask(event, SIZE, Definition("bus", FieldKind.TEXT, {"de": "Bus"}))
        classes = make_category(event, kind="school_class", named=False, most_heads=35)
        made = make_registration(event, "Frau Lehrer", heads=(Head(),) * 3, category_id=classes.id)
        own, public_id = page_of(made), made.public_id
    assert send(client, f"{own}/people/new").status_code == 303
    assert send(client, f"{own}/answers", **{"q-bus": "ja", "p0-q-size": "M"}).status_code == 303
    with work():
        made = queries.get_by_public_id(public_id)
        assert (made.heads, made.answers) == (4, {"bus": "ja"})
        assert [each.answers for each in made.attendees] == [{"size": "M"}] * 4


@pytest.mark.both
def test_after_approval_newcomers_are_put_before_the_host(work, client):
    with work():
        event = make_event(capacity=5)
        services.set_up(event=event, needs_approval=True)
        made = make_registration(event, "Ada", email="ada@example.org")
        own = page_of(made)
        # Nobody has decided yet: the host sees all of them at once.
        by_link(services.add_attendee, made, head=Head("Alex"))
        services.approve(registration=made, now=clock.now())
        public_id, staff = made.public_id, links.seal(STAFF_LINK, made.public_id)
        alex = made.attendees[1].public_id
    answer = send(client, f"{own}/people/new", name="Ben")
    assert answer.status_code == 303
    assert "entscheidet" in client.get(own, headers=GERMAN).text
    assert send(client, f"{own}/people/{alex}/replace", name="Cem").status_code == 303
    assert send(client, f"/join/{staff}", name="Dana").location.endswith("asked=1")
    with work():
        made = queries.get_by_public_id(public_id)
        assert [each.name for each in made.attendees] == ["Ada", "Alex"]
        wishes = {each.name: each for each in queries.wishes_of(made.id)}
        assert set(wishes) == {"Ben", "Cem", "Dana"}
        assert [each.public_id for each in queries.with_wishes(made.event_id)] == [public_id]
        for name in ("Ben", "Cem"):
            services.approve_attendee(request=wishes[name], now=clock.now())
        services.decline_attendee(request=wishes["Dana"], reason="Es ist zu voll.", now=clock.now())
        assert sorted(each.name for each in made.attendees) == ["Ada", "Ben", "Cem"]
        assert session().scalars(select(AttendeeRequest)).all() == []
        letters = session().scalars(select(OutboxMail).where(OutboxMail.kind == "message")).all()
        assert [("Dana" in each.text, "Es ist zu voll." in each.text) for each in letters] == [(True, True)]


@pytest.mark.parametrize(
    ("organisation", "is_business"), [("", False), ("Holz GmbH", True)], ids=["family", "business"]
)
def test_only_a_business_is_spoken_to_as_one(work, client, organisation, is_business):
    with work():
        event = make_event(capacity=5)
        services.set_up(event=event, most_heads=3)
        made = alone(event, organisation=organisation)
        own, staff = page_of(made), f"/join/{links.seal(STAFF_LINK, made.public_id)}"
    pages = [own, staff]
    pages.append(send(client, staff, name="Ben").location)
    pages.append(pages[-1] + "&asked=1" if "?" in pages[-1] else pages[-1] + "?asked=1")
    words = [text_of(parsed(client.get(page, headers=GERMAN)).find(".//main")) for page in pages]
    assert "trägt sich selbst ein" in words[0]
    assert any(word in text for word in ("Betrieb", "Beschäftigte") for text in words) == is_business
    assert ("Holz GmbH" in words[1]) == is_business


def test_a_wish_is_taken_back_by_the_link_and_no_more_are_asked_for_than_may_come(work, client):
    with work():
        event = make_event()
        services.set_up(event=event, needs_approval=True, most_heads=2)
        made = make_registration(event, "Ada")
        services.approve(registration=made, now=clock.now())
        own, registration_id = page_of(made), made.id
    assert send(client, f"{own}/people/new", name="Ben").status_code == 303
    assert send(client, f"{own}/people/new", name="Cem").status_code == 422
    with work():
        (wish,) = queries.wishes_of(registration_id)
        wish_id = wish.public_id
    assert send(client, f"{own}/wishes/{wish_id}/drop").status_code == 303
    assert send(client, f"{own}/wishes/{wish_id}/drop").status_code == 404
    with work():
        assert queries.wishes_of(registration_id) == []


def test_a_wish_stays_on_the_own_page_when_the_host_stops_deciding(work, client):
    with work():
        event = make_event()
        services.set_up(event=event, needs_approval=True, most_heads=2)
        made = make_registration(event, "Ada")
        services.approve(registration=made, now=clock.now())
        by_link(services.add_attendee, made, head=Head("Ben"))
        services.set_up(event=event, needs_approval=False)
        own, (wish,) = page_of(made), [each.public_id for each in queries.wishes_of(made.id)]
    page = client.get(own, headers=GERMAN).text
    assert "ob Ben mitkommen kann" in page
    assert f"{own}/people/new" not in page
    assert send(client, f"{own}/wishes/{wish}/drop").status_code == 303
    assert f"{own}/people/new" in client.get(own, headers=GERMAN).text


def _own(made):
    from webapp.registration.services import history

    return history.own(made)
