"""Tenders that the organizer's bodies announce."""

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.admin import prefill, queries
from webapp.admin.blueprint import blueprint
from webapp.admin.forms.tenders import EditTenderForm, TenderForm
from webapp.admin.labels import TENDER_STATES
from webapp.fields.trades import find
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.idempotency import once
from webapp.procurement import services
from webapp.procurement.queries import get_tender, tenders_of


@blueprint.route("/tenders", methods=["GET", "POST"])
@access.staff
@once
def tenders() -> ResponseReturnValue:
    """What was announced, and something new."""
    bodies, zone = queries.hosts_of(), current_app.config["SETTINGS"].zone
    if not bodies:
        abort(403)
    form = TenderForm(bodies, zone)
    if form.validate_on_submit() and form.is_complete():
        body = next(each for each in bodies if each.key == form.body.data)
        services.announce_tender(body_id=body.id, zone=zone, now=clock.now(), **form.announcement())
        flash(_("The tender has been announced. Its dates are in the calendar for its trade."), "success")
        return redirect(url_for("admin.tenders"), 303)
    page = render_template(
        "admin/tenders.html",
        form=form,
        tenders=tenders_of([body.id for body in bodies]),
        trades=_named,
        states=TENDER_STATES,
    )
    return page, form.http_status


@blueprint.route("/tenders/<tender_id>", methods=["GET", "POST"])
@access.staff
@once
def edit_tender(tender_id: str) -> ResponseReturnValue:
    """Say something else of a tender, or call it off."""
    tender, bodies = get_tender(tender_id), queries.hosts_of()
    if tender.body_id not in {body.id for body in bodies}:
        abort(404)
    kept = {
        "title": tender.title,
        "trade": tender.trade,
        "body": tender.body.key,
        "place": tender.place,
        "link": tender.link,
        "publication_on": tender.publication_on,
        "submit_until": prefill.shown(tender.submit_until, tender.zone),
        "status": tender.status,
    }
    form = EditTenderForm([tender.body], tender.zone, data=kept)
    if form.validate_on_submit() and form.is_complete():
        services.change_tender(tender=tender, now=clock.now(), **form.announcement())
        flash(_("Saved."), "success")
        return redirect(url_for("admin.tenders"), 303)
    return render_template("admin/edit_tender.html", form=form, tender=tender), form.http_status


def _named(key: str) -> str:
    trade = find(key)
    return trade.named(language.current()) if trade else key
