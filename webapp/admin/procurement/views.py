"""Tenders that the organizer's bodies announce."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.admin.hosts import first_one, hosts_of, open_hosts
from webapp.admin.procurement.blueprint import blueprint
from webapp.admin.procurement.forms import EditTenderForm, TenderForm
from webapp.admin.procurement.labels import TENDER_STATES
from webapp.fields.trades import find
from webapp.foundation import clock
from webapp.foundation.http import language, site
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once
from webapp.procurement import services
from webapp.procurement.queries import get_tender, tenders_of


@blueprint.route("/tenders", methods=["GET", "POST"])
@access.host
@once
def tenders() -> ResponseReturnValue:
    """What was announced, and something new."""
    bodies, zone = open_hosts(), site.current().zone
    if not bodies:
        return first_one()
    form = TenderForm(bodies, zone)

    def announce() -> ResponseReturnValue:
        body = next(each for each in bodies if each.key == form.body.data)
        services.announce_tender(body_id=body.id, zone=zone, now=clock.now(), **form.changes())
        return done(
            _("The tender has been announced. Its dates are in the calendar for its trade."),
            "admin.procurement.tenders",
        )

    return form_page(
        form,
        announce,
        lambda: render_template(
            "admin/procurement/tenders.html",
            form=form,
            tenders=tenders_of([body.id for body in bodies]),
            trades=_named,
            states=TENDER_STATES,
        ),
    )


@blueprint.route("/tenders/<tender_id>", methods=["GET", "POST"])
@access.host
@once
def edit_tender(tender_id: str) -> ResponseReturnValue:
    """Say something else of a tender, or call it off."""
    tender, bodies = get_tender(tender_id), hosts_of()
    if tender.body_id not in {body.id for body in bodies}:
        abort(404)
    form = EditTenderForm([tender.body], tender.zone, over=tender)

    def change() -> ResponseReturnValue:
        services.change_tender(tender=tender, now=clock.now(), **form.changes())
        return done(_("Saved."), "admin.procurement.tenders")

    return form_page(
        form, change, lambda: render_template("admin/procurement/edit_tender.html", form=form, tender=tender)
    )


def _named(key: str) -> str:
    trade = find(key)
    return trade.named(language.current()) if trade else key
