"""Forms that everybody is shown alike: rendered once for all readers, with tokens of their own for each.

When registration opens, hundreds ask for the same form within seconds. What differs between them is two hidden values,
so the page is kept with two gaps that are filled for each reader.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock

from cachetools import LRUCache
from flask import Flask, current_app, g, make_response, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from webapp.foundation import revisions, tokens
from webapp.foundation.http import language, page_cache, readers, site
from webapp.foundation.http.page_scopes import PageScope, scopes_at
from webapp.foundation.http.public_page import with_site
from webapp.foundation.revisions import RevisionScope

_EXTENSION = "shared_forms"
_MOST_PAGES = 200
_LONGEST_QUERY = 300
_OK = 200

# Nobody can guess them, so nothing that somebody typed is ever taken for a gap.
_CSRF_GAP = tokens.new_id()
_ONCE_GAP = tokens.new_id()

View = Callable[..., ResponseReturnValue]


@dataclass(slots=True)
class _Page:
    html: str
    scopes: tuple[RevisionScope, ...]
    numbers: tuple[int, ...]
    made_at: float
    checked_at: float

    def holds(self) -> bool:
        """True as long as the page cache would serve such a page."""
        now = time.monotonic()
        if now - self.checked_at <= page_cache.FRESH_SECONDS:
            return True
        if now - self.made_at > page_cache.OLDEST_SECONDS or revisions.read(self.scopes) != self.numbers:
            return False
        self.checked_at = now
        return True


class _Shelf:
    def __init__(self) -> None:
        self._pages: LRUCache[tuple[str, str], _Page] = LRUCache(_MOST_PAGES)
        self._lock = Lock()

    def get(self, key: tuple[str, str]) -> _Page | None:
        with self._lock:
            return self._pages.get(key)

    def put(self, key: tuple[str, str], page: _Page) -> None:
        with self._lock:
            self._pages[key] = page


def init_app(app: Flask) -> None:
    """Give `app` a shelf of its own and let its templates write gaps."""
    app.extensions[_EXTENSION] = _Shelf()
    app.jinja_env.globals["csrf_token"] = csrf_token
    app.context_processor(lambda: {"csrf_token": csrf_token})  # Flask-WTF puts its own into every context


def csrf_token() -> str:
    """The token of the reader's session, or its gap while a page is made for all."""
    return _CSRF_GAP if "gaps" in g else str(generate_csrf())


def once_key() -> str:
    """A fresh one-time key, or its gap while a page is made for all."""
    return _ONCE_GAP if "gaps" in g else tokens.new_id()


def shared_form(*scopes: PageScope) -> Callable[[View], View]:
    """Let the empty form be shared as long as its scopes stand still (at most a second behind, as public pages are).

    Scopes are said as for `public_page`. Whoever is signed in or has something to be told gets a
    page of their own.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(**values: object) -> ResponseReturnValue:
            if not _may_share():
                return view(**values)
            shelf: _Shelf = current_app.extensions[_EXTENSION]
            key = request.full_path, language.wished_here()
            page = shelf.get(key)
            if page is not None and page.holds():
                return _filled(page.html)
            names = with_site(scopes_at(scopes, values))
            asked_at, numbers = time.monotonic(), revisions.read(names)
            site.take(numbers[-1])
            g.gaps = True
            try:
                response = make_response(view(**values))
            finally:
                del g.gaps
            if response.status_code == _OK and not g.get("private", False):
                html = response.get_data(as_text=True)
                shelf.put(key, _Page(html, names, numbers, asked_at, asked_at))
            if response.status_code == _OK:
                response.set_data(_filled(response.get_data(as_text=True)))
            return response

        return wrapped

    return decorate


def _may_share() -> bool:
    return request.method == "GET" and not readers.is_somebody() and len(request.query_string) <= _LONGEST_QUERY


def _filled(html: str) -> str:
    # A key for each form of the page: two of them sent one after the other are two different things.
    parts = html.replace(_CSRF_GAP, csrf_token()).split(_ONCE_GAP)
    return parts[0] + "".join(once_key() + part for part in parts[1:])
