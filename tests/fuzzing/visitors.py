"""Visitors whose browsers keep the cookies they began with: whatever an answer says, nobody is signed out by it."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@dataclass(frozen=True)
class Visitor:
    """A client of the app, and the cookie that it always sends."""

    client: FlaskClient
    cookie: str

    def open(self, path: str, *, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        """The answer to a request of any method."""
        return self.client.open(path, headers={"Cookie": self.cookie, **(headers or {})}, **more)

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.open(path, method="GET", **more)

    def post(self, path: str, **more: Any) -> TestResponse:
        return self.open(path, method="POST", **more)


def visitor_like(app: Flask, client: FlaskClient) -> Visitor:
    """Somebody signed in as this client is now, for good."""
    kept = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    return Visitor(app.test_client(use_cookies=False), f"{kept.key}={kept.value}" if kept else "")
