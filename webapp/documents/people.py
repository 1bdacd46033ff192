"""Who comes, on paper: name badges to cut out, and a list to sign."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from webapp.documents.ticket import ACCENT
from webapp.documents.typesetting import pdf
from webapp.events.models import Event
from webapp.foundation.http import formats, language, links
from webapp.tickets import qr
from webapp.tickets.models import Ticket
from webapp.tickets.payload import payload_of
from webapp.tickets.rules import shown_code


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who comes; without a ticket the badge carries no code."""

    name: str
    organisation: str = ""
    category: str = ""
    ticket: Ticket | None = None


def badges_pdf(event: Event, guests: Iterable[Guest]) -> bytes:
    """Badges of 90 × 54 mm, ten on an A4 page, in the order given; the code on each opens the door."""
    shown = [{**_of(each), "qr": _code(each.ticket, event) if each.ticket else ""} for each in guests]
    return pdf("badges.typ", badges=_page(event, _("Name badges"), guests=shown))


def attendance_pdf(event: Event, guests: Iterable[Guest]) -> bytes:
    """A list with room for signatures, by name; it tells names and organisations and nothing else."""
    shown = [_of(each) for each in sorted(guests, key=lambda each: each.name.casefold())]
    words = {
        "number_label": _("No."),
        "name_label": _("Name"),
        "organisation_label": _("Organisation"),
        "category_label": _("Category"),
        "signature_label": _("Signature"),
        "page_label": _("Page"),
        "has_categories": any(each["category"] for each in shown),
    }
    return pdf("attendance.typ", attendance=_page(event, _("Attendance list"), guests=shown, **words))


def _page(event: Event, title: str, **rest: Any) -> dict[str, Any]:
    settings = current_app.config["SETTINGS"]
    return {
        "lang": language.current(),
        "content_lang": event.language,
        "accent": settings.accent or ACCENT,
        "document_title": f"{title}: {event.title}",
        "word": title,
        "host": event.host.name,
        "operator": settings.operator_name,
        "title": event.title,
        "when": formats.span(event.starts_at, event.ends_at, event.zone),
        "where": event.venue.name if event.venue else "",
        **rest,
    }


def _of(guest: Guest) -> dict[str, str]:
    code = shown_code(guest.ticket.code) if guest.ticket else ""
    return {"name": guest.name, "organisation": guest.organisation, "category": guest.category, "code": code}


def _code(ticket: Ticket, event: Event) -> str:
    return qr.svg(links.absolute("public.ticket", payload=payload_of(ticket, event)))
