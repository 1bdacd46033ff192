"""A ticket as a sheet of paper."""

from flask_babel import gettext as _

from webapp.documents.logos import paid_by
from webapp.documents.types import Format
from webapp.documents.typesetting import pdf
from webapp.events import wording
from webapp.events.models import Event
from webapp.events.types import EventStatus
from webapp.foundation import clock
from webapp.foundation.http import formats, language, site
from webapp.tickets import qr
from webapp.tickets.opening import OpenTicket
from webapp.tickets.types import TicketState

ACCENT = "#0b5a66"  # as on the pages, where the operator sets none


def ticket_pdf(ticket: OpenTicket, shape: Format = Format.A4) -> bytes:
    """The ticket on one page in the reader's language."""
    return pdf("ticket.typ", ticket={**_content(ticket), "format": shape.value})


def _content(ticket: OpenTicket) -> dict[str, object]:
    event, own = ticket.event, site.current()
    return {
        "lang": language.current(),
        "content_lang": event.language,
        "accent": own.accent or ACCENT,
        "document_title": _("Ticket: %(title)s", title=event.title),
        "host": event.host.name,
        "operator": own.name,
        **paid_by(event),
        "word": _("Ticket"),
        "warning": _warning(ticket.state),
        "title": event.title,
        **_date_and_place(event),
        "name_label": _("Name"),
        "name": ticket.name,
        "code_label": _("Code, if the camera can’t read the QR code"),
        "code": ticket.code,
        "door": _what_for(ticket),
        "opens_the_door": ticket.opens_the_door,
        "qr": qr.svg(ticket.url),
        "qr_alt": _("QR code of this ticket. It says the same as the code %(code)s beside it.", code=ticket.code),
        "sections": _sections(event),
    }


def _what_for(ticket: OpenTicket) -> str:
    """What to do with the sheet, while there is something to do."""
    if ticket.is_over:
        return ""
    if ticket.event.is_online_only:
        return str(
            _("This event takes place online. The link for joining is on your registration page and in our emails.")
        )
    return str(_("Show this page at the entrance, on paper or on your phone."))


def _warning(state: TicketState) -> str:
    words = {
        TicketState.CANCELLED: _("This ticket has been cancelled and is no longer valid for entry."),
        TicketState.EVENT_CANCELLED: _("This event will not take place."),
        TicketState.EVENT_POSTPONED: _("The event has been postponed. This ticket will be valid for the new date."),
    }
    return str(words.get(state, ""))


def _date_and_place(event: Event) -> dict[str, str]:
    local, stands = clock.local(event.starts_at, event.zone), event.status != EventStatus.POSTPONED
    return {
        "weekday": formats.weekday(local) if stands else "",
        "day": str(local.day) if stands else "",
        "month": formats.month(local) if stands else "",
        "when": wording.when(event),
        "where": wording.place_of(event),
    }


def _sections(event: Event) -> list[dict[str, object]]:
    venue = event.venue
    found = [
        (_("Please bring along"), list(event.bring)),
        (_("How to get there"), [venue.directions] if venue else []),
        (_("Accessibility"), [event.access]),
    ]
    sections = [{"title": title, "items": [item for item in items if item]} for title, items in found]
    return [section for section in sections if section["items"]]
