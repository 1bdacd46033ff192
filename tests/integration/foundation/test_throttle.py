import pytest
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


def test_right_link_tokens_do_not(app):
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.4"}):
        token = links.seal("registration", "a" * 22)
        for _ in range(100):
            assert links.unseal("registration", token) == "a" * 22
