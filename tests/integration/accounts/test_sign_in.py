import pytest
from argon2 import Type, extract_parameters

from tests.factories.accounts import PASSWORD, make_user, sign_in
from webapp.accounts import queries, services
from webapp.accounts.types import Role


@pytest.fixture
def organizer(work):
    with work():
        return make_user(Role.ORGANIZER, email="Änne.Groß@example.org").email


def test_sign_in_leads_to_the_desk_and_the_desk_opens(client, organizer):
    assert client.get("/manage").location.startswith("/sign-in?next=")
    assert sign_in(client, organizer).location == "/manage"
    assert client.get("/manage").status_code == 200


def test_an_address_is_recognised_in_any_spelling(client, organizer):
    assert sign_in(client, organizer.upper()).status_code == 303


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
    for hashed in (kept, services._decoy()):
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
