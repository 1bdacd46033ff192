"""Everything that an organisation keeps about one person, for requests about data."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from webapp.contacts.queries.knowledge import Known, known_of
from webapp.mail.opt_outs.links import refusing_among
from webapp.mail.outbox.queries import mails_to
from webapp.registration.queries.answers import forms_of
from webapp.registration.queries.own import own_data

if TYPE_CHECKING:
    from webapp.contacts.models import Contact
    from webapp.organisations.models import Organisation

Told = dict[str, object]


class Line(NamedTuple):
    """A heading, or what is kept under a name; `number` where there are several."""

    depth: int
    name: str
    number: int
    said: object


def data_of(host: "Organisation", contact: "Contact", now: datetime) -> Told:
    """All of it in plain values; the names of the parts are those of the tables, in English."""
    known = known_of(contact)
    return {
        "organisation": host.name,
        "as_of": now.isoformat(timespec="seconds"),
        "contact": _entry(contact),
        "tags": [each.tag for each in contact.tags],
        "note": contact.note,
        "lists": [each.name for each in known.lists],
        "consents": [
            {
                "text": "invite_again",
                "version": each.version,
                "event": each.event_title,
                "given_at": _moment(each.given_at),
                "withdrawn_at": _moment(each.withdrawn_at),
            }
            for each in contact.consents
        ],
        "wants_no_mail": bool(refusing_among([contact.email_normal])),
        "registrations": [own_data(each, forms_of(each.event)) for each in known.registrations],
        **_beside(known),
        "mails": [
            {"kind": each.kind, "subject": each.subject, "state": each.state, "sent_at": _moment(each.sent_at)}
            for each in mails_to(contact.email_normal, host.id)
        ],
    }


def _entry(contact: "Contact") -> Told:
    return {
        "name": contact.name,
        "email": contact.email,
        "company": contact.company,
        "phone": contact.phone,
        "language": contact.language,
        "known_because": contact.basis.value,
        "entered_at": _moment(contact.entered_at),
        "source": contact.source,
        "purpose": contact.purpose,
        "review_on": contact.review_on.isoformat() if contact.review_on else None,
        "agreed_at": _moment(contact.agreed_at),
        "withdrew_at": _moment(contact.withdrew_at),
    }


def _beside(known: Known) -> Told:
    return {
        "comes_along": [
            {
                "event": each.registration.event.title,
                "name": each.name,
                "email": each.email,
                "came_at": _moment(each.entered_at),
            }
            for each in known.along
        ],
        "invitations": [
            {
                "event": each.event.title,
                "status": each.status,
                "invited_at": _moment(each.invited_at),
                "reminded_at": _moment(each.reminded_at),
                "answered_at": _moment(each.answered_at),
            }
            for each in known.invitations
        ],
    }


def lines_of(told: object, name: str = "", number: int = 0, depth: int = 0) -> Iterator[Line]:
    """The same for readers, part by part; what is empty is left out."""
    if isinstance(told, dict):
        within = [line for key, value in told.items() for line in lines_of(value, str(key), 0, depth + bool(name))]
        if name and within:
            yield Line(depth, name, number, None)
        yield from within
    elif isinstance(told, list):
        for place, value in enumerate(told, 1):
            yield from lines_of(value, name, place if len(told) > 1 else 0, depth)
    elif told not in (None, ""):
        yield Line(depth, name, number, _as_read(told))


def _as_read(said: object) -> object:
    """A moment where the text is one."""
    try:
        return datetime.fromisoformat(said) if isinstance(said, str) and "T" in said else said
    except ValueError:
        return said


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
