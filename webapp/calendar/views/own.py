from flask import Response, request
from flask_babel import gettext as _

from webapp.accounts import access
from webapp.accounts.acting import go_on_as
from webapp.accounts.queries import actor_of, find_active_user
from webapp.calendar import queries, wishes
from webapp.calendar.entries import entries_for_staff, entry_of_registration
from webapp.calendar.types import FEED_LINK, Entry, OwnFeed, Wishes
from webapp.calendar.views.blueprint import KEPT, blueprint, calendar, page_of
from webapp.calendar.words import words_in
from webapp.events.types import Feature
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.foundation.http.compression import pack
from webapp.foundation.http.transaction_frame import keep_private


@blueprint.get("/calendar/my/<token>.ics")
@access.by_token
def own_feed(token: str) -> Response:
    """Somebody's own dates: where they are registered, or what they organize. Revoked and wrong addresses are 404."""
    keep_private()
    found = queries.get_open_feed(links.unseal(FEED_LINK, token) or "")
    if found.kind == OwnFeed.STAFF:
        entries, name = _of_staff(found.owner, wishes.asked()), _("Events you organise")
    else:
        entries, name = _of_attendee(found.owner, wishes.asked()), _("Your event calendar")
    return _packed(calendar(entries, name=name, url=links.absolute("public.events.events")))


def _of_attendee(email_normal: str, wished: Wishes) -> list[Entry]:
    registrations = queries.registrations_of(email_normal, clock.now() - KEPT)
    stations = queries.stations_of([each.id for each in registrations if each.event.uses(Feature.STATIONS)])
    return [
        entry_of_registration(
            each,
            stations.get(each.id, ()),
            url=page_of(each.event.slug),
            words=words_in(each.language),
            alarm=wished.alarm,
        )
        for each in registrations
    ]


def _of_staff(user_key: str, wished: Wishes) -> list[Entry]:
    user = find_active_user(user_key)
    if user is None:
        return []
    go_on_as(actor_of(user))
    return [
        entry
        for event in queries.events_of_staff(clock.now() - KEPT)
        for entry in entries_for_staff(
            event,
            url=links.absolute("admin.events.event", slug=event.slug),
            words=words_in(event.language),
            taken=event.pool.taken,
            alarm=wished.alarm,
        )
    ]


def _packed(response: Response) -> Response:
    """With a tag of its very bytes; nothing at all where the program has them, less where it can unpack."""
    response.add_etag()
    response.make_conditional(request)
    return pack(response)
