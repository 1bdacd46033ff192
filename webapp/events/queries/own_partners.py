"""Partners that nobody looks after but those at whose events they take part."""

from collections import defaultdict

from sqlalchemy import select

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.events.models import Event, EventPartner
from webapp.foundation.database import session
from webapp.foundation.references import named_among
from webapp.organisations.models import Organisation
from webapp.organisations.types import OrganisationId


def own_partners() -> frozenset[OrganisationId]:
    """The organisations that whoever acts may correct although they don't organize for them. Two queries at most.

    Those without a team of their own that nothing names but events of hosts whom they organize for.
    """
    hosts = defaultdict[OrganisationId, set[OrganisationId]](set)
    naming = select(EventPartner.organisation_id, Event.host_id).join(Event, Event.id == EventPartner.event_id)
    for partner, host in session().execute(naming.distinct()):
        hosts[partner].add(host)
    every = {host for theirs in hosts.values() for host in theirs}
    mine = {host for host in every if rights.may(Role.ORGANIZER, Scope.of_organisation(host))}
    found = {partner for partner, theirs in hosts.items() if theirs <= mine}
    return frozenset(found - named_among(Organisation, found, besides=EventPartner)) if found else frozenset()
