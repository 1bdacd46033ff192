"""For visitors: one blueprint over its slices, each of which knows none of the others."""

from flask import Blueprint

from webapp.foundation.http.uploads import look_at_files
from webapp.public.calendars import views as calendars
from webapp.public.consents import views as consents
from webapp.public.events import views as events
from webapp.public.mailbox import views as mailbox
from webapp.public.opt_outs import views as opt_outs
from webapp.public.organisations import views as organisations
from webapp.public.own import views as own
from webapp.public.pages import views as pages
from webapp.public.plans import views as plans
from webapp.public.registrations import views as registrations
from webapp.public.series import views as series
from webapp.public.set_up import views as set_up
from webapp.public.sign_in import views as sign_in
from webapp.public.tickets import views as tickets

blueprint = Blueprint("public", __name__)
blueprint.before_request(look_at_files)
for each in (
    calendars,
    consents,
    events,
    mailbox,
    opt_outs,
    organisations,
    own,
    pages,
    plans,
    registrations,
    set_up,
    series,
    sign_in,
    tickets,
):
    blueprint.register_blueprint(each.blueprint)
