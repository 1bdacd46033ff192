"""What is confirmed too late begins anew: a category that takes nobody by then refuses it, and its page says so."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_category, make_registration
from tests.html import parsed, text_of
from tests.invited import GERMAN, OWN
from webapp.capacity.queries import level
from webapp.events.queries import get_event
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.models import Category, Invitation
from webapp.registration.types import LINK

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]

SAID = "In der gewählten Kategorie ist die Anmeldung zurzeit nicht offen."
HOURS = timedelta(hours=2)


def change(category, **values):
    session().execute(update(Category).where(Category.id == category.id).values(**values))
    session().expire_all()


SHUT = {
    "closed": lambda _event, category: change(category, closes_at=clock.now() + timedelta(minutes=40)),
    "retired": lambda event, category: services.retire_category(event=event, category=category, now=clock.now()),
    "not yet open": lambda _event, category: change(category, opens_at=clock.now() + timedelta(days=2)),
}
OPEN = {
    "as it was": lambda _event, _category: None,
    "a code": lambda _event, category: change(category, code="anders"),
    "closing later": lambda _event, category: change(category, closes_at=clock.now() + 2 * HOURS),
}


def press_confirm(client, page):
    sent = {"once_key": tokens.new_id()}
    client.post(f"{page}/confirm", data=sent, headers=GERMAN)


def register(event, then, *, offered=False):
    """Somebody in a category to which something happens afterwards; the id and the page of their registration."""
    make_category(event)
    category = make_category(event, label={"de": "Presse"})
    if offered:
        there = make_registration(event, "Da", category_id=category.id)
    made = make_registration(event, "Vera", email=OWN, confirmed=offered, category_id=category.id)
    if offered:
        cancel(there)
        assert made.status == "offered"
    then(event, category)
    return category, made.public_id, f"/registrations/{links.seal(LINK, made.public_id)}"


def said_on(client, page):
    shown = parsed(client.get(page, headers=GERMAN))
    return text_of(shown.find(".//main")).replace("\u00a0", " "), "/confirm" in client.get(page, headers=GERMAN).text


@pytest.mark.parametrize("job", [False, True], ids=["before the job", "after it"])
@pytest.mark.parametrize("what", ["unconfirmed", "offered"])
@pytest.mark.parametrize("shut", SHUT)
def test_whoever_is_late_is_not_taken_where_nobody_is(client, work, shut, what, job):
    with work():
        event = make_event(capacity=1, starts_in=timedelta(days=9))
        slug = event.slug
        _category, public_id, page = register(event, SHUT[shut], offered=what == "offered")
    clock.move_on(HOURS if what == "unconfirmed" else timedelta(hours=25))
    if job:
        with work():
            services.expire_due(now=clock.now())
    text, offers = said_on(client, page)
    assert (SAID in text, offers) == (True, False)
    assert "trotzdem" not in text
    assert "gehört er Ihnen" not in text
    press_confirm(client, page)
    with work():
        assert (queries.get_by_public_id(public_id).status, level(get_event(slug).pool_id).taken) == ("expired", 0)
    assert "lässt sich nicht mehr bestätigen" in said_on(client, page)[0]


@pytest.mark.parametrize("shut", SHUT)
def test_whoever_is_in_time_is_taken_all_the_same(client, work, shut):
    with work():
        _category, public_id, page = register(make_event(capacity=1), SHUT[shut])
    clock.move_on(timedelta(minutes=29))
    text, offers = said_on(client, page)
    assert (SAID in text, offers) == (False, True)
    press_confirm(client, page)
    with work():
        assert queries.get_by_public_id(public_id).status == "confirmed"


@pytest.mark.parametrize("still", OPEN)
def test_where_it_is_open_whoever_is_late_begins_anew_and_no_code_is_asked_twice(client, work, still):
    with work():
        _category, public_id, page = register(make_event(capacity=1), OPEN[still])
    clock.move_on(HOURS)
    assert said_on(client, page)[1]
    press_confirm(client, page)
    with work():
        assert queries.get_by_public_id(public_id).status == "confirmed"


@pytest.mark.parametrize("shut", SHUT)
@pytest.mark.parametrize("invited", ["into it", "into another one", "withdrawn"])
def test_an_own_invitation_into_it_opens_it_as_long_as_it_is_offered(client, work, shut, invited):
    with work():
        event = make_event(capacity=1)
        category, public_id, page = register(event, lambda _event, _category: None)
        into = make_category(event) if invited == "into another one" else category
        services.invite(event=event, guests=[services.Guest("Vera", OWN, category_id=into.id)], now=clock.now())
        if invited == "withdrawn":
            services.withdraw_invitation(invitation=session().query(Invitation).one(), now=clock.now())
        SHUT[shut](event, category)
    clock.move_on(HOURS)
    press_confirm(client, page)
    is_open = invited == "into it"
    with work():
        assert queries.get_by_public_id(public_id).status == ("confirmed" if is_open else "expired")


def test_without_a_category_the_event_alone_decides(client, work):
    with work():
        event = make_event(capacity=1)
        public_id = make_registration(event, "Vera", email=OWN, confirmed=False).public_id
        page = f"/registrations/{links.seal(LINK, public_id)}"
        make_category(event)
    clock.move_on(HOURS)
    press_confirm(client, page)
    with work():
        assert queries.get_by_public_id(public_id).status == "confirmed"
