"""A class changes once for all of them what it was asked once for all of them."""

import json
from dataclasses import replace

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.checkin.queries.lists import parts_of
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, tokens
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.presets import of_format
from webapp.registration.queries.answers import forms_of, standing_of_person
from webapp.registration.queries.desk import history_of
from webapp.registration.types import LINK, CategoryKind, Head

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.both]
GERMAN = {"Accept-Language": "de"}
WHOLE = {"access_needs": "Rollstuhl", "photos": "yes"}


@pytest.fixture
def path(work, client):
    """A class of three that needs something and may be shown in pictures; the page of its answers."""
    with work():
        event = make_event(capacity=50)
        asked = [each for each in of_format(event.format).questions if each.key in WHOLE]
        services.ask(event=event, definitions=asked, now=clock.now())
        kind = {"kind": CategoryKind.SCHOOL_CLASS, "named": False, "most_heads": 30}
        category, slug, event_id = make_category(event, **kind).public_id, event.slug, event.id
    form = sent_from(parsed(client.get(f"/events/{slug}/register", headers=GERMAN)), "email")
    typed = {"name": "Frau L", "email": "l@example.org", "count": "3", "category": category, "consent": "y"}
    typed |= {"p0-q-photos": "yes", "p0-q-access_needs": "Rollstuhl", "p0-q-access_needs-consent": "y"}
    assert client.post(f"/events/{slug}/register", data={**form, **typed}, headers=GERMAN).status_code == 303
    with work():
        made = queries.find_live(event_id, "l@example.org")
        services.confirm_address(registration=made, now=clock.now())
        return f"/registrations/{links.seal(LINK, made.public_id)}", made.public_id


def test_a_class_takes_its_consent_back(work, client, path):
    own, public_id = path
    assert f"{own}/answers" in client.get(own, headers=GERMAN).text
    page = parsed(client.get(f"{own}/answers", headers=GERMAN))
    assert "Für alle, die kommen" in text_of(page)
    assert "Person 2" not in text_of(page)
    sent = {**sent_from(page, "p0-q-photos"), "p0-q-photos": "no", "once_key": tokens.new_id()}
    assert client.post(f"{own}/answers", data=sent, headers=GERMAN).status_code == 303
    with work():
        found = queries.get_by_public_id(public_id).attendees
        assert [each.answers for each in found] == [{**WHOLE, "photos": "no"}, {"photos": "no"}, {"photos": "no"}]


def test_what_was_saved_meanwhile_is_not_overwritten(work, client, path):
    own, public_id = path
    first, second = (sent_from(parsed(client.get(f"{own}/answers")), "p0-q-photos") for _ in range(2))
    for window, status in ((first, 303), (second, 409)):
        sent = {**window, "p0-q-photos": "no", "once_key": tokens.new_id()}
        assert client.post(f"{own}/answers", data=sent, headers=GERMAN).status_code == status
    with work():
        assert {each.answers["photos"] for each in queries.get_by_public_id(public_id).attendees} == {"no"}


ONCE = Definition("hint", FieldKind.TEXT, {"de": "Hinweis"})
PHOTOS = Definition("photos", FieldKind.PHOTOS, {"de": "Fotos?"}, of_each=True)
NEEDS = Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"}, of_each=True)
HALL = Definition(
    "hall",
    FieldKind.CHOICE,
    {"de": "Werkstatt"},
    choices=(("wood", {"de": "Holz"}), ("metal", {"de": "Metall"})),
    places={"wood": 5, "metal": 5},
    of_each=True,
)
# What Nora said beside Ada, who may be shown and works with wood, and whether they are then asked one by one.
BESIDE = {
    "something else": ({"photos": "no", "hall": "metal"}, True),
    "a need of her own": ({"photos": "yes", "hall": "wood", "needs": "Rampe"}, True),
    "nothing": ({}, False),
    "the same": ({"photos": "yes", "hall": "wood"}, False),
}


@pytest.mark.parametrize("how", ["moved", "names are no longer asked for"])
@pytest.mark.parametrize("beside", BESIDE)
def test_nobody_is_given_what_somebody_else_said(work, client, beside, how):
    answers, one_by_one = BESIDE[beside]
    with work():
        event = make_event(capacity=50)
        services.ask(event=event, definitions=[NEEDS, PHOTOS, HALL, ONCE], now=clock.now())
        guests = make_category(event, named=True, most_heads=30)
        school = make_category(event, kind=CategoryKind.SCHOOL_CLASS, named=False, most_heads=30)
        heads = (Head("Ada", answers={"photos": "yes", "hall": "wood"}), Head("Nora", answers=answers))
        form = {"field_set_id": queries.setup_of(event.id).field_set_id}
        made = make_registration(event, "Ada", category_id=guests.id, heads=heads, **form)
        if how == "moved":
            services.move(registration=made, category_id=school.id, now=clock.now())
        else:
            services.change_category(event=event, category=guests, capacity=None, now=clock.now(), named=False)
        own, public_id = f"/registrations/{links.seal(LINK, made.public_id)}", made.public_id
    page = parsed(client.get(f"{own}/answers", headers=GERMAN))
    assert ("Nora" in text_of(page.find(".//main"))) is one_by_one
    sent = {**sent_from(page, "q-hint"), "q-hint": "Wir kommen mit der Bahn", "once_key": tokens.new_id()}
    assert client.post(f"{own}/answers", data=sent, headers=GERMAN).status_code == 303
    with work():
        ada, nora = queries.get_by_public_id(public_id).attendees
        assert (ada.answers, nora.answers) == ({"photos": "yes", "hall": "wood"}, answers)


