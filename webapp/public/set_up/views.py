from flask import flash, make_response, redirect, render_template, url_for
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_user

from webapp.accounts import access, guesses, senders
from webapp.foundation import clock, tokens, transaction
from webapp.foundation.http import links
from webapp.foundation.http.form_page import form_page
from webapp.foundation.http.idempotency import once
from webapp.foundation.http.transaction_frame import keep_private
from webapp.office import services
from webapp.office.errors import SetUpDoneError
from webapp.office.services import Organisation, Person
from webapp.office.types import SET_UP_LINK
from webapp.organisations.types import OrganisationKind
from webapp.public.set_up.blueprint import blueprint
from webapp.public.set_up.forms import SetUpForm


@blueprint.route("/set-up/<token>", methods=["GET", "POST"])
@access.by_token
@once
def set_up(token: str) -> ResponseReturnValue:
    """Make the organisation and the first account; afterwards the link says that this was done."""
    keep_private()
    link = links.unseal(SET_UP_LINK, token) or ""
    form = SetUpForm()
    try:
        with transaction.reading_first():
            services.require_open(link)
        return form_page(
            form, lambda: _signed_in(form, link), lambda: render_template("public/set_up/set_up.html", form=form)
        )
    except SetUpDoneError:
        return render_template("public/set_up/done.html"), 410


def _signed_in(form: SetUpForm, link: str) -> ResponseReturnValue:
    organisation = Organisation(
        name=form.organisation.data,
        short_name=form.short_name.data,
        kind=OrganisationKind(form.kind.data),
        city=form.city.data,
    )
    person = Person(name=form.name.data, email=form.email.data or "", password=form.password.data or "")
    user = services.set_up(link=link, organisation=organisation, person=person, now=clock.now())
    cookie_session.clear()
    login_user(senders.SessionUser(user, tokens.new_id()))
    flash(_("Welcome. This is your workspace: what is left to do before you can publish stands below."), "success")
    return guesses.remember(make_response(redirect(url_for("admin.today.today"), 303)), person.email)
