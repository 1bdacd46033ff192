"""Public pages: an ETag from revision counters, 304 without rendering, and what the page cache needs to know."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache, wraps

from flask import Response, current_app, make_response, request
from flask.typing import ResponseReturnValue

from webapp.foundation import clock, revisions
from webapp.foundation.http import language, readers, site
from webapp.foundation.http.page_scopes import PageScope, scopes_at
from webapp.foundation.revisions import RevisionScope
from webapp.foundation.scopes import SITE
from webapp.foundation.settings import ROOT

SCOPES_HEADER = "X-Dialogwerk-Scopes"
_AGES_SECONDS = 300
_A_SECOND = timedelta(seconds=1)
_OK = 200


def public_page(
    *scopes: PageScope, ages: bool = True
) -> Callable[[Callable[..., ResponseReturnValue]], Callable[..., ResponseReturnValue]]:
    """Let a page be reused as long as its scopes stand still.

    Every page is also made anew when what the installation says of itself has changed.
    A scope may be a function of parts of the address (`event_scope` of its `slug`), or be the page's only where
    something is `AskedFor`. `ages` says that the page speaks of "now" and so is made anew every five minutes; what
    doesn't also says when it changed last, for programs that ask by date. Whoever is signed in or has something to be
    told gets a page of their own.
    """

    def decorate(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        @wraps(view)
        def wrapped(**values: object) -> ResponseReturnValue:
            if readers.is_somebody() or request.method not in {"GET", "HEAD"}:
                return view(**values)
            names = with_site(scopes_at(scopes, values))
            numbers = revisions.read(names)
            site.take(numbers[-1])
            tag = entity_tag(names, numbers, language.current(), ages=ages)
            if request.if_none_match.contains_weak(tag):
                return _labelled(Response(status=304), tag)
            changed_at = None if ages else _changed_at(names)
            if changed_at and _is_known(changed_at):
                return _labelled(Response(status=304), tag)
            response = make_response(view(**values))
            if changed_at is not None:
                response.last_modified = changed_at
            if response.status_code == _OK:
                _labelled(response, tag)
                response.headers[SCOPES_HEADER] = _pack(names, numbers)
            return response

        return wrapped

    return decorate


def with_site(names: tuple[RevisionScope, ...]) -> tuple[RevisionScope, ...]:
    """These scopes and, as the last one, of what every page says: the installation's name, colour, languages."""
    return (*(name for name in names if name != SITE), SITE)


def entity_tag(names: tuple[RevisionScope, ...], numbers: tuple[int, ...], lang: str, *, ages: bool) -> str:
    """The tag of a page as it stands at these revisions."""
    age = int(clock.now().timestamp()) // _AGES_SECONDS if ages else 0
    said = f"{_build()[0]}|{current_app.config['BASE_URL']}|{lang}|{request.full_path}|{names}|{numbers}|{age}"
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def unpack(header: str) -> tuple[tuple[RevisionScope, ...], tuple[int, ...]]:
    """Scopes and numbers from the internal header."""
    pairs = [part.rpartition("=") for part in header.split()]
    return tuple(RevisionScope(p[0]) for p in pairs), tuple(int(p[2]) for p in pairs)


def _changed_at(names: tuple[RevisionScope, ...]) -> datetime | None:
    """When the page changed last, or the program that makes it; None while that second isn't over.

    Dates in headers know no fractions: a second change within the second would go unseen.
    """
    changed_at = max(revisions.last_change(names), datetime.fromtimestamp(_build()[1], UTC))
    return changed_at if clock.now() - changed_at > _A_SECOND else None


def _is_known(changed_at: datetime) -> bool:
    """True when the reader asks by date only, and has what changed at that very moment.

    After a backup was put back, what is there is older than what they have, and still something else to them.
    """
    since = request.if_modified_since
    return since is not None and not request.if_none_match and changed_at.replace(microsecond=0) == since


def _pack(names: tuple[RevisionScope, ...], numbers: tuple[int, ...]) -> str:
    return " ".join(f"{name}={number}" for name, number in zip(names, numbers, strict=True))


def _labelled(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Cookie")
    return response


@cache
def _build() -> tuple[str, float]:
    """A digest of the code and templates that make pages, and when they changed: an upgrade invalidates all pages."""
    seen, newest = hashlib.sha256(), 0.0
    for folder in ("webapp", "templates", "static/build"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".json", ".mo"} and path.is_file():
                stat = path.stat()
                seen.update(f"{path.name}{stat.st_size}{stat.st_mtime_ns}".encode())
                newest = max(newest, stat.st_mtime)
    return seen.hexdigest()[:12], newest
