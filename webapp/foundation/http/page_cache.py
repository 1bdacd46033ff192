"""A small cache in front of the routes for readers without a cookie.

An entry is served for up to a second without a question; then one bare read of its revision counters decides whether it
still holds. Nothing that depends on a person ever gets here: requests with a cookie pass by, and so do answers that
set one.
"""

import gzip
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from cachetools import LRUCache
from sqlalchemy import Engine
from werkzeug.http import parse_accept_header, parse_date

from webapp.foundation.http import language
from webapp.foundation.http.public_page import SCOPES_HEADER, unpack

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    Said = tuple[str, list[tuple[str, str]], tuple[OptExcInfo | None, ...]]

FRESH_SECONDS = 1.0
OLDEST_SECONDS = 60.0
_BYTES = 32 * 1024 * 1024
_LONGEST_QUERY = 300
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
_OF_A_BODY = {"content-type", "content-length", "content-encoding", "content-disposition"}
_DROPPED = {SCOPES_HEADER.lower(), "content-length", "vary"}

Key = tuple[str, str, str]


@dataclass(slots=True)
class Entry:
    """One rendered page in both codings."""

    headers: list[tuple[str, str]]
    tag: str
    changed_at: datetime | None
    plain: bytes
    packed: bytes
    scopes: tuple[str, ...]
    numbers: tuple[int, ...]
    made_at: float
    checked_at: float


