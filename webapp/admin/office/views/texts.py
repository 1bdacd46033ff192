"""The legal texts: written in a draft with a preview beside it, published as versions that stay."""

from functools import partial

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access
from webapp.admin.office.blueprint import blueprint
from webapp.admin.office.forms import LegalTextForm
from webapp.admin.office.labels import TEXTS
from webapp.admin.office.marking import changes, left_in, marked
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.foundation.seen import FIELD as SEEN
from webapp.foundation.seen import SeenOtherwiseError
from webapp.office import queries, services
from webapp.office.drafting import drafted
from webapp.office.errors import NothingNewError, PlaceholdersLeftError
from webapp.office.queries import LegalText
from webapp.office.types import TextKind

_LONGEST_NUMBER = 6
_NOT_PUBLISHED: Said = {
    NothingNewError: _l("There is nothing new to publish: the draft says what is published."),
    SeenOtherwiseError: _l("The draft has changed since you saw it. This is what it says now; nothing was published."),
    PlaceholdersLeftError: _l("Please fill in what is marked first. A text with gaps can’t be published."),
}


@blueprint.get("/settings/texts")
@access.admin
def texts() -> ResponseReturnValue:
    """The three texts, and how each stands."""
    rows = queries.states()
    return render_template("admin/office/texts.html", rows=rows, labels=TEXTS)


@blueprint.route("/settings/texts/<text>", methods=["GET", "POST"])
@access.admin
@once
def edit_text(text: str) -> ResponseReturnValue:
    """The draft of a text, begun from what is set here, with its preview and the versions before."""
    kind = _kind(text)
    found = queries.legal_text(kind)
    begun = found.begun or drafted(kind)
    required = queries.required_language()
    form = LegalTextForm(required, data={"german": begun.get("de", ""), "english": begun.get("en", "")})

    def keep() -> ResponseReturnValue:
        services.save_draft(kind=kind, now=clock.now(), **form.changes())
        return done(_("The draft is saved."), "admin.office.edit_text", text=text)

    def show() -> str:
        left = [each for each in queries.states() if not each.published and each.kind is not kind]
        shown = {"label": TEXTS[kind], "labels": TEXTS, "next_text": left[0] if left else None, "required": required}
        return render_template("admin/office/edit_text.html", form=form, **shown, **_shown(found, begun))

    return form_page(form, keep, show)


def _shown(found: LegalText, begun: dict[str, str]) -> dict[str, object]:
    published = found.published.texts if found.published else {}
    return {
        "found": found,
        "preview": {lang: marked(text) for lang, text in begun.items()},
        "left": left_in(begun),
        "changes": changes(published, found.draft.texts) if found.draft and published else {},
        "versions": queries.versions_of(found.kind),
        "discarded": queries.discarded_draft(found.kind),
    }


@blueprint.post("/settings/texts/<text>/publish")
@access.admin
@once
def publish_text(text: str) -> ResponseReturnValue:
    """Make the draft what everybody reads."""
    seen = request.form.get(SEEN)
    publish = partial(services.publish_text, kind=_kind(text), now=clock.now(), seen=seen)
    return attempt(
        lambda: publish() and None,
        partial(_back, text),
        _NOT_PUBLISHED,
        told=_("Published. Everyone reads this text now."),
    )


@blueprint.post("/settings/texts/<text>/discard")
@access.admin
@once
def discard_text(text: str) -> ResponseReturnValue:
    """Into the bin with the draft."""
    services.discard_draft(kind=_kind(text), now=clock.now())
    undo = Undo(url_for("admin.office.take_text_back", text=text))
    said = _("The draft is discarded. It can be restored for 30 days, until you begin another one.")
    return done(said, "admin.office.edit_text", undo=undo, text=text)


@blueprint.post("/settings/texts/<text>/restore")
@access.admin
@once
def take_text_back(text: str) -> ResponseReturnValue:
    """Go on with the draft that was discarded, or that an earlier version replaced."""
    if services.take_draft_back(kind=_kind(text), now=clock.now()):
        return done(_("The draft from before is back."), "admin.office.edit_text", text=text)
    said = _("Someone has carried on with this text since. This is what the draft says now; nothing was changed.")
    return done(said, "admin.office.edit_text", kind="warning", text=text)


@blueprint.get("/settings/texts/<text>/versions/<version>")
@access.admin
def text_version(text: str, version: str) -> ResponseReturnValue:
    """The text as it was published once."""
    kind = _kind(text)
    row = queries.get_version(kind, _number(version))
    preview = {lang: marked(said) for lang, said in row.version.texts.items()}
    newest = queries.find_published(kind)
    return render_template(
        "admin/office/text_version.html",
        row=row,
        preview=preview,
        text=text,
        label=TEXTS[kind],
        holds=newest is not None and newest.number == row.version.number,
    )


@blueprint.post("/settings/texts/<text>/versions/<version>/restore")
@access.admin
@once
def restore_version(text: str, version: str) -> ResponseReturnValue:
    """Take an earlier version as the draft."""
    number = _number(version)
    draft = services.restore_version(kind=_kind(text), number=number, now=clock.now())
    said = _("Version %(number)s is the draft now. Publish it to make it count again.", number=number)
    undo = Undo(url_for("admin.office.take_text_back", text=text)) if draft.replaced else None
    return done(said, "admin.office.edit_text", undo=undo, text=text)


def _back(text: str) -> ResponseReturnValue:
    return redirect(url_for("admin.office.edit_text", text=text), 303)


def _number(version: str) -> int:
    return int(version) if version.isascii() and version.isdigit() and len(version) <= _LONGEST_NUMBER else abort(404)


def _kind(text: str) -> TextKind:
    if text not in set(TextKind):
        abort(404)
    return TextKind(text)
