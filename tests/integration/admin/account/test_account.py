"""One's own account: name, language, password, address, sessions, roles, and the end of it."""

from datetime import timedelta

import pytest

from tests.factories.accounts import PASSWORD, make_user, sign_in
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.letters import letters_to, link_to
from tests.queries import counted
from webapp.accounts.queries import find_user_by_address, sessions_of
from webapp.accounts.services import assign_role
from webapp.accounts.types import Role
from webapp.foundation import clock, tokens
from webapp.foundation.database import session

GERMAN = {"Accept-Language": "de"}
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0"
NEW = "drei graue Katzen im Schnee"


class Account:
    """Somebody who is signed in, and what they do with their account."""

    def __init__(self, app, email):
        self.client, self.email = app.test_client(), email
        self.client.environ_base["HTTP_USER_AGENT"] = FIREFOX
        assert sign_in(self.client, email).status_code == 303

    def page(self, path=""):
        answer = self.client.get(f"/manage/account{path}", headers=GERMAN)
        assert answer.status_code == 200
        return answer.text

    def send(self, path="", **data):
        typed = {"once_key": tokens.new_id(), **data}
        return self.client.post(f"/manage/account{path}", data=typed, headers=GERMAN)


@pytest.fixture
def account(app, work, now):
    with work():
        host = make_organisation("Handwerkskammer Musterstadt")
        email = make_user(Role.ORGANIZER, organisation_id=host.id, email="kim@example.org", name="Kim Muster").email
        make_user(Role.ORGANIZER, organisation_id=host.id)
    return Account(app, email)


def test_name_and_language_are_changed_and_the_desk_speaks_it_from_now_on(app, account, work):
    assert account.send(name="Kim van der Öhe", language="en").status_code == 303
    assert "My account" in account.page()
    assert "Kim van der Öhe" in account.page()
    elsewhere = Account(app, account.email)
    assert "My account" in elsewhere.page(), "it is kept with the account"
    refused = account.send(name="  ", language="en")
    assert refused.status_code == 422


def test_a_new_password_ends_all_other_sessions(app, account):
    elsewhere = Account(app, account.email)
    assert account.send("/password", current_password="wrong", new_password=NEW).status_code == 422
    for weak in ("kurz", "Handwerkskammer", "Kim Muster 2026", "Passwort1234", "x" * 1025):
        refused = account.send("/password", current_password=PASSWORD, new_password=weak)
        assert (refused.status_code, weak in refused.text) == (422, False)
    assert account.send("/password", current_password=PASSWORD, new_password=NEW).status_code == 303
    assert "Überall sonst sind Sie ausgeloggt" in account.page()
    assert elsewhere.client.get("/manage").status_code == 302
    assert sign_in(app.test_client(), account.email).status_code == 422
    assert sign_in(app.test_client(), account.email, NEW).status_code == 303


def test_whoever_finds_a_browser_open_cannot_guess_the_password_there(account, same_minute):
    answers = [
        account.send("/password", current_password=f"guess {number}", new_password=NEW).status_code
        for number in range(11)
    ]
    assert answers == [422] * 10 + [429]


def test_sessions_are_listed_and_end_everywhere_else(app, account, work):
    elsewhere = Account(app, account.email)
    page = account.page()
    assert page.count("Firefox, Windows") == 2
    assert page.count("Dieser Browser") == 1
    account.send("/sessions/end")
    assert account.page().count("Firefox, Windows") == 1
    assert elsewhere.client.get("/manage").status_code == 302
    account.client.post("/sign-out")
    with work():
        assert sessions_of(find_user_by_address(account.email).id) == []


def test_use_is_noted_once_an_hour_after_the_answer_and_costs_no_page_a_statement(app, account, work):
    def used():
        with work():
            return sessions_of(find_user_by_address(account.email).id)[0].used_at

    began = used()
    with counted(app) as fresh:
        account.client.get("/manage/account").close()
    assert used() == began
    clock.move_on(timedelta(hours=1))
    with counted(app) as seen:
        answer = account.client.get("/manage/account")
        during = len(seen)
        answer.close()
    assert during == len(fresh)
    assert used() == began + timedelta(hours=1)