def told_at_the_door(event_id):
    """What each of them needs, as the door has it."""
    return [row[5] for part in parts_of(event_id).values() for row in json.loads(part.rows)]


@pytest.fixture
def once_told(work):
    """A class of three that said something for all of them, before each was asked: the page of its answers."""

    def make(definition, said):
        once = replace(definition, of_each=False)
        with work():
            event = make_event(capacity=9)
            services.ask(event=event, definitions=[once, ONCE], now=clock.now())
            school = make_category(event, kind=CategoryKind.SCHOOL_CLASS, named=False, most_heads=30)
            form = {"field_set_id": queries.setup_of(event.id).field_set_id, "answers": {definition.key: said}}
            made = make_registration(event, "Frau L", category_id=school.id, heads=(Head(""),) * 3, **form)
            services.ask(event=event, definitions=[definition, ONCE], now=clock.now())
            return f"/registrations/{links.seal(LINK, made.public_id)}", made.public_id, event.id

    return make


def save(client, own, **typed):
    sent = sent_from(parsed(client.get(f"{own}/answers", headers=GERMAN)), "q-hint")
    sent |= {"once_key": tokens.new_id(), **typed}
    assert client.post(f"{own}/answers", data=sent, headers=GERMAN).status_code == 303


def changed(public_id):
    """Every question that somebody is said to have answered anew."""
    made = queries.get_by_public_id(public_id)
    return {one["field"] for each in history_of(made.id) if each.kind == "answers" for one in each.differences}


@pytest.mark.parametrize(("definition", "said"), [(NEEDS, "glutenfrei"), (PHOTOS, "yes"), (HALL, "wood")])
def test_what_was_said_once_for_all_stays_when_another_answer_is_saved(work, client, once_told, definition, said):
    own, public_id, event_id = once_told(definition, said)
    with work():
        before = told_at_the_door(event_id)
    save(client, own, **{"q-hint": "Bahn"})
    with work():
        made = queries.get_by_public_id(public_id)
        stand = [standing_of_person(forms_of(made.event), made, each).answers for each in made.attendees]
        assert [each[definition.key] for each in stand] == [said] * 3
        assert (told_at_the_door(event_id), changed(public_id)) == (before, {"hint"})


@pytest.mark.parametrize(("typed", "told"), [("Rampe", ["", "", "Rampe"]), ("", ["", "", ""])])
def test_needs_of_a_class_are_told_anew_once_and_taken_back_for_all(work, client, once_told, typed, told):
    own, public_id, event_id = once_told(NEEDS, "glutenfrei")
    save(client, own, **{"p0-q-needs": typed})
    with work():
        assert sorted(told_at_the_door(event_id)) == told
        assert changed(public_id) == {"needs"}
        assert queries.get_by_public_id(public_id).answers == {}


def test_a_class_that_grew_into_a_full_workshop_may_change_something_else(work, client):
    with work():
        event = make_event(capacity=9)
        full = replace(HALL, places={"wood": 2, "metal": 5})
        services.ask(event=event, definitions=[PHOTOS, full, ONCE], now=clock.now())
        school = make_category(event, kind=CategoryKind.SCHOOL_CLASS, named=False, most_heads=30)
        said = {"photos": "yes", "hall": "wood"}
        heads, form = (Head("", answers=said),) * 2, {"field_set_id": queries.setup_of(event.id).field_set_id}
        made = make_registration(event, "Frau L", category_id=school.id, heads=heads, **form)
        own, public_id = f"/registrations/{links.seal(LINK, made.public_id)}", made.public_id
    sent = sent_from(parsed(client.get(f"{own}/people/new", headers=GERMAN)), "name") | {"once_key": tokens.new_id()}
    assert client.post(f"{own}/people/new", data=sent, headers=GERMAN).status_code == 303
    save(client, own, **{"q-hint": "Bahn"})
    save(client, own, **{"p0-q-photos": "no"})
    with work():
        assert [each.answers.get("hall") for each in queries.get_by_public_id(public_id).attendees] == [
            "wood",
            "wood",
            None,
        ]
