from flask import Response, abort, render_template, request

from webapp.accounts import access
from webapp.foundation import clock, data_folder, jobs
from webapp.foundation.http import assets, operator_texts, site, throttle
from webapp.foundation.http.public_page import public_page
from webapp.foundation.http.readiness import what_is_missing
from webapp.foundation.scopes import SITE
from webapp.mail.queries import stands_still
from webapp.public.pages import legal
from webapp.public.pages.blueprint import blueprint

_HOLDS_OTHERS = "{} holds other data than ours and is left as it is"
_ALSO_MISSING = {
    "mail that is due has not gone out for 15 minutes": lambda: stands_still(clock.now()),
    _HOLDS_OTHERS.format(data_folder.QUEUE): jobs.holds_others,
    _HOLDS_OTHERS.format(data_folder.COUNTERS): throttle.holds_others,
}


@blueprint.get("/imprint")
@access.public
@public_page(SITE, ages=False)
def imprint() -> str:
    """Who answers for this site (§ 5 DDG)."""
    return _legal("imprint")


@blueprint.get("/privacy")
@access.public
@public_page(SITE, ages=False)
def privacy() -> str:
    """What happens to personal data."""
    return _legal("privacy")


@blueprint.get("/accessibility")
@access.public
@public_page(SITE, ages=False)
def accessibility() -> str:
    """How accessible the site is, and where to say what is not."""
    return _legal("accessibility")


@blueprint.get("/licences")
@access.public
@public_page(ages=False)
def licences() -> str:
    """The licence texts of all that is bundled or installed."""
    return render_template("public/pages/licences.html", bundled=legal.bundled(), installed=legal.installed())


@blueprint.get("/accent.css")
@access.public
def accent() -> Response:
    """The operator's own colour."""
    colour = site.current().accent
    if colour is None:
        abort(404)
    response = Response(f":root{{--dw-accent:{colour}}}", content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@blueprint.get("/favicon.ico")
@access.public
def favicon() -> Response:
    """For browsers that ask without being told."""
    return _by_hand("favicon.ico", "image/vnd.microsoft.icon")


@blueprint.get("/robots.txt")
@access.public
def robots() -> Response:
    """What search engines may read: all that is public, no page behind a link."""
    return _by_hand("robots.txt", "text/plain; charset=utf-8")


def _by_hand(name: str, content_type: str) -> Response:
    response = Response(assets.read(name), content_type=content_type)
    response.headers["Cache-Control"] = f"public, max-age={assets.HOUR_SECONDS}"
    response.add_etag()
    response.make_conditional(request)
    return response


@blueprint.get("/livez")
@access.public
def livez() -> Response:
    """The process lives."""
    return Response("ok\n", content_type="text/plain")


@blueprint.get("/readyz")
@access.public
def readyz() -> Response:
    """What a visitor needs is there, and mail goes out; 503 says what is missing."""
    missing = what_is_missing(_ALSO_MISSING)
    return Response(f"{missing or 'ok'}\n", status=503 if missing else 200, content_type="text/plain")


def _legal(name: str) -> str:
    return render_template("public/pages/legal.html", page=operator_texts.page(name), name=name)
