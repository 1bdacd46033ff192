"""Public pages: an ETag from revision counters, 304 without rendering, and what the page cache needs to know."""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from flask import Response, current_app, make_response, request
from flask import session as cookie_session
from flask.typing import ResponseReturnValue

from webapp.foundation import clock, revisions
from webapp.foundation.http import language
from webapp.foundation.settings import ROOT

SCOPES_HEADER = "X-Dialogwerk-Scopes"
_AGES_SECONDS = 300
_OK = 200


def public_page(
    *scopes: str, ages: bool = True
) -> Callable[[Callable[..., ResponseReturnValue]], Callable[..., ResponseReturnValue]]:
    """Let a page be reused as long as its scopes stand still.

    `scopes` may hold address parts in braces (`event:{slug}`). `ages` says that the page speaks of "now" and so is made
    anew every five minutes.
    """

    def decorate(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        @wraps(view)
        def wrapped(**values: Any) -> ResponseReturnValue:
            if "_user_id" in cookie_session or request.method not in {"GET", "HEAD"}:
                return view(**values)
            names = tuple(scope.format(**values) for scope in scopes)
            numbers = revisions.read(names)
            tag = entity_tag(names, numbers, language.current(), ages=ages)
            if request.if_none_match.contains_weak(tag):
                return _labelled(Response(status=304), tag)
            response = make_response(view(**values))
            if response.status_code == _OK:
                _labelled(response, tag)
                response.headers[SCOPES_HEADER] = _pack(names, numbers)
            return response

        return wrapped

    return decorate


def entity_tag(names: tuple[str, ...], numbers: tuple[int, ...], lang: str, *, ages: bool) -> str:
    """The tag of a page as it stands at these revisions."""
    age = int(clock.now().timestamp()) // _AGES_SECONDS if ages else 0
    said = f"{_build()}|{current_app.config['BASE_URL']}|{lang}|{request.full_path}|{names}|{numbers}|{age}"
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def unpack(header: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Scopes and numbers from the internal header."""
    pairs = [part.rpartition("=") for part in header.split(" ")]
    return tuple(p[0] for p in pairs), tuple(int(p[2]) for p in pairs)


def _pack(names: tuple[str, ...], numbers: tuple[int, ...]) -> str:
    return " ".join(f"{name}={number}" for name, number in zip(names, numbers, strict=True))


def _labelled(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Cookie")
    return response


@cache
def _build() -> str:
    """A digest of the code and templates that make pages, so that an upgrade invalidates all of them."""
    seen = hashlib.sha256()
    for folder in ("webapp", "templates", "static/build"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".json", ".mo"} and path.is_file():
                stat = path.stat()
                seen.update(f"{path.name}{stat.st_size}{stat.st_mtime_ns}".encode())
    return seen.hexdigest()[:12]