def test_a_session_from_before_there_was_a_list_comes_on_it_and_one_that_ended_does_not(account, work):
    with work():
        before = sessions_of(find_user_by_address(account.email).id)[0]
        key = before.key

        session().delete(before)
    account.client.get("/manage/account").close()
    with work():
        assert [each.key for each in sessions_of(find_user_by_address(account.email).id)] == [key]


def test_a_new_address_is_confirmed_and_the_old_one_is_told(app, account, work):
    assert account.send("/address", email="neu@example.org", current_password="wrong").status_code == 422
    account.send("/address", email="neu@example.org", current_password=PASSWORD)
    path = link_to(work, "neu@example.org")
    stranger = app.test_client()
    assert "neu@example.org" in stranger.get(path, headers=GERMAN).text
    assert sign_in(app.test_client(), account.email).status_code == 303, "looking at the link changes nothing"
    assert stranger.post(path, data={"once_key": tokens.new_id()}).location == "/sign-in"
    assert [kind for kind, *_ in letters_to(work, "kim@example.org")] == ["address_replaced"]
    assert account.client.get("/manage").status_code == 200, "the session goes on"
    assert sign_in(app.test_client(), "neu@example.org").status_code == 303
    assert sign_in(app.test_client(), "kim@example.org").status_code == 422
    assert stranger.get(path).status_code == 410


def test_an_address_that_somebody_has_is_refused_only_to_whom_it_belongs(app, account, work, same_minute):
    with work():
        taken = make_user(Role.ADMIN).email
    answers = [account.send("/address", email=taken, current_password=PASSWORD) for _ in range(4)]
    assert [each.status_code for each in answers] == [303] * 3 + [429]
    path = link_to(work, taken)
    refused = app.test_client().post(path, data={"once_key": tokens.new_id()}, headers=GERMAN)
    assert refused.status_code == 409
    with work():
        assert find_user_by_address("kim@example.org") is not None


def test_roles_are_given_up_but_for_the_last_and_the_account_is_deleted(app, account, work):
    with work():
        user = find_user_by_address(account.email)
        host = user.roles[0].organisation_id
        event = make_event("Zukunftstag")
        key = event.public_id

        assign_role(user=user, role=Role.DOOR, event_key=key)
        others = make_organisation("Innung Musterstadt")
        assign_role(user=user, role=Role.ORGANIZER, organisation_id=others.id)
        other_key = others.key
    account = Account(app, account.email)
    assert "Zukunftstag" in account.page()
    account.send("/roles/leave", key=f"door:{key}")
    assert "Zukunftstag" not in account.page()
    account.send("/roles/leave", key=f"organizer:{other_key}")
    page = account.page()
    assert "zuerst jemand anderem" in page
    assert "Innung Musterstadt" in page
    refused = account.send("/close", current_password=PASSWORD)
    assert refused.status_code == 409
    with work():
        successor = make_user(Role.ORGANIZER, organisation_id=others.id)
        assert successor.id
    assert account.send("/roles/leave", key="organizer:nobody").status_code == 404
    assert account.send("/close", current_password="wrong").status_code == 422
    assert account.send("/close", current_password=PASSWORD).location == "/"
    assert account.client.get("/manage").status_code == 302
    with work():
        assert find_user_by_address(account.email) is None
        assert host
    assert sign_in(app.test_client(), account.email).status_code == 422


def test_the_page_asks_as_much_however_much_there_is(app, work, now):
    def asked(count):
        with work():
            user = make_user()

            for _ in range(count):
                host = make_organisation()
                assign_role(user=user, role=Role.DOOR, organisation_id=host.id)
                assign_role(user=user, role=Role.FACILITATOR, event_key=make_event(host=host).public_id)
            email = user.email
        browser = Account(app, email)
        for _ in range(count):
            Account(app, email)
        with counted(app) as seen:
            browser.page()
        return len(seen)

    assert asked(1) == asked(3)
