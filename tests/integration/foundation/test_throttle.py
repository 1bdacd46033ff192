import pytest
from flask import session as cookie_session
from limits import parse

from webapp.factory import create_app
from webapp.foundation.errors import ThrottledError
from webapp.foundation.http import links, throttle

THREE = parse("3 per minute")


@pytest.mark.usefixtures("same_minute")
def test_a_guesser_is_refused_for_all_workers_together(app):
    other_worker = create_app(app.config["SETTINGS"])
    for worker in (app, other_worker, app):
        with worker.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}):
            throttle.refuse_guessers("ticket", THREE)
            throttle.count_failure("ticket", THREE)
    with (
        other_worker.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}),
        pytest.raises(ThrottledError),
    ):
        throttle.refuse_guessers("ticket", THREE)


def test_another_reader_and_another_secret_are_not_affected(app):
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}):
        for _ in range(3):
            throttle.count_failure("ticket", THREE)
        assert throttle.refuse_guessers("canvas", THREE) is None
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.2"}):
        assert throttle.refuse_guessers("ticket", THREE) is None


@pytest.mark.usefixtures("same_minute")
def test_wrong_link_tokens_count_as_guesses(app):
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.3"}):
        for _ in range(60):
            assert links.unseal("registration", "made up") is None
        with pytest.raises(ThrottledError):
            links.unseal("registration", "made up")


def test_whoever_is_behind_the_same_address_as_a_guesser_goes_on(app):
    """In a hall all share one address: a right link opens, and a browser that failed less may try."""
    hall = {"environ_base": {"REMOTE_ADDR": "192.0.2.9"}}
    with app.test_request_context(**hall):
        token = links.seal("registration", "a" * 22)
        for _ in range(60):
            links.unseal("registration", "made up")
            throttle.count_failure("ticket_code")
        assert links.unseal("registration", token) == "a" * 22
        with pytest.raises(ThrottledError):
            throttle.refuse_guessers("ticket_code")
    with app.test_request_context(**hall):
        cookie_session["csrf_token"] = "of another browser"
        assert throttle.refuse_guessers("ticket_code") is None


def test_new_cookies_make_nobody_a_new_reader_for_ever(app):
    for number in range(30):
        with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.10"}):
            cookie_session["csrf_token"] = f"browser {number}"
            throttle.refuse_guessers("ticket_code", THREE)
            throttle.count_failure("ticket_code", THREE)
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.10"}):
        cookie_session["csrf_token"] = "a fresh browser"
        with pytest.raises(ThrottledError) as refusal:
            throttle.refuse_guessers("ticket_code", THREE)
        told = refusal.value.seconds
        assert 0 < told <= 60


def test_staff_at_the_door_are_not_stopped_by_strangers_behind_their_address(app):
    hall = {"environ_base": {"REMOTE_ADDR": "192.0.2.11"}}
    for number in range(40):
        with app.test_request_context(**hall):
            cookie_session["csrf_token"] = f"browser {number}"
            throttle.count_failure("door_code", THREE)
    with app.test_request_context(**hall):
        cookie_session["links"] = ["a door's link"]
        assert throttle.refuse_guessers("door_code", THREE) is None


def test_right_link_tokens_do_not(app):
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.4"}):
        token = links.seal("registration", "a" * 22)
        for _ in range(100):
            assert links.unseal("registration", token) == "a" * 22
