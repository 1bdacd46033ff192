"""Funding notices that are no longer needed: archived, deleted, and brought back."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.organisations.blueprint import blueprint
from webapp.admin.organisations.views.funding import HERE, address_of, back_to, notice_at
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.office.services import funding as services
from webapp.organisations.errors import FundingNoticeNamedError

_REFUSALS: Said = {
    FundingNoticeNamedError: _l("Events still carry this notice. You can archive it instead."),
}


@blueprint.post(f"{HERE}/<notice_id>/away")
@access.at_organisation(Role.ORGANIZER)
@once
def put_notice_away(organisation: str, notice_id: str) -> ResponseReturnValue:
    """Offer it to no further event."""
    notice = notice_at(organisation, notice_id)
    return attempt(
        lambda: services.put_notice_away(notice=notice, now=clock.now()),
        lambda: back_to(notice),
        told=_("The notice has been archived. Events that carry it keep it."),
        undo=Undo(url_for("admin.organisations.take_notice_back", **address_of(notice))),
    )


@blueprint.post(f"{HERE}/<notice_id>/back")
@access.at_organisation(Role.ORGANIZER)
@once
def take_notice_back(organisation: str, notice_id: str) -> ResponseReturnValue:
    """Offer it again."""
    notice = notice_at(organisation, notice_id)
    return attempt(
        lambda: services.take_notice_back(notice=notice),
        lambda: back_to(notice),
        told=_("The notice is offered again."),
    )


@blueprint.post(f"{HERE}/<notice_id>/delete")
@access.at_organisation(Role.ORGANIZER)
@once
def delete_notice(organisation: str, notice_id: str) -> ResponseReturnValue:
    """Into the bin with it while no event says it."""
    notice = notice_at(organisation, notice_id)

    def delete() -> ResponseReturnValue:
        services.delete_notice(notice=notice, now=clock.now())
        undo = Undo(url_for("admin.organisations.restore_notice", **address_of(notice)))
        said = _("The notice “%(title)s” is in the bin for 30 days.", title=notice.title)
        return done(said, "admin.organisations.funding", undo=undo, organisation=organisation)

    return attempt(delete, lambda: back_to(notice), _REFUSALS)


@blueprint.post(f"{HERE}/<notice_id>/restore")
@access.at_organisation(Role.ORGANIZER)
@once
def restore_notice(organisation: str, notice_id: str) -> ResponseReturnValue:
    """Out of the bin, as it was."""
    notice = notice_at(organisation, notice_id)
    return attempt(
        lambda: services.restore_notice(notice=notice), lambda: back_to(notice), told=_("The notice is back.")
    )
