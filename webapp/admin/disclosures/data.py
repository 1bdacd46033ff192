"""Everything that an organisation keeps about one person, for requests about data."""

from datetime import datetime
from typing import TYPE_CHECKING

from webapp.contacts.queries.knowledge import Known, known_of
from webapp.mail.opt_outs.links import refusing_among
from webapp.mail.outbox.queries import mails_to
from webapp.registration.queries.answers import forms_of
from webapp.registration.queries.own import own_data
from webapp.registration.types import INVITE_AGAIN

if TYPE_CHECKING:
    from webapp.contacts.models import Contact
    from webapp.organisations.models import Organisation

Told = dict[str, object]


def data_of(host: "Organisation", contact: "Contact", now: datetime, *, in_words_of: str = "") -> Told:
    """All of it in plain values; the names of the parts are those of the tables, in English.

    With a language, what people answered is in its words.
    """
    known = known_of(contact)
    return {
        "organisation": host.name,
        "as_of": now.isoformat(timespec="seconds"),
        "contact": _entry(contact),
        "tags": [each.tag for each in contact.tags],
        "note": contact.note,
        "lists": [each.name for each in known.lists],
        "consents": _consents(contact),
        "wants_no_mail": bool(refusing_among([contact.email_normal])),
        "registrations": [
            own_data(each, forms_of(each.event), in_words_of=in_words_of) for each in known.registrations
        ],
        **_beside(known),
        "mails": [
            {
                "kind": each.kind,
                "sent_to": each.recipient,
                "subject": each.subject,
                "state": each.state,
                "sent_at": _moment(each.sent_at),
            }
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


def _consents(contact: "Contact") -> list[Told]:
    return [
        {
            "text": INVITE_AGAIN,
            "version": each.version,
            "event": each.event_title,
            "given_at": _moment(each.given_at),
            "withdrawn_at": _moment(each.withdrawn_at),
        }
        for each in contact.consents
    ]


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


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
