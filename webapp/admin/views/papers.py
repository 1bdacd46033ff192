from typing import Any

from flask import abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.blueprint import blueprint
from webapp.admin.forms.papers import PaperForm
from webapp.admin.labels import LABEL_SHEETS, PAPER_KINDS
from webapp.documents.queries import get_order, orders_of
from webapp.documents.services import discard, order_paper
from webapp.documents.types import PaperState
from webapp.events.queries import get_event, phase_of
from webapp.foundation import clock, files
from webapp.foundation.http import language
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.transaction_frame import keep_private

_NARROWS = ("q", "status", "category", "tag", "source")


@blueprint.route("/events/<slug>/papers", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def papers(slug: str) -> ResponseReturnValue:
    """Badges, lists and certificates: ordered here, made in the background, fetched here."""
    event = get_event(slug)
    form = PaperForm(phase=phase_of(event, clock.now()))

    def order() -> ResponseReturnValue:
        order_paper(event=event, asked=_asked(), language=language.current(), now=clock.now(), **form.changes())
        return redirect(url_for("admin.papers", slug=slug, **_asked()), 303)

    return form_page(
        form,
        order,
        lambda: render_template(
            "admin/papers.html",
            event=event,
            form=form,
            orders=(orders := orders_of(event.id)),
            asked=_asked(),
            kinds=PAPER_KINDS,
            labels=LABEL_SHEETS,
            is_waiting=any(each.state in {PaperState.WAITING, PaperState.MAKING} for each in orders),
        ),
    )


@blueprint.get("/events/<slug>/papers/<order_id>.pdf")
@access.at_event(Role.ORGANIZER)
def paper_file(slug: str, order_id: str) -> ResponseReturnValue:
    keep_private()
    order = get_order(get_event(slug).id, order_id)
    stored = files.find(order.file_id) if order.file_id else None
    if stored is None or not files.path_of(stored.public_id).is_file():
        abort(404)
    return send_file(files.path_of(stored.public_id), mimetype=stored.media_type, download_name=stored.name)


@blueprint.post("/events/<slug>/papers/<order_id>/discard")
@access.at_event(Role.ORGANIZER)
@once
def discard_paper(slug: str, order_id: str) -> ResponseReturnValue:
    discard(order=get_order(get_event(slug).id, order_id))
    return done(_("Deleted."), "admin.papers", slug=slug, **_asked())


def _asked() -> dict[str, Any]:
    return {name: request.args[name] for name in _NARROWS if request.args.get(name)}
