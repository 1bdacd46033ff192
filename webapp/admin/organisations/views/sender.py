from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.organisations.blueprint import blueprint
from webapp.admin.organisations.forms.settings import SenderForm
from webapp.admin.wording.labels import MAIL_STATES, problem_said
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.form_page import attempt, done, form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.refusals import Said
from webapp.mail.errors import TooManyMailsError
from webapp.mail.letters.enqueueing import own_host
from webapp.mail.letters.senders import send_test, sender_of
from webapp.mail.outbox.queries import last_test_of_sender
from webapp.office.services.organisations import say_sender
from webapp.organisations.queries import get_organisation

_REFUSALS: Said = {
    TooManyMailsError: _l("You have sent yourself several test emails already. Please try again in an hour."),
}


@blueprint.route("/settings/organisations/<organisation>/sender", methods=["GET", "POST"])
@access.at_organisation(Role.ORGANIZER)
@once
def sender(organisation: str) -> ResponseReturnValue:
    """Under which name emails go out, who gets the answers, and how the last test went."""
    found = get_organisation(organisation)
    form = SenderForm(over=found)

    def save() -> ResponseReturnValue:
        say_sender(organisation=found, **form.changes())
        return done(_("Saved."), "admin.organisations.sender", organisation=organisation)

    def show() -> str:
        return render_template(
            "admin/organisations/sender.html",
            form=form,
            organisation=found,
            shown=sender_of(found),
            address=current_user.user.email,
            last=last_test_of_sender(current_user.user.public_id),
            states=MAIL_STATES,
            problem_said=problem_said,
        )

    return form_page(form, save, show)


@blueprint.post("/settings/organisations/<organisation>/sender/test")
@access.at_organisation(Role.ORGANIZER)
@once
def send_test_mail(organisation: str) -> ResponseReturnValue:
    """A mail to oneself."""
    found, user = get_organisation(organisation), current_user.user

    def send() -> None:
        to_oneself = {"email": user.email, "about": user.public_id, "language": language.current()}
        send_test(organisation=found, host=own_host(), now=clock.now(), **to_oneself)

    return attempt(
        send,
        lambda: redirect(url_for("admin.organisations.sender", organisation=organisation), 303),
        _REFUSALS,
        told=_("The test email is on its way to %(address)s.", address=user.email),
    )
