from flask import render_template

from webapp.accounts import access
from webapp.events.queries.hosts import held_ahead, held_before
from webapp.events.scopes import EVENTS
from webapp.fields.trades import find
from webapp.foundation import clock
from webapp.foundation.http import language, links
from webapp.foundation.http.public_page import public_page
from webapp.organisations.queries import public_organisation
from webapp.organisations.scopes import organisation_scope
from webapp.procurement.queries import tenders_announced_by
from webapp.procurement.scopes import TENDERS
from webapp.public import presenting
from webapp.public.organisations.blueprint import blueprint
from webapp.public.organisations.labels import TENDER_STATES
from webapp.public.organisations.structured import organisation_data

_MOST_AHEAD, _MOST_PAST = 50, 20


@blueprint.get("/organisations/<key>")
@access.public
@public_page(organisation_scope, EVENTS, TENDERS)
def organisation(key: str) -> str:
    """An organisation with its events, and its tenders where it has any. Six queries."""
    found, now = public_organisation(key), clock.now()
    url = links.absolute("public.organisations.organisation", key=key)
    coming, past = held_ahead(found.id, now, _MOST_AHEAD), held_before(found.id, now, _MOST_PAST)
    tenders = tenders_announced_by(found.id)
    return render_template(
        "public/organisations/organisation.html",
        organisation=found,
        coming=presenting.cards(coming, now),
        past=presenting.cards(past, now),
        tenders=[(each, _trade(each.trade), TENDER_STATES[each.status]) for each in tenders],
        feed=presenting.subscribable(links.absolute("calendar.feed", kind="organisation", slug=key)),
        url=url,
        data=organisation_data(found, url=url),
    )


def _trade(key: str) -> str:
    trade = find(key)
    return trade.named(language.current()) if trade else key
