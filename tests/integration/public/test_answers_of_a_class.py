"""A class changes once for all of them what it was asked once for all of them."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.accounts.types import SYSTEM
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, tokens
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.presets import of_format
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
            services.move(registration=made, category_id=school.id, actor=SYSTEM, now=clock.now())
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
