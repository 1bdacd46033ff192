"""Wishes for people without a name are told and decided in whole sentences."""

import re

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.types import LINK, CategoryKind, Head

GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def school(desk, work):
    """A class of two that was approved: where the desk and its teacher find it, and its id."""
    with work():
        event = make_event(capacity=50, host=desk.host)
        kind = {"kind": CategoryKind.SCHOOL_CLASS, "named": False, "most_heads": 30, "needs_approval": True}
        made = make_registration(event, "Frau L", category_id=make_category(event, **kind).id, heads=(Head(""),) * 2)
        services.approve(registration=made, now=clock.now())
        own = f"/registrations/{links.seal(LINK, made.public_id)}"
        return f"/events/{event.slug}/registrations/{made.public_id}", own, made.public_id


def ask_for_one_more(client, own):
    path = f"{own}/people/new"
    sent = {**sent_from(parsed(client.get(path, headers=GERMAN)), "once_key"), "once_key": tokens.new_id()}
    return text_of(parsed(client.post(path, data=sent, headers=GERMAN, follow_redirects=True))).replace("\xa0", " ")


def wish_at(desk, place):
    return re.search(r"wishes/([^/\"]+)/decline", desk.page(place)).group(1)


def test_whoever_asks_and_whoever_is_refused_reads_a_whole_sentence(desk, client, work, school):
    place, own, _ = school
    assert "entscheidet, ob eine weitere Person kommen kann" in ask_for_one_more(client, own)
    page = parsed(desk.client.get(f"/manage{place}", headers=GERMAN))
    wish = wish_at(desk, place)
    (form,) = [each for each in page.iter("form") if f"wishes/{wish}/decline" in each.get("action", "")]
    (name,) = {each.get("name") for each in form.iter() if "reason" in (each.get("name") or "")}
    assert desk.send(f"{place}/wishes/{wish}/decline", {name: "Leider voll"}).status_code == 303
    with work():
        texts = session().scalars(select(OutboxMail.text)).all()
    assert any("entschieden, dass eine weitere Person nicht mit Ihrer Anmeldung kommen kann" in text for text in texts)


def test_a_name_that_is_missing_by_now_is_said_to_be_so(desk, client, work, school):
    place, own, public_id = school
    ask_for_one_more(client, own)
    with work():
        made = queries.get_by_public_id(public_id)
        named = make_category(made.event, most_heads=30, needs_approval=True)
        services.move(registration=made, category_id=named.id, now=clock.now())
    answer = desk.send(f"{place}/wishes/{wish_at(desk, place)}/approve")
    assert answer.status_code == 303
    assert "braucht jede Person einen Namen" in desk.client.get(answer.location, headers=GERMAN).text
