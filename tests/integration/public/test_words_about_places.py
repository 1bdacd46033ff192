"""What pages say of places before anybody types, and what they take for granted."""

import itertools

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration, people
from tests.html import parsed, text_of
from tests.phases import bring_to
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.registration import services
from webapp.registration.services.inviting import Guest
from webapp.registration.types import INVITATION_LINK, LINK

pytestmark = pytest.mark.usefixtures("now")
GERMAN = {"Accept-Language": "de"}
NAMED = {"name": "Kim Muster", "email": "kim@example.org", "consent": "y", "privacy_version": "none"}
_keys = itertools.count()


def read(client, path):
    return text_of(parsed(client.get(path, headers=GERMAN)))


@pytest.mark.parametrize(("capacity", "said"), [(1, "der einzige Platz ist belegt"), (2, "alle 2 belegt")])
def test_a_full_event_counts_its_places_in_proper_words(client, work, capacity, said):
    with work():
        event = make_event(capacity=capacity)
        make_registration(event, heads=people(*"AB"[:capacity]))
        slug = event.slug
    page = read(client, f"/events/{slug}")
    assert said in page
    assert "alle 1" not in page


@pytest.mark.parametrize("phase", ["open", "postponed"])
def test_whoever_waits_is_promised_the_next_place_only_while_there_is_a_date(client, work, phase):
    with work():
        event = make_event(capacity=1)
        make_registration(event)
        token = links.seal(LINK, make_registration(event).public_id)
        bring_to(event, phase)
    page = read(client, f"/registrations/{token}")
    assert ("Sobald ein Platz frei wird" in page) == (phase == "open")


@pytest.mark.parametrize("full", ["nothing", "event", "category", "kept"])
def test_an_invitation_says_before_the_form_that_it_leads_to_the_waiting_list(client, work, full):
    with work():
        event = make_event(capacity={"event": 1, "kept": 3}.get(full, 20))
        category = make_category(event, capacity=1 if full == "category" else None)
        guest = Guest("Ada", "ada@example.org", category_id=category.id)
        token = links.seal(INVITATION_LINK, services.invite(event=event, guests=[guest], now=clock.now())[0].public_id)
        if full == "kept":
            make_registration(event, heads=people("A", "B"), category_id=category.id)
            make_registration(event, heads=people("C", "D"), category_id=category.id)
        elif full != "nothing":
            make_registration(event, category_id=category.id)
    assert ("Warteliste" in read(client, f"/invitations/{token}")) == (full != "nothing")


@pytest.mark.parametrize("count", [1, 2])
def test_one_single_category_needs_no_choice(client, work, count):
    with work():
        event = make_event()
        for number in range(count):
            make_category(event, label={"de": f"Presse {number}"})
        slug = event.slug
    page = parsed(client.get(f"/events/{slug}/register", headers=GERMAN))
    chosen = [each for each in page.iter("input") if each.get("name") == "category" and "checked" in each.attrib]
    assert len(chosen) == (count == 1)
    answer = client.post(f"/events/{slug}/register", data={**NAMED, "once_key": f"w{next(_keys)}"}, headers=GERMAN)
    assert answer.status_code == (303 if count == 1 else 422)
