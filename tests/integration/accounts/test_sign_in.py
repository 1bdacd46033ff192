import re
from datetime import timedelta

import pytest
from argon2 import Type, extract_parameters
from limits import parse
from sqlalchemy import func, select

from tests.conftest import NOW, settings_for
from tests.factories.accounts import PASSWORD, make_user, sign_in
from webapp.accounts import guesses, queries, services
from webapp.accounts.acting import acting_as
from webapp.accounts.models import EndedSession
from webapp.accounts.services import passwords
from webapp.accounts.tasks import forget_ended_sessions
from webapp.accounts.types import SYSTEM, Role
from webapp.factory import create_app
from webapp.foundation import clock, transaction
from webapp.foundation.database import db, session


@pytest.fixture
def organizer(work):
    with work():
        return make_user(Role.ORGANIZER, email="Änne.Groß@example.org").email


def test_sign_in_leads_to_the_desk_and_the_desk_opens(client, organizer):
    assert client.get("/manage").location.startswith("/sign-in?next=")
    assert sign_in(client, organizer).location == "/manage"
    assert client.get("/manage").status_code == 200


def test_an_address_is_recognised_in_any_spelling(client, organizer):
    assert sign_in(client, organizer.replace("ß", "ss")).status_code == 422  # somebody else's
    assert sign_in(client, organizer.upper().replace("SS", "ẞ")).status_code == 303


@pytest.mark.parametrize("email", ["Änne.Groß@example.org", "nobody@example.org"])
def test_wrong_and_unknown_are_answered_alike(client, organizer, email):
    answer = sign_in(client, email, "not the password")
    assert answer.status_code == 422
    assert "gehören nicht zusammen" in answer.text


@pytest.mark.parametrize(
    ("target", "led_to"),
    [
        ("/manage/events/new", "/manage/events/new"),
        ("https://evil.example/", "/manage"),
        ("//evil.example/", "/manage"),
        ("/\\evil.example/", "/manage"),
        ("javascript:alert(1)", "/manage"),
        ("http://[", "/manage"),
        ("/\t/evil.example/", "/manage"),
        ("", "/manage"),
    ],
)
def test_after_sign_in_the_reader_stays_on_this_host(client, organizer, target, led_to):
    answer = client.post("/sign-in", data={"email": organizer, "password": PASSWORD, "next": target})
    assert answer.location == led_to


def test_a_new_password_ends_the_sessions(client, organizer, work):
    sign_in(client, organizer)
    with work():
        services.change_password(user=queries.find_user_by_address(organizer), password="another long password")
    assert client.get("/manage").status_code == 302


def test_a_new_role_ends_the_sessions(client, organizer, work):
    sign_in(client, organizer)
    with work():
        services.assign_role(user=queries.find_user_by_address(organizer), role=Role.ADMIN)
    assert client.get("/manage").status_code == 302


def test_signing_out_ends_the_session(client, organizer):
    sign_in(client, organizer)
    client.post("/sign-out")
    assert client.get("/manage").status_code == 302


@pytest.mark.usefixtures("same_minute")
def test_a_list_of_passwords_is_stopped(client, organizer):
    answers = [sign_in(client, organizer, f"guess {n}").status_code for n in range(12)]
    assert answers[:10] == [422] * 10
    assert answers[10:] == [429, 429]


def test_those_who_know_their_password_may_come_back_as_often_as_they_like(client, organizer):
    for _ in range(12):
        sign_in(client, organizer)
        assert client.get("/manage").status_code == 200
        client.post("/sign-out")


def test_a_planted_session_does_not_survive_sign_in(client, organizer):
    with client.session_transaction() as session:
        session["links"] = ["planted"]
    sign_in(client, organizer)
    with client.session_transaction() as session:
        assert "links" not in session


# RFC 9106, 4: what is recommended where memory is scarce.
LEAST_MEMORY_KIB, LEAST_PASSES = 64 * 1024, 3


@pytest.mark.usefixtures("real_hashing")
def test_passwords_cost_a_guesser_memory_and_so_do_addresses_that_nobody_has(work):
    with work():
        kept = make_user(Role.ORGANIZER).password_hash
    for hashed in (kept, passwords._decoy()):
        found = extract_parameters(hashed)
        assert found.type is Type.ID
        assert found.memory_cost >= LEAST_MEMORY_KIB
        assert found.time_cost >= LEAST_PASSES


@pytest.mark.usefixtures("real_hashing")
def test_who_hashed_it_at_full_cost_gets_in(client, organizer):
    assert sign_in(client, organizer, "not the password").status_code == 422
    assert sign_in(client, organizer).location == "/manage"


def test_other_tests_hash_cheaply(work):
    with work():
        assert extract_parameters(make_user(Role.ORGANIZER).password_hash).memory_cost < LEAST_MEMORY_KIB


def kept_cookie(client):
    return {"Cookie": f"dialogwerk={client.get_cookie('dialogwerk').value}"}


@pytest.mark.both
def test_a_saved_cookie_opens_nothing_after_signing_out(app, client, organizer):
    sign_in(client, organizer)
    elsewhere = app.test_client()
    sign_in(elsewhere, organizer)
    saved, copy = kept_cookie(client), app.test_client(use_cookies=False)
    assert copy.get("/manage", headers=saved).status_code == 200
    client.post("/sign-out")
    assert copy.get("/manage", headers=saved).status_code == 302
    assert copy.post("/sign-out", headers=saved).status_code == 303
    assert copy.get("/manage", headers=saved).status_code == 302
    assert elsewhere.get("/manage").status_code == 200, "another device goes on"


