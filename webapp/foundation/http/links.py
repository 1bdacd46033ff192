"""Absolute addresses from the configured host, never from a request's Host header; and links that open by a secret."""

from flask import current_app, url_for

from webapp.foundation import tokens
from webapp.foundation.http import throttle


def absolute(endpoint: str, **values: object) -> str:
    """The address of a page on the canonical host."""
    path = url_for(endpoint, _external=False, **values)  # type: ignore[arg-type]
    return f"{current_app.config['BASE_URL']}{path}"


def seal(purpose: str, public_id: str) -> str:
    """A link token for `public_id` under the running application's secret."""
    return tokens.seal(current_app.config["SECRET_KEY"], purpose, public_id)


def unseal(purpose: str, token: str) -> str | None:
    """The public id behind a link token; wrong ones count as guesses, and a guesser is refused for a while.

    A right one opens whatever others behind the same address have tried: it can't be guessed, and nothing is looked up.
    """
    public_id = tokens.unseal(current_app.config["SECRET_KEY"], purpose, token)
    if public_id is None:
        throttle.refuse_guessers(purpose)
        throttle.count_failure(purpose)
    return public_id
