"""Pages and calendars of events follow those who hold them and those who pay."""

from webapp.events.queries.hosts import funded_ahead, published_by, slugs_funded_by, slugs_of
from webapp.events.scopes import EVENTS, event_scope
from webapp.foundation import clock, facts, revisions
from webapp.foundation.database import session
from webapp.organisations.facts import FundingNoticeChanged, OrganisationChanged


@facts.on(OrganisationChanged)
def show_the_organisation(fact: OrganisationChanged) -> None:
    if fact.is_renamed:
        for event in published_by(fact.organisation_id, clock.now()):
            event.sequence, event.touched_at = event.sequence + 1, clock.now()
        session().flush()
    revisions.bump(EVENTS, *(event_scope(slug) for slug in slugs_of(fact.organisation_id)))


@facts.on(FundingNoticeChanged)
def say_who_pays(fact: FundingNoticeChanged) -> None:
    for event in funded_ahead(fact.notice_id, clock.now()):
        event.touched_at = clock.now()  # a part of the description is no other date
    session().flush()
    revisions.bump(EVENTS, *(event_scope(slug) for slug in slugs_funded_by(fact.notice_id)))
