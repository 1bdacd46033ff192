"""A forgotten password by mail: known and unknown addresses are answered alike, and letters have their own budget."""

from datetime import timedelta

import pytest
from limits import parse
from sqlalchemy import func, select

from tests.factories.accounts import PASSWORD, make_user, sign_in
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.letters import letters_to, link_to
from tests.queries import counted
from webapp.accounts import services
from webapp.accounts.models import AskedLetter
from webapp.accounts.queries import find_user_by_address
from webapp.accounts.tasks import forget_ended_sessions, look_at_asked_letters
from webapp.accounts.types import Role
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.public.sign_in.views import letters

GERMAN = {"Accept-Language": "de"}
NEW = "drei graue Katzen im Schnee"
pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def email(work):
    with work():
        make_user(Role.ADMIN)
        return make_user(Role.ORGANIZER, email="Änne@example.org").email


@pytest.fixture
def ask(app):
    def ask(address, *, look=True):
        data = {"email": address, "once_key": tokens.new_id()}
        answer = app.test_client().post("/sign-in/forgotten", data=data, headers=GERMAN)
        if look:
            with app.app_context():
                look_at_asked_letters()
        return answer

    return ask


def send(client, path, **data):
    return client.post(path, data={"once_key": tokens.new_id(), **data}, headers=GERMAN)


def test_the_link_sets_a_new_password_once_and_ends_all_sessions(app, work, email, ask):
    signed_in, browser = app.test_client(), app.test_client()
    sign_in(signed_in, email)
    ask("ÄNNE@example.org")
    path = link_to(work, email)
    assert browser.get(path).headers["Cache-Control"] == "no-store"
    assert browser.get(path).headers["Referrer-Policy"] == "strict-origin"
    assert send(browser, path, password="Änne@example.org").status_code == 422
    assert send(browser, path, password=NEW).location == "/sign-in"
    assert "überall ausgeloggt" in browser.get("/sign-in", headers=GERMAN).text
    assert signed_in.get("/manage").status_code == 302
    assert sign_in(app.test_client(), email).status_code == 422
    assert sign_in(app.test_client(), email, NEW).status_code == 303
    assert send(app.test_client(), path, password=PASSWORD).status_code == 410


@pytest.mark.parametrize("why", ["an hour", "a new password", "a new address", "locked"])
def test_the_link_opens_nothing_once(app, work, email, ask, why):
    ask(email)
    path = link_to(work, email)
    with work():
        user = find_user_by_address(email)
        if why == "a new password":
            services.change_password(user=user, password=NEW)
        elif why == "locked":
            services.lock(user=user)
        elif why == "a new address":
            services.ask_for_address(user=user, email="neu@example.org", language="de", now=clock.now())
    if why == "a new address":
        send(app.test_client(), link_to(work, "neu@example.org"))
    if why == "an hour":
        clock.move_on(timedelta(hours=1))
        with app.app_context():
            forget_ended_sessions()
    assert app.test_client().get(path).status_code == 410
    assert send(app.test_client(), path, password=NEW).status_code == 410


def test_known_and_unknown_addresses_are_answered_alike_and_cost_the_same(app, work, email, ask):
    told = []
    for address in (email, "nobody@example.org"):
        with counted(app) as seen:
            answer = ask(address, look=False)
        told.append((answer.status_code, answer.location, [each.split()[:3] for each in seen]))
    with work():
        assert session().scalar(select(func.count()).select_from(AskedLetter)) == 2
    with app.app_context():
        look_at_asked_letters()
    assert told[0] == told[1]
    assert [kind for kind, *_ in letters_to(work, email)] == ["new_password"]
    assert letters_to(work, "nobody@example.org") == []
    with work():
        kept = session().scalars(select(AskedLetter.email)).all()
    assert kept == [email], "of an address that nobody has nothing is kept"


def test_a_locked_account_gets_no_letter(work, email, ask):
    with work():
        services.lock(user=find_user_by_address(email))
    ask(email)
    assert letters_to(work, email) == []


def test_one_victim_gets_three_an_hour_and_other_mails_take_none_of_them(work, email, ask):
    with work():
        event = make_event()
        for number in range(3):
            make_registration(event, f"Fremd {number}", email=email, confirmed=False)
            clock.move_on(timedelta(seconds=1))
    said = {ask(email).location for _ in range(6)}
    kinds = [kind for kind, *_ in letters_to(work, email)]
    assert (kinds.count("new_password"), said) == (3, {"/sign-in"})
    clock.move_on(timedelta(hours=1))
    ask(email)
    assert [kind for kind, *_ in letters_to(work, email)].count("new_password") == 4


def test_from_one_place_it_is_asked_so_often_for_any_address(ask, monkeypatch):
    monkeypatch.setattr(letters, "_LETTERS_FROM_ONE_PLACE", parse("2 per hour"))
    assert [ask(f"nobody{number}@example.org").status_code for number in range(3)] == [303, 303, 429]


def test_what_is_no_address_is_said_at_its_field(ask):
    assert ask("no address").status_code == 422


def test_links_stay_on_the_canonical_host_and_forged_hosts_get_nothing(app, work, email, ask):
    data = {"email": email, "once_key": tokens.new_id()}
    forged = app.test_client().post("/sign-in/forgotten", data=data, headers={"Host": "evil.example"})
    assert forged.status_code == 400
    spoken = {"X-Forwarded-Host": "evil.example"}
    app.test_client().post("/sign-in/forgotten", data={**data, "once_key": tokens.new_id()}, headers=spoken)
    with app.app_context():
        look_at_asked_letters()
    ((_, _, text),) = letters_to(work, email)
    assert "evil" not in text
    assert "http://localhost/sign-in/password/" in text


def test_a_link_of_one_purpose_opens_nothing_of_another(app, work, email, ask):
    ask(email)
    token = link_to(work, email).rpartition("/")[2]
    for purpose in ("address", "invitation"):
        assert app.test_client().get(f"/sign-in/{purpose}/{token}").status_code == 410