class PageCache:
    """WSGI middleware; `engine` is asked lazily, so that nothing is opened before workers fork."""

    def __init__(self, app: "WSGIApplication", engine: Callable[[], Engine]) -> None:
        self._app = app
        self._engine = engine
        self._entries: LRUCache[Key, Entry] = LRUCache(
            _BYTES, getsizeof=lambda entry: len(entry.plain) + len(entry.packed) + 2_000
        )
        self._lock = Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not _may_share(environ):
            return self._app(environ, _without_scopes(start_response))
        key = self._key(environ)
        with self._lock:
            entry = self._entries.get(key)
        if entry is not None and self._holds(entry):
            return _answer(entry, environ, start_response)
        return self._pass_on(key, environ, start_response)

    def _key(self, environ: "WSGIEnvironment") -> Key:
        wish = language.wished(None, None, environ.get("HTTP_ACCEPT_LANGUAGE"))
        return environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""), wish

    def _holds(self, entry: Entry) -> bool:
        now = time.monotonic()
        if now - entry.checked_at <= FRESH_SECONDS:
            return True
        if now - entry.made_at > OLDEST_SECONDS or self._numbers_or_none(entry.scopes) != entry.numbers:
            return False
        entry.checked_at = now
        return True

    def _numbers_or_none(self, scopes: tuple[str, ...]) -> tuple[int, ...] | None:
        """As `_numbers`; None when the database doesn't answer: what stands behind this cache says so in words."""
        try:
            return self._numbers(scopes)
        except Exception:  # noqa: BLE001 - drivers' errors have no common base
            return None

    def _numbers(self, scopes: tuple[str, ...]) -> tuple[int, ...]:
        engine = self._engine()
        mark = "?" if engine.dialect.name == "sqlite" else "%s"
        marks = ", ".join([mark] * len(scopes))
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(f"SELECT scope, number FROM revision WHERE scope IN ({marks})", scopes)
            found = dict(cursor.fetchall())
        finally:
            connection.close()
        return tuple(found.get(scope, 0) for scope in scopes)

    def _pass_on(self, key: Key, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        said: list[Said] = []

        def listen(
            status: str, headers: list[tuple[str, str]], *trouble: "OptExcInfo | None"
        ) -> Callable[[bytes], object]:
            said.append((status, headers, trouble))
            return lambda _: None

        asked_at = time.monotonic()
        # What is kept is for everybody: it must not be a 304 that only suits this reader's own copy.
        asked = {name: environ.pop(name) for name in _CONDITIONS if name in environ}
        parts = self._app(environ, listen)
        status, headers, trouble = said[-1]
        environ.update(asked)
        if not _keepable(status, headers):
            return _answer_once(status, headers, parts, environ, start_response, *trouble)
        entry = _entry(headers, b"".join(parts), asked_at)
        _close(parts)
        with self._lock:
            self._entries[key] = entry
        return _answer(entry, environ, start_response)


def _may_share(environ: "WSGIEnvironment") -> bool:
    return (
        environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        and "HTTP_COOKIE" not in environ
        and "HTTP_AUTHORIZATION" not in environ
        and len(environ.get("QUERY_STRING", "")) <= _LONGEST_QUERY
    )


def _keepable(status: str, headers: list[tuple[str, str]]) -> bool:
    names = {name.lower() for name, _ in headers}
    return status.startswith("200") and SCOPES_HEADER.lower() in names and "set-cookie" not in names


def _public(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() != SCOPES_HEADER.lower()]


def _without_scopes(start_response: "StartResponse") -> "StartResponse":
    def start(status: str, headers: list[tuple[str, str]], *trouble: "OptExcInfo | None") -> Callable[[bytes], object]:
        return start_response(status, _public(headers), *trouble)

    return start


def _entry(headers: list[tuple[str, str]], body: bytes, made_at: float) -> Entry:
    said = {name.lower(): value for name, value in headers}
    scopes, numbers = unpack(said[SCOPES_HEADER.lower()])
    kept = [(name, value) for name, value in headers if name.lower() not in _DROPPED]
    # Caches on the way must know it of the plain one as well.
    kept.append(("Vary", ", ".join(part for part in (said.get("vary", ""), "Accept-Encoding") if part)))
    return Entry(
        headers=kept,
        tag=said["etag"],
        changed_at=parse_date(said.get("last-modified")),
        plain=body,
        packed=gzip.compress(body, compresslevel=6, mtime=0),
        scopes=scopes,
        numbers=numbers,
        made_at=made_at,
        checked_at=made_at,
    )


def _answer(entry: Entry, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    if _is_known(entry, environ):
        start_response("304 Not Modified", [h for h in entry.headers if h[0] != "Content-Type"])
        return []
    body, headers = entry.plain, entry.headers
    if _unpacks(environ.get("HTTP_ACCEPT_ENCODING", "")):
        body, headers = entry.packed, [*headers, ("Content-Encoding", "gzip")]
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@lru_cache(maxsize=256)
def _unpacks(accepted: str) -> bool:
    """True for a reader who takes gzip and doesn't say in the same breath that it must not be used."""
    return parse_accept_header(accepted)["gzip"] > 0


def _answer_once(
    status: str,
    headers: list[tuple[str, str]],
    parts: Iterable[bytes],
    environ: "WSGIEnvironment",
    start_response: "StartResponse",
    *trouble: "OptExcInfo | None",
) -> Iterable[bytes]:
    """What isn't kept is passed on, unless the reader has it: the page was made without knowing what they have."""
    tag = {name.lower(): value for name, value in headers}.get("etag", "")
    if status.startswith("200") and _holds_tag(tag, environ):
        _close(parts)
        kept = [(name, value) for name, value in _public(headers) if name.lower() not in _OF_A_BODY]
        start_response("304 Not Modified", kept)
        return []
    start_response(status, _public(headers), *trouble)
    return parts


def _is_known(entry: Entry, environ: "WSGIEnvironment") -> bool:
    """True when the reader has this very entry: by its tag, weak or strong, or by its date where no tag is named."""
    if environ.get("HTTP_IF_NONE_MATCH"):
        return _holds_tag(entry.tag, environ)
    since = parse_date(environ.get("HTTP_IF_MODIFIED_SINCE"))
    return since is not None and entry.changed_at is not None and entry.changed_at == since


def _holds_tag(tag: str, environ: "WSGIEnvironment") -> bool:
    return bool(tag) and tag.removeprefix("W/") in environ.get("HTTP_IF_NONE_MATCH", "")


def _close(parts: Iterable[bytes]) -> None:
    close = getattr(parts, "close", None)
    if close is not None:
        close()
