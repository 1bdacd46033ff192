"""Agree to further invitations of the host on the own page, and take that back."""

from flask import abort, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.contacts import services
from webapp.contacts.queries.agreeing import consent_of
from webapp.foundation import clock
from webapp.foundation.http.idempotency import once
from webapp.public.own.blueprint import blueprint
from webapp.public.own.further import further_of
from webapp.public.own_registration import back, behind
from webapp.registration.queries import setup_of


@blueprint.post("/registrations/<token>/further-invitations")
@access.by_token
@once
def give_consent(token: str) -> ResponseReturnValue:
    """The link proves the address that it was sent to."""
    found = behind(token)
    if further_of(found, setup_of(found.event_id)) is None:
        abort(404)
    services.agree(registration=found, now=clock.now())
    flash(_("Thank you. You may be invited to further events from now on."), "success")
    return back(token)


@blueprint.post("/registrations/<token>/no-further-invitations")
@access.by_token
@once
def withdraw_consent(token: str) -> ResponseReturnValue:
    found = behind(token)
    contact = consent_of(found)
    if contact is not None:
        services.withdraw(contact=contact, now=clock.now())
    flash(_("Your consent is withdrawn."), "success")
    return back(token)
