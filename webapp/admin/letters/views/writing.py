"""What many are told at once, as it is written and put right before anybody gets it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.letters.blueprint import blueprint
from webapp.admin.letters.forms import EditMailingForm, MailingForm, placeholders_of, shown_of
from webapp.admin.wording.labels import MAIL_KINDS, labels_of
from webapp.admin.wording.mails import offered_at
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.http.form_page import done, form_page
from webapp.foundation.http.idempotency import once
from webapp.mail import queries, services
from webapp.mail.mailings.services import Content, is_open
from webapp.mail.types import MAILINGS, MailKind, Recipients
from webapp.registration.queries import setup_of, tags_of
from webapp.registration.queries.setup import categories_in_use
from webapp.registration.types import CategoryTerms, RegistrationFilter

if TYPE_CHECKING:
    from webapp.events.models import Event
    from webapp.mail.models import Mailing

_USUAL = {
    MailKind.MESSAGE: {"status": "confirmed"},
    MailKind.REMINDER: {"status": "confirmed", "amount": 2, "unit": "days"},
    MailKind.THANKS: {"status": "confirmed", "amount": 1, "unit": "days", "came": True},
}


@blueprint.route("/events/<slug>/mail/new/<name>", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def new_mailing(slug: str, name: str) -> ResponseReturnValue:
    """Write to many; nobody gets it before it was looked at."""
    event = get_event(slug)
    kind = MailKind(name) if name in set(MAILINGS) else abort(404)
    if request.method == "GET" and kind not in offered_at(event, clock.now()):
        flash(_("That’s no longer possible. This is how the event stands now."), "warning")
        return redirect(url_for("admin.letters.mail", slug=slug), 303)
    categories = categories_in_use(event.id, setup_of(event.id))
    form = MailingForm(kind, labels_of(categories), tags_of(event.id), lang=event.language, data=_USUAL[kind])

    def draft() -> ResponseReturnValue:
        drafted = services.draft_mailing(event=event, kind=kind, now=clock.now(), **_content(form, categories))
        return redirect(url_for("admin.letters.mailing", slug=slug, mailing_id=drafted.public_id), 303)

    def show() -> str:
        return _page(event, kind, form)

    return form_page(form, draft, show)


@blueprint.route("/events/<slug>/mail/mailings/<mailing_id>/edit", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def edit_mailing(slug: str, mailing_id: str) -> ResponseReturnValue:
    """Put right what nobody has got yet; what is planned stays so."""
    event = get_event(slug)
    found = queries.get_mailing(event.id, mailing_id)
    if not is_open(found):
        return done(
            _("It can’t be changed any more."),
            "admin.letters.mailing",
            kind="warning",
            slug=slug,
            mailing_id=mailing_id,
        )
    kind, categories = MailKind(found.kind), categories_in_use(event.id, setup_of(event.id))
    known = {each.category_id: each.public_id for each in categories if each.category_id is not None}
    tags, shown = tags_of(event.id), shown_of(found, known)
    form = EditMailingForm(kind, labels_of(categories), tags, lang=event.language, data=shown)

    def change() -> ResponseReturnValue:
        among = Recipients.from_record(found.wanted).wanted
        services.change_mailing(mailing=found, now=clock.now(), **_content(form, categories, among))
        return done(_("Saved."), "admin.letters.mailing", slug=slug, mailing_id=mailing_id)

    return form_page(form, change, lambda: _page(event, kind, form, found))


def _page(event: "Event", kind: MailKind, form: MailingForm, mailing: "Mailing | None" = None) -> str:
    chosen = Recipients.from_record(mailing.wanted).wanted.chosen if mailing else None
    return render_template(
        "admin/letters/new_mailing.html",
        event=event,
        form=form,
        mailing=mailing,
        chosen=chosen,
        kind=kind.value,
        label=MAIL_KINDS[kind.value],
        placeholders=placeholders_of(kind),
    )


def _content(
    form: MailingForm, categories: Sequence[CategoryTerms], among: RegistrationFilter | None = None
) -> Content:
    by_id = {each.public_id: each.category_id for each in categories}
    return {
        "recipients": form.recipients(by_id, among),
        "texts": form.texts(),
        "moment": form.moment(),
        "link": form.link.data if "link" in form else "",
        "is_service": not ("is_news" in form and form.is_news.data),
    }
