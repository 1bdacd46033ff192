from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.door.blueprint import blueprint
from webapp.admin.door.forms.papers import PaperForm
from webapp.admin.door.labels import LABEL_SHEETS, PAPER_KINDS
from webapp.documents.queries import get_order, orders_of
from webapp.documents.services import discard, order_paper
from webapp.documents.types import PaperState
from webapp.events.queries import get_event, phase_of
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once

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
        return redirect(url_for("admin.door.papers", slug=slug, **_asked()), 303)

    return form_page(
        form,
        order,
        lambda: render_template(
            "admin/door/papers.html",
            event=event,
            form=form,
            orders=(orders := orders_of(event.id)),
            asked=_asked(),
            kinds=PAPER_KINDS,
            labels=LABEL_SHEETS,
            is_waiting=any(each.state in {PaperState.WAITING, PaperState.MAKING} for each in orders),
        ),
    )


@blueprint.post("/events/<slug>/papers/<order_id>/discard")
@access.at_event(Role.ORGANIZER)
@once
def discard_paper(slug: str, order_id: str) -> ResponseReturnValue:
    discard(order=get_order(get_event(slug).id, order_id))
    return done(_("Deleted."), "admin.door.papers", slug=slug, **_asked())


def _asked() -> dict[str, Any]:
    return {name: request.args[name] for name in _NARROWS if request.args.get(name)}
