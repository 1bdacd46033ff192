"""Papers for many: badges, the door's list, the list to sign, certificates."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from webapp.documents.logos import paid_by
from webapp.documents.queries import Guest
from webapp.documents.ticket import ACCENT
from webapp.documents.types import LABELS, PLAIN_LABEL, PaperKind
from webapp.documents.typesetting import pdf
from webapp.events import wording
from webapp.events.models import Event
from webapp.foundation import clock
from webapp.foundation.http import formats, language, links, site
from webapp.foundation.ordering import in_order
from webapp.tickets import qr
from webapp.tickets.payload import payloads_of
from webapp.tickets.rules import shown_code
from webapp.tickets.types import TicketId

Drawn = dict[str, Any]


def drawn(kind: PaperKind, event: Event, guests: Sequence[Guest]) -> list[Drawn]:
    """What a paper says of each guest; the codes of badges are most of the work."""
    tickets = [guest.ticket for guest in guests if guest.ticket] if kind is PaperKind.BADGES else []
    payloads = payloads_of(tickets, event)
    return [_drawn(kind, guest, payloads) for guest in guests]


def _drawn(kind: PaperKind, guest: Guest, payloads: Mapping[TicketId, str]) -> Drawn:
    told: Drawn = {
        "name": guest.name,
        "organisation": guest.organisation,
        "category": guest.category,
        "code": shown_code(guest.ticket.code) if guest.ticket else "",
    }
    if kind is PaperKind.BADGES:
        url = links.absolute("public.tickets.ticket", payload=payloads[guest.ticket.id]) if guest.ticket else ""
        told |= {"qr": qr.svg(url) if url else "", "no_pictures": guest.pictured is False}
    if kind is PaperKind.DOOR_LIST:
        told |= {"needs": guest.needs, "heads": guest.heads, "no_pictures": guest.pictured is False}
    return told


def paper(kind: PaperKind, event: Event, guests: Sequence[Drawn], *, label: str = PLAIN_LABEL) -> bytes:
    """The paper as PDF/UA in the language of the running request or order."""
    return _MAKERS[kind](event, guests, label)


def _badges(event: Event, guests: Sequence[Drawn], label: str) -> bytes:
    words = {"no_pictures_label": _("No photos please"), "layout": LABELS[label].as_input()}
    return pdf("badges.typ", badges=_page(event, _("Name badges"), guests=guests, **words))


def _attendance(event: Event, guests: Sequence[Drawn], _label: str) -> bytes:
    """With room for signatures, by name; it tells names and organisations and nothing else."""
    shown = sorted(guests, key=lambda each: in_order(each["name"]))
    words = {
        **_columns(shown),
        "organisation_label": _("Organisation"),
        "signature_label": _("Signature"),
    }
    return pdf("attendance.typ", attendance=_page(event, _("Attendance list"), guests=shown, **words))


def _by_surname(name: str) -> tuple[object, ...]:
    return in_order((name.split()[-1:] or [""])[0]), in_order(name)


def _door_list(event: Event, guests: Sequence[Drawn], _label: str) -> bytes:
    """What the door falls back on when every battery is empty: by surname, with a box to tick."""
    shown = sorted(guests, key=lambda each: _by_surname(each["name"]))
    words = {
        **_columns(shown),
        "code_label": _("Code"),
        "notes_label": _("Please note"),
        "group_label": _("Group of %(number)s", number="{}"),
        "no_pictures_label": _("No photos please"),
        "as_of": _("As of %(when)s", when=formats.day_and_time(clock.local(clock.now(), event.zone))),
    }
    return pdf("door_list.typ", list=_page(event, _("Check-in list"), guests=shown, **words))


def _certificates(event: Event, guests: Sequence[Drawn], _label: str) -> bytes:
    day = formats.day(formats.last_day(event.starts_at, event.ends_at, event.zone))
    words = {
        "took_part": _("attended this event:"),
        "signed": _("%(place)s, %(day)s", place=event.venue.city if event.venue else "", day=day).strip(", "),
    }
    return pdf("certificates.typ", certificates=_page(event, _("Certificate of attendance"), guests=guests, **words))


def _columns(guests: Sequence[Drawn]) -> dict[str, object]:
    return {
        "number_label": _("No."),
        "name_label": _("Name"),
        "category_label": _("Category"),
        "page_label": _("Page"),
        "has_categories": any(each["category"] for each in guests),
    }


def _page(event: Event, title: str, **rest: object) -> dict[str, object]:
    own = site.current()
    return {
        "lang": language.current(),
        "content_lang": event.language,
        "accent": own.accent or ACCENT,
        "document_title": f"{title}: {event.title}",
        "word": title,
        "host": event.host.name,
        "operator": own.name,
        "title": event.title,
        "when": wording.when(event),
        "where": wording.where_in_short(event),
        **paid_by(event),
        **rest,
    }


_MAKERS: dict[PaperKind, Callable[[Event, Sequence[Drawn], str], bytes]] = {
    PaperKind.BADGES: _badges,
    PaperKind.DOOR_LIST: _door_list,
    PaperKind.ATTENDANCE: _attendance,
    PaperKind.CERTIFICATES: _certificates,
}
