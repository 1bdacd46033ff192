"""What the desk puts right about one registration, and who is told."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.types import Role
from webapp.admin.corrections.blueprint import blueprint
from webapp.admin.corrections.forms import AnswersPage, ContactForm
from webapp.admin.registrations import find
from webapp.admin.wording.refusals import refusals_at
from webapp.foundation import clock
from webapp.foundation.http.form_page import attempt, done, form_page
from webapp.foundation.http.idempotency import once
from webapp.registration import queries, services
from webapp.registration.forms.class_answers import answers_form
from webapp.stations.asked import asked_at
from webapp.stations.wished import forms_with_stations

_ONE = "/events/<slug>/registrations/<registration_id>"
_BACK = "admin.registration.registration"


@blueprint.route(f"{_ONE}/correct", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def correct(slug: str, registration_id: str) -> ResponseReturnValue:
    """Names, addresses, organisation and category of whoever registered, and of everybody who comes."""
    event, found = find(slug, registration_id)
    form = ContactForm(found, queries.setup_of(event.id))

    def put_right() -> ResponseReturnValue:
        is_changed = services.correct(
            registration=found,
            contact=form.contact(),
            people={each.attendee.id: each.head() for each in form.people},
            now=clock.now(),
            is_told=bool(form.is_told.data),
            move_to=form.move_to(),
        )
        said = _said(told=bool(form.is_told.data and found.email)) if is_changed else _("Nothing was changed.")
        return done(said, _BACK, slug=slug, registration_id=registration_id)

    def show() -> str:
        return render_template("admin/corrections/correct.html", event=event, registration=found, form=form)

    back = redirect(url_for(_BACK, slug=slug, registration_id=registration_id), 303)
    return attempt(lambda: form_page(form, put_right, show), lambda: back, refusals_at(event))


@blueprint.route(f"{_ONE}/answers", methods=["GET", "POST"])
@access.at_event(Role.ORGANIZER)
@once
def correct_answers(slug: str, registration_id: str) -> ResponseReturnValue:
    """What was answered once, and by each; nobody has to answer what they left out."""
    event, found = find(slug, registration_id)
    terms = queries.terms_behind(found)
    asked = asked_at(event, queries.setup_of(event.id).asking(terms), with_levels=True).lenient()
    known = forms_with_stations(event)
    back = redirect(url_for(_BACK, slug=slug, registration_id=registration_id), 303)
    page = AnswersPage(lambda: answers_form(queries.get_by_public_id(registration_id), asked, known, named=terms.named))

    def put_right() -> ResponseReturnValue:
        is_told = bool(page.is_told.data)
        services.change_answers(registration=found, now=clock.now(), is_told=is_told, **page.answers.changes())
        return done(_said(told=is_told and bool(found.email)), _BACK, slug=slug, registration_id=registration_id)

    def show() -> str:
        if page.is_submitted():
            page.answers.let_files_wait()
        return render_template(
            "admin/corrections/answers.html", event=event, registration=found, page=page, form=page.answers
        )

    return attempt(lambda: form_page(page, put_right, show), lambda: back, refusals_at(event))


def _said(*, told: bool) -> str:
    return str(_("Saved. The email with the changes is on its way.") if told else _("Saved. No email is sent."))
