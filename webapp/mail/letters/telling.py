"""What becomes of an event is told to everybody whom it concerns, once for each address."""

from dataclasses import dataclass
from datetime import datetime

from webapp.events.models import Event
from webapp.events.queries import find_venue_by_id
from webapp.events.types import EventId, EventStatus, Whereabouts
from webapp.events.wording import where_at
from webapp.foundation import clock, tokens
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.http import formats, links
from webapp.foundation.http.language import speaking
from webapp.mail.companions import Household, households_of, own_pages
from webapp.mail.letters import rendering
from webapp.mail.letters.enqueueing import Reader, contact_of, page_of, put
from webapp.mail.letters.rendering import Letter, fill
from webapp.mail.letters.ticket_letters import ticket_pages
from webapp.mail.opt_outs.links import opt_out_address, refusing_among
from webapp.mail.types import MailKind, Stands
from webapp.registration.models import Invitation
from webapp.registration.queries import Addressee, addressees_of, in_vain
from webapp.registration.queries.invitations import open_invitations_of
from webapp.registration.types import INVITATION_LINK, RegistrationStatus

# With a date the time for a confirmation begins anew.
_BEGINS_ANEW = {MailKind.EVENT_MOVED, MailKind.EVENT_RESTORED}
# What a reader learns of the place: an event's letters say nothing else of it.
HOLDING = {Stands.CONFIRMED, Stands.COMPANION}
_Wording = tuple[str, Stands, int, datetime | None, bool]
_ASKS = {Stands.WAITING, Stands.REQUESTED}


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody whom such a letter reaches: with a registration, or along with one and a ticket of their own.

    `until` is how long an offer stands, or a place or rank is kept for whoever has to confirm.
    """

    reader: Reader
    stands: Stands
    heads: int
    along: Household | None = None
    until: datetime | None = None


def audience_of(event_id: EventId) -> list[Told]:
    """Everybody who is told what becomes of the event; the desk counts the same. Four queries.

    Where an address has a ticket along with somebody else's registration, that counts more than its own without one.
    """
    seated, others = list[Addressee](), list[Addressee]()
    for each in addressees_of(event_id):
        (seated if each.status == RegistrationStatus.CONFIRMED else others).append(each)
    along = households_of(event_id, without={normal_form(each.email) for each in seated})
    having_tickets = {normal_form(each.first.email) for each in along}
    own = [*seated, *(each for each in others if normal_form(each.email) not in having_tickets)]
    own.sort(key=lambda each: each.registration_id)
    return [*map(_with_registration, own), *map(_along, along), *_invited(event_id, own, having_tickets)]


def _invited(event_id: EventId, own: list[Addressee], having_tickets: set[str]) -> list[Told]:
    """Whoever has an invitation that names the day and hasn't answered it, but for those who want no such mail."""
    known = {normal_form(each.email) for each in own} | having_tickets
    silent = [each for each in open_invitations_of(event_id) if each.email_normal not in known]
    refusing = refusing_among(each.email_normal for each in silent)
    return [
        Told(Reader(each.public_id, each.email, each.language, each.name, _off(each)), Stands.INVITED, 1)
        for each in silent
        if each.email_normal not in refusing
    ]


def _off(invitation: Invitation) -> str:
    return opt_out_address(invitation.public_id, invitation.email, invitation.language)


def write_to_all(
    kind: MailKind,
    event: Event,
    *,
    reason: str,
    before: datetime | None = None,
    was_at: Whereabouts | None = None,
    coming: bool = False,
) -> None:
    """One mail to each of them, or to those who come; each wording is rendered once, each mail filled in."""
    audience = [each for each in audience_of(event.id) if not coming or each.stands in HOLDING]
    vain = in_vain(event) if any(each.stands in _ASKS for each in audience) else set()
    pages = ticket_pages(event, [each.along for each in audience if each.along])
    link, off, gaps = tokens.new_id(), tokens.new_id(), list[str]()
    wordings: dict[_Wording, Letter] = {}
    mails: list[tuple[Reader, Letter]] = []
    with speaking(event.language):
        for each in audience:
            tickets = own_pages(each.along, pages) if each.along else []
            gaps += [tokens.new_id() for _ in range(len(tickets) - len(gaps))]
            wording = lang, _, heads, until, is_vain = _wording(kind, event, each, len(tickets), vain)
            if wording not in wordings:
                told: dict[str, object] = {
                    "reason": reason,
                    "before": formats.day_and_time(before, lang) if before else "",
                    "place_before": _said_in(lang, was_at),
                    "link": link,
                    "unsubscribe": off if each.reader.unsubscribe else "",
                    "stands": each.stands,
                    "comes": each.stands in HOLDING,
                    "heads": heads,
                    "tickets": [{"url": gap} for gap in gaps[: len(tickets)]],
                    "until": until,
                    "in_vain": is_vain,
                }
                wordings[wording] = rendering.write(kind, event, lang, own=None, **told)
            own = dict(zip(gaps, tickets, strict=False)) | _own_addresses(each, link, off)
            mails.append((each.reader, fill(wordings[wording], own)))
    put(kind, event, mails)


def _wording(kind: MailKind, event: Event, each: Told, tickets: int, vain: set[str]) -> _Wording:
    """All by which the letters to two readers differ, but for their links."""
    is_vain = each.stands in _ASKS and each.reader.about in vain
    return each.reader.language, each.stands, _spoken_of(each, tickets), _until(kind, each, event), is_vain


def _spoken_of(each: Told, tickets: int) -> int:
    """How many places a letter speaks of: an offer's are counted, else it is one or several."""
    if each.along:
        return tickets
    return each.heads if each.stands is Stands.OFFERED else min(each.heads, 2)


def _until(kind: MailKind, each: Told, event: Event) -> datetime | None:
    """Until when something is kept, where it is said; no time runs until there is a date again."""
    has_date = event.status != EventStatus.POSTPONED
    says = has_date and (kind in _BEGINS_ANEW or each.stands is not Stands.UNPROVED)
    return clock.local(each.until, event.zone) if each.until and says else None


def _own_addresses(each: Told, link: str, off: str) -> dict[str, str]:
    if each.stands is Stands.INVITED:
        return {link: _invitation_page(each.reader), off: each.reader.unsubscribe}
    # Nobody but whoever registered gets the link to the registration.
    return {} if each.along else {link: page_of(each.reader.link_id, each.reader.language)}


def _said_in(lang: str, was_at: Whereabouts | None) -> str | None:
    """The place of before in words; None where it stays."""
    if was_at is None:
        return None
    with speaking(lang):
        return where_at(find_venue_by_id(was_at.venue_id), was_at.conference_url)


def _invitation_page(reader: Reader) -> str:
    with speaking(reader.language):
        return links.absolute("public.registrations.invitation", token=links.seal(INVITATION_LINK, reader.about))


def _with_registration(registration: Addressee) -> Told:
    is_answered = registration.is_proved and registration.status != RegistrationStatus.PENDING
    stands = Stands(registration.status) if is_answered else Stands.UNPROVED
    until = registration.held_until if stands in {Stands.OFFERED, Stands.UNPROVED} else None
    return Told(contact_of(registration), stands, registration.heads, until=until)


def _along(household: Household) -> Told:
    # Nobody has confirmed this address: it gets no words that somebody typed, not even a name.
    first = household.first
    return Told(
        Reader(first.public_id, first.email, first.language), Stands.COMPANION, len(household.people), household
    )
