"""What contacts do when a registration proves an address, or is deleted. Same transaction as the fact."""

from webapp.accounts import acting
from webapp.contacts import services
from webapp.contacts.queries import agreeing  # noqa: F401 - tells rooms below who agreed
from webapp.contacts.services.entering import find_by_address
from webapp.foundation import clock, facts
from webapp.registration.facts import AddressErased, FurtherInvitationsAgreed, RegistrationErased
from webapp.registration.queries import get_registration
from webapp.registration.services import history


@facts.on(FurtherInvitationsAgreed)
def keep_consent(fact: FurtherInvitationsAgreed) -> None:
    services.agree(registration=get_registration(fact.registration_id), now=clock.now())


@facts.on(RegistrationErased)
def follow(fact: RegistrationErased) -> None:
    """Whoever only registered leaves with the last of it; who erases it by their own link takes the consent along."""
    registration = get_registration(fact.registration_id)
    host_id, now = registration.event.host_id, clock.now()
    if acting.actor() == history.own(registration) and (contact := find_by_address(host_id, fact.addresses[0])):
        services.forget_consent(contact=contact, now=now)
    services.refresh({(host_id, each) for each in fact.addresses}, now)


@facts.on(AddressErased)
def follow_address(fact: AddressErased) -> None:
    services.refresh({(fact.organisation_id, fact.email_normal)}, clock.now())