def test_ended_sessions_are_forgotten_once_no_cookie_can_be_so_old(app, client, organizer, work):
    with clock.set_to(NOW):
        sign_in(client, organizer)
        client.post("/sign-out")
        for days, left in ((30, 1), (63, 0)):
            clock.move_on(NOW + timedelta(days=days) - clock.now())
            with app.app_context():
                forget_ended_sessions()
            with work():
                assert session().scalar(select(func.count()).select_from(EndedSession)) == left


def from_address(client, address, email, password=PASSWORD):
    return client.post(
        "/sign-in",
        data={"email": email, "password": password},
        environ_overrides={"REMOTE_ADDR": address},
        headers={"Accept-Language": "de"},
    )


def test_a_stranger_locks_nobody_out_who_comes_from_elsewhere(app, organizer):
    for number in range(12):
        from_address(app.test_client(), "192.0.2.66", organizer, f"guess {number}")
    assert from_address(app.test_client(), "192.0.2.66", organizer).status_code == 429
    assert from_address(app.test_client(), "192.0.2.7", organizer).status_code == 303


def test_nor_somebody_behind_the_same_address_in_whose_browser_the_account_was_open_before(app, organizer):
    known = app.test_client()
    from_address(known, "192.0.2.7", organizer)
    known.post("/sign-out")
    for number in range(35):
        from_address(app.test_client(), "192.0.2.7", organizer, f"guess {number}")
    assert from_address(app.test_client(), "192.0.2.7", organizer).status_code == 429
    assert from_address(known, "192.0.2.7", organizer).status_code == 303


def test_a_known_browser_may_guess_no_more_than_others_and_for_its_own_account_only(app, organizer, work):
    with work():
        other = make_user(Role.ORGANIZER).email
    known = app.test_client()
    from_address(known, "192.0.2.7", organizer)
    known.post("/sign-out")
    answers = [from_address(known, f"192.0.2.{n}", organizer, "guess").status_code for n in range(12)]
    assert answers == [422] * 10 + [429] * 2
    for _ in range(12):
        from_address(app.test_client(), "192.0.2.7", other, "guess")
    assert from_address(known, "192.0.2.7", other).status_code == 429


def test_guesses_from_everywhere_end_for_browsers_that_nobody_knows(app, organizer, monkeypatch):
    monkeypatch.setattr(guesses, "_FROM_EVERYWHERE", parse("20 per hour"))
    tries = [from_address(app.test_client(), f"192.0.2.{n}", organizer, "guess") for n in range(30)]
    assert [answer.status_code for answer in tries] == [422] * 20 + [429] * 10


def test_a_building_waits_a_minute_after_thirty_wrong_ones_and_is_told_so(app, organizer):
    with clock.set_to(NOW):
        for number in range(31):
            answer = from_address(app.test_client(), "192.0.2.7", f"nobody{number}@example.org", "guess")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert "1\u00a0Minute" in answer.text
    assert "nobody30@example.org" in answer.text, "what was typed is kept"


def test_the_message_tells_how_long_it_takes(app, organizer):
    for number in range(11):
        answer = from_address(app.test_client(), "192.0.2.7", organizer, f"guess {number}")
    assert 840 < int(answer.headers["Retry-After"]) <= 900
    assert "15\u00a0Minuten" in answer.text


@pytest.mark.parametrize("cookie", ["", "x", "x.y.z", '"', "\x80"])
def test_a_made_up_mark_makes_no_browser_known(app, organizer, cookie):
    for number in range(10):
        from_address(app.test_client(), "192.0.2.7", organizer, f"guess {number}")
    client = app.test_client()
    client.set_cookie("known", cookie, path="/sign-in")
    assert from_address(client, "192.0.2.7", organizer).status_code == 429


@pytest.mark.parametrize("host", ["events.example.org", "127.0.0.1"])
def test_forms_are_taken_behind_a_proxy_whether_it_passes_the_host_or_not(https_app, work, host):
    assert https_sign_in(https_app, work, host, "https://events.example.org/sign-in").status_code == 303


@pytest.mark.parametrize("referrer", ["https://evil.example/", "http://events.example.org/", "", "https://[", "null"])
def test_a_form_from_elsewhere_is_refused_and_the_log_says_why(https_app, work, caplog, referrer):
    answer = https_sign_in(https_app, work, "events.example.org", referrer)
    assert answer.status_code == 400
    assert "zu lange offen" not in answer.text
    assert "events.example.org" in caplog.text


@pytest.fixture
def https_app(tmp_path, database_url):
    known = {"base_url": "https://events.example.org", "trusted_hosts": ("events.example.org",), "proxy_hops": 1}
    app = create_app(settings_for(tmp_path, database_url, **known))
    app.config["TESTING"] = True
    yield app
    with app.app_context():
        db.engine.dispose()


def https_sign_in(app, work, host, referrer):
    with app.app_context(), acting_as(SYSTEM), transaction.unit_of_work():
        email = make_user(Role.ORGANIZER).email
    client, passed = app.test_client(), {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7", "Host": host}
    page = client.get("/sign-in", base_url=f"https://{host}", headers=passed)
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)[1]
    data = {"email": email, "password": PASSWORD, "csrf_token": token}
    sent = {**passed, "Referer": referrer, "Accept-Language": "de"}
    return client.post("/sign-in", base_url=f"https://{host}", data=data, headers=sent)
