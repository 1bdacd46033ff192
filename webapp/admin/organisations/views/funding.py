from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.organisations.blueprint import blueprint
from webapp.admin.organisations.forms.settings import NoticeForm, NoticeLogoForm
from webapp.admin.shelves import asked_words, shelved
from webapp.events.wording import FORMATS
from webapp.foundation import clock
from webapp.foundation.http.form_page import Undo, attempt, done, form_page, sent_form
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.foundation.matching import looked_for
from webapp.office.services import funding as services
from webapp.organisations.errors import FundingNoticeInvalidError
from webapp.organisations.queries import get_notice, get_organisation, notices_of

if TYPE_CHECKING:
    from webapp.organisations.models import FundingNotice

_PAGE = "admin.organisations.edit_notice"
HERE = "/settings/organisations/<organisation>/funding"
_REFUSALS: Said = {
    FundingNoticeInvalidError: _l("A funding notice has six logos at most."),
}


@blueprint.get(HERE)
@access.at_organisation(Role.ORGANIZER)
def funding(organisation: str) -> ResponseReturnValue:
    """What events can say of who pays."""
    host = get_organisation(organisation)
    known = notices_of([host.id], in_bin=None)
    found = shelved(looked_for(asked_words(), known, lambda each: f"{each.title} {each.text}"))
    return render_template("admin/organisations/funding.html", organisation=host, found=found, formats=FORMATS)


@blueprint.route(f"{HERE}/new", methods=["GET", "POST"])
@access.at_organisation(Role.ORGANIZER)
@once
def new_notice(organisation: str) -> ResponseReturnValue:
    """One more; its logos are added once it is there."""
    found, form = get_organisation(organisation), NoticeForm()

    def add() -> ResponseReturnValue:
        made = services.add_notice(organisation=found, **form.changes())
        return done(
            _("The funding notice has been created. You can add its logos here."),
            "admin.organisations.edit_notice",
            organisation=organisation,
            notice_id=made.public_id,
        )

    def show() -> str:
        return render_template("admin/organisations/new_notice.html", form=form, organisation=found)

    return form_page(form, add, show)


@blueprint.route(f"{HERE}/<notice_id>", methods=["GET", "POST"])
@access.at_organisation(Role.ORGANIZER)
@once
def edit_notice(organisation: str, notice_id: str) -> ResponseReturnValue:
    """The notice, with its logos."""
    notice = notice_at(organisation, notice_id)
    form = NoticeForm(over=notice)

    def change() -> ResponseReturnValue:
        services.change_notice(notice=notice, **form.changes())
        return done(_("Saved. All events that carry the notice show it."), _PAGE, **address_of(notice))

    return form_page(form, change, lambda: _shown(notice, form, NoticeLogoForm(formdata=None)))


@blueprint.post(f"{HERE}/<notice_id>/logos")
@access.at_organisation(Role.ORGANIZER)
@once
def add_notice_logo(organisation: str, notice_id: str) -> ResponseReturnValue:
    """One more logo beside the text."""
    notice, form = notice_at(organisation, notice_id), NoticeLogoForm()

    def add() -> ResponseReturnValue:
        def keep() -> None:
            services.add_logo(notice=notice, picture=form.logo.chosen, alt=form.logo_alt.data, now=clock.now())

        return attempt(keep, lambda: back_to(notice), _REFUSALS, told=_("The logo has been added."))

    return sent_form(form, add, lambda: _shown(notice, NoticeForm(over=notice, formdata=None), form))


@blueprint.post(f"{HERE}/<notice_id>/logos/<file_id>/remove")
@access.at_organisation(Role.ORGANIZER)
@once
def remove_notice_logo(organisation: str, notice_id: str, file_id: str) -> ResponseReturnValue:
    """One logo less."""
    notice = notice_at(organisation, notice_id)
    return attempt(
        lambda: services.remove_logo(notice=notice, file=file_id, now=clock.now()),
        lambda: back_to(notice),
        told=_("The logo has been removed. It can be put back for 30 days."),
        undo=Undo(url_for("admin.organisations.put_notice_logo_back", file_id=file_id, **address_of(notice))),
    )


@blueprint.post(f"{HERE}/<notice_id>/logos/<file_id>/restore")
@access.at_organisation(Role.ORGANIZER)
@once
def put_notice_logo_back(organisation: str, notice_id: str, file_id: str) -> ResponseReturnValue:
    """A removed logo again, as the last one."""
    notice = notice_at(organisation, notice_id)
    return attempt(
        lambda: services.put_logo_back(notice=notice, file=file_id),
        lambda: back_to(notice),
        _REFUSALS,
        told=_("The logo is back."),
    )


def notice_at(organisation: str, notice_id: str) -> "FundingNotice":
    """The notice that an address names; FundingNoticeNotFoundError."""
    return get_notice(get_organisation(organisation).id, notice_id)


def address_of(notice: "FundingNotice") -> dict[str, Any]:
    """What the address of a notice's page is made of."""
    return {"organisation": notice.organisation.key, "notice_id": notice.public_id}


def back_to(notice: "FundingNotice") -> ResponseReturnValue:
    """To the page of the notice."""
    return redirect(url_for(_PAGE, **address_of(notice)), 303)


def _shown(notice: "FundingNotice", form: NoticeForm, logo_form: NoticeLogoForm) -> str:
    shown = {"notice": notice, "organisation": notice.organisation, "form": form, "logo_form": logo_form}
    return render_template("admin/organisations/edit_notice.html", **shown)
