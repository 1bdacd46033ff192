"""What guests will see: the page and the form, in both languages. Nothing of it can be sent, and nothing is stored."""

import re

from flask import abort, current_app, g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.preview.blueprint import blueprint
from webapp.events.previewing import as_published
from webapp.events.queries import get_event
from webapp.foundation.http import language, site
from webapp.foundation.http.transaction_frame import keep_private
from webapp.organising.queries import mark_of_event

# Looked at inside the desk; no script of it runs, so that it keeps nothing in the browser and sends nothing off.
_FRAMED = (
    "default-src 'self'; script-src 'none'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
# Left out rather than only forbidden: a browser reports each one that it may not run.
_SCRIPTS = re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)
_SHOWN = {"page": "public.events.event", "form": "public.registrations.register"}


@blueprint.get("/events/<slug>/preview")
@access.at_event(Role.READER)
def preview(slug: str) -> ResponseReturnValue:
    """Phone and desk beside each other, in the language that is chosen."""
    event = get_event(slug)
    asked = request.args.get("show"), request.args.get("in")
    show = asked[0] if asked[0] in _SHOWN else "page"
    languages = site.current().languages
    shown = {"show": show, "said_in": asked[1] if asked[1] in languages else event.language, "languages": languages}
    return render_template("admin/preview/preview.html", event=event, seen=mark_of_event(event), **shown)


@blueprint.get("/events/<slug>/preview/<lang>/page")
@access.at_event(Role.READER)
def page(slug: str, lang: str) -> ResponseReturnValue:
    """The event's public page."""
    return _shown(slug, lang, "page")


@blueprint.get("/events/<slug>/preview/<lang>/form")
@access.at_event(Role.READER)
def form(slug: str, lang: str) -> ResponseReturnValue:
    """The form to register with, with the questions that are drafted."""
    return _shown(slug, lang, "form")


def _shown(slug: str, lang: str, what: str) -> ResponseReturnValue:
    if lang not in language.LANGUAGES:
        abort(404)
    keep_private()
    event, g.seen_as_visitor = get_event(slug), True
    with as_published(event), language.speaking(lang):
        view = current_app.ensure_sync(current_app.view_functions[_SHOWN[what]])
        shown = make_response(view(slug=slug))
        form_page = url_for("public.registrations.register", slug=slug)
    inside = url_for("admin.preview.form", slug=slug, lang=lang)
    still = _SCRIPTS.sub("", shown.get_data(as_text=True))
    shown.set_data(still.replace(f'href="{form_page}"', f'href="{inside}"'))
    shown.headers["Content-Language"] = lang
    shown.headers["Content-Security-Policy"] = _FRAMED
    shown.headers["X-Frame-Options"] = "SAMEORIGIN"
    return shown
