"""Which language a page speaks: the address, then the cookie, then the browser, then the operator."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale

from webapp.foundation.settings import ROOT

LANGUAGES = ("de", "en")
COOKIE = "lang"
_YEAR = 365 * 24 * 3600

babel = Babel()


def init_app(app: Flask, default: str) -> None:
    """Choose the language per request and find the catalogue of every room and slice."""
    folders = sorted(
        str(path.parent.parent.parent) for path in ROOT.glob("webapp/**/translations/*/LC_MESSAGES/messages.po")
    )
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(dict.fromkeys(folders)) or "translations"
    app.config["BABEL_DEFAULT_LOCALE"] = default
    app.config["LANGUAGE"] = default
    babel.init_app(app, locale_selector=current)
    app.after_request(_remember)
    app.context_processor(lambda: {"locale": current()})


def choose(asked: str | None, cookie: str | None, accept_language: str | None, default: str) -> str:
    """The language to speak; pure, so that the page cache can ask without a request."""
    for wish in (asked, cookie):
        if wish in LANGUAGES:
            return wish
    for part in (accept_language or "").lower().split(","):
        language = part.split(";")[0].strip()[:2]
        if language in LANGUAGES:
            return language
    return default


def current() -> str:
    """The running request's language."""
    said = g.get("language")
    if said is None:
        default = current_app.config["LANGUAGE"]
        said = g.language = (
            choose(
                request.args.get("lang"),
                request.cookies.get(COOKIE),
                request.headers.get("Accept-Language"),
                default,
            )
            if has_request_context()
            else default
        )
    return str(said)


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
    response.headers.setdefault("Content-Language", current())
    response.vary.add("Accept-Language")
    if request.args.get("lang") in LANGUAGES and request.cookies.get(COOKIE) != request.args["lang"]:
        keep(response, request.args["lang"])
    return response


def keep(response: Response, lang: str) -> None:
    """Have this browser be spoken to in `lang` from now on."""
    response.set_cookie(COOKIE, lang, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
