"""A form sent twice tells the same both times; the history says by which link somebody came."""

import itertools

import pytest
from sqlalchemy import select

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from tests.invited import GERMAN, send
from webapp.accounts.types import Role
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.models import Registration
from webapp.registration.types import LINK, STAFF_LINK

pytestmark = pytest.mark.usefixtures("now")

WHO = "ina@example.org"


def told(answer):
    return text_of(parsed(answer).find(".//main"))


@pytest.mark.parametrize("capacity", [1, 2, 20])
@pytest.mark.parametrize("same_key", [True, False], ids=["same window", "two windows"])
@pytest.mark.parametrize("waiting", [0, 2])
def test_a_form_sent_twice_is_told_the_same(app, work, capacity, same_key, waiting):
    with work():
        event = make_event(capacity=capacity)
        slug = event.slug
        for _ in range(capacity * bool(waiting)):
            make_registration(event)
        for _ in range(waiting):
            make_registration(event)
    keys = ("one", "one" if same_key else "other")
    said = [
        told(send(app.test_client(), slug, WHO, follow=True, once_key=f"{capacity}{waiting}{key}", name="Ina Doppelt"))
        for key in keys
    ]
    assert "Ina Doppelt" in said[0]
    assert said[0] == said[1]
    with work():
        assert len(session().scalars(select(Registration).where(Registration.email == WHO)).all()) == 1


def test_a_proved_address_is_told_what_a_newcomer_is(app, work):
    said = []
    for proved, address in itertools.product((True, False), ("a@example.org",)):
        with work():
            event = make_event("Gleich", capacity=1)
            slug = event.slug
        if proved:
            send(app.test_client(), slug, address, name="Ina Doppelt")
            with work():
                services.confirm_address(registration=queries.find_live(get_event(slug).id, address), now=clock.now())
        else:
            with work():
                make_registration(get_event(slug))
        said.append(told(send(app.test_client(), slug, address, name="Ina Doppelt", follow=True)))
    assert said[0] == said[1]
    assert "Warteliste" in said[0]


def test_the_history_names_the_link_by_which_somebody_came(app, client, work):
    with work():
        event, email = make_event(), make_user(Role.ADMIN).email
        made = make_registration(event, "Ada")
        slug, public_id = event.slug, made.public_id
        own, join = (links.seal(purpose, public_id) for purpose in (LINK, STAFF_LINK))
    desk = app.test_client()
    sign_in(desk, email)
    for path, name, by in (
        (f"/registrations/{own}/people/new", "Ben Eigen", "die angemeldete Person"),
        (f"/join/{join}", "Cem Fremd", "jemand mit dem Link zum Mitkommen"),
    ):
        assert client.post(path, data={"once_key": name, "name": name}, headers=GERMAN).status_code == 303
        page = parsed(desk.get(f"/manage/events/{slug}/registrations/{public_id}", headers=GERMAN))
        (history,) = (each for each in page.iter("ol") if each.get("class") == "dw-history")
        (entry,) = (text_of(each) for each in history.iter("li") if name in text_of(each))
        assert by in entry
    assert entry.count("die angemeldete Person") == 0


def test_who_joins_an_approved_registration_is_a_wish_by_either_link(client, work):
    with work():
        event = make_event()
        services.set_up(event=event, needs_approval=True)
        made = make_registration(event, "Ada")
        made.status, made.confirmed_at = "confirmed", clock.now()
        join, made_id = links.seal(STAFF_LINK, made.public_id), made.id
    client.post(f"/join/{join}", data={"once_key": "wish", "name": "Cem"}, headers=GERMAN)
    with work():
        assert [each.name for each in queries.wishes_of(made_id)] == ["Cem"]
