"""Which language a page speaks: the address, then the cookie, then the browser, then the office; of those offered."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager

from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale

from webapp.foundation.http import site
from webapp.foundation.settings import ROOT

LANGUAGES = ("de", "en")
COOKIE = "lang"
_YEAR = 365 * 24 * 3600

babel = Babel()


def init_app(app: Flask) -> None:
    """Choose the language per request and find the catalogue of every room and slice."""
    folders = sorted(
        str(path.parent.parent.parent) for path in ROOT.glob("webapp/**/translations/*/LC_MESSAGES/messages.po")
    )
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(dict.fromkeys(folders)) or "translations"
    app.config["BABEL_DEFAULT_LOCALE"] = LANGUAGES[0]
    babel.init_app(app, locale_selector=current)
    app.after_request(_remember)
    app.context_processor(lambda: {"locale": current()})


def wished(
    asked: str | None, cookie: str | None, accept_language: str | None, offered: Collection[str] = LANGUAGES
) -> str:
    """The language that a reader asks for, "" without any; pure, so that the page cache can ask without a request."""
    for wish in (asked, cookie):
        if wish is not None and wish in offered:
            return wish
    for part in (accept_language or "").lower().split(","):
        language = part.split(";")[0].strip()[:2]
        if language in offered:
            return language
    return ""


def wished_here() -> str:
    """What the running request asks for, whatever is offered: one part of what a page is kept by."""
    return _wished_of_request(LANGUAGES)


def current() -> str:
    """The running request's language."""
    said = g.get("language")
    if said is None:
        said = g.language = _spoken(site.current())
    return str(said)


def _spoken(of: site.Site) -> str:
    wish = _wished_of_request(of.languages) if has_request_context() else ""
    return wish or of.language


def _wished_of_request(offered: Collection[str]) -> str:
    given = request.args.get("lang"), request.cookies.get(COOKIE), request.headers.get("Accept-Language")
    return wished(*given, offered)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Inside, texts and dates are in `lang` and addresses can be made, in a request as in a task."""
    if has_request_context() and g.get("speaking") == lang:
        yield
        return
    with ExitStack() as stack:
        if not has_request_context():
            stack.enter_context(current_app.test_request_context(base_url=current_app.config["BASE_URL"]))
        before, outer = g.get("language"), g.get("speaking")
        g.language = g.speaking = lang
        stack.enter_context(force_locale(lang))
        try:
            yield
        finally:
            g.pop("language", None)
            if before is not None:
                g.language = before
            g.speaking = outer


def _remember(response: Response) -> Response:
    known = site.last_known()  # nothing is asked for the sake of a header
    response.headers.setdefault("Content-Language", g.get("language") or _spoken(known))
    response.vary.add("Accept-Language")
    if request.args.get("lang") in known.languages and request.cookies.get(COOKIE) != request.args["lang"]:
        keep(response, request.args["lang"])
    return response


def keep(response: Response, lang: str) -> None:
    """Have this browser be spoken to in `lang` from now on."""
    response.set_cookie(COOKIE, lang, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
