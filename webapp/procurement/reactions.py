from webapp.foundation import facts, revisions
from webapp.organisations.facts import OrganisationChanged
from webapp.procurement.scopes import TENDERS


@facts.on(OrganisationChanged)
def show_the_body(_fact: OrganisationChanged) -> None:
    revisions.bump(TENDERS)
