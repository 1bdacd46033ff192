"""What contacts do in the transaction that proves an address, deletes a registration, or names a series."""

from webapp.accounts import acting
from webapp.contacts import services
from webapp.contacts.queries import agreeing  # noqa: F401 - tells rooms below who agreed
from webapp.contacts.services.joining import find_by_address
from webapp.events.facts import SeriesNamed
from webapp.foundation import clock, facts
from webapp.registration.facts import (
    AddressErased,
    FurtherInvitationsAgreed,
    RegistrationErased,
    RegistrationReaddressed,
)
from webapp.registration.queries import get_registration
from webapp.registration.services import history


@facts.on(FurtherInvitationsAgreed)
def keep_consent(fact: FurtherInvitationsAgreed) -> None:
    services.agree(registration=get_registration(fact.registration_id), now=clock.now())


@facts.on(RegistrationReaddressed)
def let_consent_follow(fact: RegistrationReaddressed) -> None:
    """It goes along with whoever gave it, and doesn't stay with an address that isn't theirs."""
    registration = get_registration(fact.registration_id)
    if fact.by_holder:
        services.take_consent_along(registration, fact.before, clock.now())
    else:
        services.end_consent_given_with(registration, fact.before)


@facts.on(RegistrationErased)
def follow(fact: RegistrationErased) -> None:
    """Whoever only registered leaves with the last of it; who erases it by their own link takes the consent along.

    Whoever may be kept for longer stays on the list of the series as well.
    """
    registration = get_registration(fact.registration_id)
    host_id, now = registration.event.host_id, clock.now()
    is_own = acting.actor() == history.own(registration)
    if is_own and (contact := find_by_address(host_id, fact.addresses[0])):
        services.forget_consent(contact=contact, now=now)
    elif not is_own:
        services.stay_on_list(registration=registration, addresses=fact.addresses)
    services.refresh({(host_id, each) for each in fact.addresses}, now)


@facts.on(AddressErased)
def follow_address(fact: AddressErased) -> None:
    services.refresh({(fact.organisation_id, fact.email_normal)}, clock.now())


@facts.on(SeriesNamed)
def keep_list(fact: SeriesNamed) -> None:
    services.keep_list_of_series(
        series_id=fact.series_id, organisation_id=fact.organisation_id, title=fact.title, now=clock.now()
    )
