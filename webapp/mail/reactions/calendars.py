from webapp.calendar.facts import FeedAskedFor
from webapp.calendar.types import FEED_LINK
from webapp.foundation import facts
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.mail.letters.enqueueing import contact_of, may_write_unasked, write_to
from webapp.mail.types import MailKind
from webapp.registration.queries import get_registration


@facts.on(FeedAskedFor)
def send_the_address(fact: FeedAskedFor) -> None:
    """Only the mailbox leads to the dates of an address; whoever holds a link to one registration may be a stranger."""
    registration = get_registration(fact.registration_id)
    if registration.email and may_write_unasked(registration.email):
        with speaking(registration.language):
            link = links.absolute("public.calendars.own_calendar", token=links.seal(FEED_LINK, fact.feed))
        write_to(MailKind.CALENDAR, registration.event, contact_of(registration), link)
