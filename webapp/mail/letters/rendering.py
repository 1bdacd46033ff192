"""Mails as text and as HTML, in the reader's language, from the templates of their kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_interval
from flask import current_app
from flask_babel import lazy_gettext as _l
from markupsafe import escape

from webapp.events import wording
from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.types import EventStatus, Phase
from webapp.foundation import clock
from webapp.foundation.http import formats, links, site
from webapp.foundation.http.language import speaking
from webapp.mail import rules
from webapp.mail.letters.queries import own_words
from webapp.mail.types import PLACEHOLDERS, MailKind, OwnWords
from webapp.registration.queries import availability, line_is_over
from webapp.registration.queries.limits import is_limited
from webapp.registration.types import RegistrationAvailability

_GAP = re.compile(r"\n{3,}")
ACCENT = "#0b5a66"  # of the site where the operator has set none
_DAYS = "MMMMd"
_DAY = {"de": ("d.\u00a0MMMM", "de_DE"), "en": ("d\u00a0MMMM", "en_GB")}
# These say themselves that what they name was planned.
_CALL_A_DATE_OFF = frozenset({MailKind.EVENT_CANCELLED, MailKind.EVENT_POSTPONED})
_SUBJECTS = {
    MailKind.CONFIRMATION_ASKED: _l("Please confirm your registration: %(what)s"),
    MailKind.REPEATED: _l("You are already registered: %(what)s"),
    MailKind.SEAT_CONFIRMED: _l("Your place is confirmed: %(what)s"),
    MailKind.MOVED_UP: _l("You now have a place: %(what)s"),
    MailKind.WAITING_LIST: _l("You’re on the waiting list: %(what)s"),
    MailKind.OFFER: _l("A place for you, please reply: %(what)s"),
    MailKind.OFFER_EXPIRED: _l("Your offer has expired: %(what)s"),
    MailKind.APPROVAL_ASKED: _l("We have your request: %(what)s"),
    MailKind.DECLINED: _l("Sorry, no place this time: %(what)s"),
    MailKind.TICKETS_AGAIN: _l("Your registration and tickets: %(what)s"),
    MailKind.TICKET_OF_HEAD: _l("Your ticket: %(what)s"),
    MailKind.NO_LONGER: _l("Your ticket is no longer valid: %(what)s"),
    MailKind.INVITATION: _l("Invitation: %(what)s"),
    MailKind.INVITATION_REMINDER: _l("Can you come? %(what)s"),
    MailKind.CANCELLED: _l("Your registration is cancelled: %(what)s"),
    MailKind.EVENT_CANCELLED: _l("Event cancelled: %(what)s"),
    MailKind.EVENT_POSTPONED: _l("Event postponed: %(what)s"),
    MailKind.EVENT_MOVED: _l("New date: %(what)s"),
    MailKind.EVENT_CHANGED: _l("Change: %(what)s"),
    MailKind.EVENT_RESTORED: _l("Going ahead after all: %(what)s"),
    MailKind.REMINDER: _l("See you soon: %(what)s"),
    MailKind.THANKS: _l("Thank you: %(what)s"),
    MailKind.CALENDAR: _l("Your calendar link"),
    MailKind.CORRECTED: _l("Your registration has been changed: %(what)s"),
    MailKind.ADDRESS_ASKED: _l("Please confirm your new address: %(what)s"),
    MailKind.ADDRESS_GIVEN_UP: _l("We no longer write to this address: %(what)s"),
}


_SUBJECTS_OF_SEVERAL = {
    MailKind.SEAT_CONFIRMED: _l("Your places are confirmed: %(what)s"),
    MailKind.MOVED_UP: _l("You now have your places: %(what)s"),
    MailKind.OFFER: _l("Places for you, please reply: %(what)s"),
    MailKind.TICKET_OF_HEAD: _l("Your tickets: %(what)s"),
    MailKind.NO_LONGER: _l("Your tickets are no longer valid: %(what)s"),
}


@dataclass(frozen=True, slots=True)
class _Event:
    """All that letters say of an event beside its time and place."""

    title: str
    language: str
    host: str
    series: str
    bring: tuple[str, ...]
    contact_name: str
    contact_email: str
    conference: str
    funding: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says; placeholders in it are filled by `fill`."""

    subject: str
    text: str
    html: str


def write(kind: MailKind, event: Event, lang: str, *, own: OwnWords | None = None, **said: Any) -> Letter:
    """A mail of this kind about `event`. What people typed is escaped in the HTML and stands as it is in the text.

    `own` words take the place of the usual ones; without them those that the organizer keeps for this kind do.
    """
    with speaking(lang):
        occasion = _occasion(kind, event, lang)
        words = own or own_words(event.id, kind, lang)
        values = _values(kind, {**said, **occasion}, lang)
        told = {
            "limited": is_limited(event),
            "unsubscribe": "",
            "consent": "",
            "stands": "",
            "in_vain": False,
            "tickets": (),
            "heads": 1,
            "seated": True,
            "left_out": (),
            "comes": said.get("seated", True),
            "along": False,
            "again": False,
            **said,
            **occasion,
            "own_lang": words.language,
            "own": rules.paragraphs(rules.filled(words.text, values)),
            "subject": rules.filled(words.subject, values)
            or _subject(_spoken_of(kind, said), event, lang, said.get("heads", 1)),
        }
        # In a rush everybody gets the same question; what else is written holds names and stays nowhere.
        render = _render_once if kind is MailKind.CONFIRMATION_ASKED else _render
        return render(kind, tuple(told.items()))


def _render(kind: MailKind, told: tuple[tuple[str, Any], ...]) -> Letter:
    # Straight from the environment: a mail knows nothing of the reader of the page that causes it.
    templates, words = current_app.jinja_env, dict(told)
    return Letter(
        subject=words["subject"],
        text=_GAP.sub("\n\n", templates.get_template(f"mail/{kind.value}.txt").render(words).strip()) + "\n",
        html=templates.get_template(f"mail/{kind.value}.html").render(words),
    )


_render_once = lru_cache(maxsize=64)(_render)


def accent() -> str:
    """The colour of the site."""
    return site.current().accent or ACCENT


def when_and_where(kind: MailKind, event: Event, lang: str) -> tuple[str, str]:
    """As letters of this kind name the time and the place of the event now."""
    with speaking(lang):
        said = _occasion(kind, event, lang)
    return said["when"], said["where"]


def fill(letter: Letter, values: Mapping[str, str]) -> Letter:
    """The letter with each placeholder replaced by its value, which is escaped in the HTML."""
    subject, text, html = letter.subject, letter.text, letter.html
    for placeholder, value in values.items():
        subject = subject.replace(placeholder, value)
        text = text.replace(placeholder, value)
        html = html.replace(placeholder, str(escape(value)))
    return Letter(subject, text, html)


def _occasion(kind: MailKind, event: Event, lang: str) -> dict[str, Any]:
    planned = formats.span(event.starts_at, event.ends_at, event.zone, lang)
    return {
        "lang": lang,
        "accent": accent(),
        "event": _Event(
            title=event.title,
            language=event.language,
            host=event.host.name,
            series=_series(event),
            bring=tuple(event.bring),
            contact_name=event.contact_name,
            contact_email=event.contact_email,
            conference=event.conference_url,
            funding=event.funding_text,
        ),
        "has_no_date": event.status == EventStatus.POSTPONED,
        "when": planned if kind in _CALL_A_DATE_OFF else wording.when(event),
        "where": wording.place_of(event),
        "page": links.absolute("public.events.event", slug=event.slug),
        "calendar": links.absolute("calendar.event", slug=event.slug),
        "may_register": availability(event, clock.now()) is RegistrationAvailability.OPEN,
        "line_over": line_is_over(event, clock.now()),
        "has_door": phase(event, clock.now()) is Phase.RUNNING and not event.is_online_only,
        "register": links.absolute("public.registrations.register", slug=event.slug),
    }


def _values(kind: MailKind, said: Mapping[str, Any], lang: str) -> dict[str, str]:
    """What the placeholders of this kind stand for."""
    event, until = said["event"], said.get("until")
    values = {
        "name": said.get("name", ""),
        "event": event.title,
        "when": said["when"],
        "where": said["where"],
        "host": event.host,
        "until": formats.day_and_time(until, lang) if until else "",
        "position": formats.number(said.get("position", 0), lang),
        "heads": formats.number(said.get("heads", 1), lang),
        "before": said.get("before", ""),
    }
    return {name: values[name] for name in PLACEHOLDERS.get(kind, ())}


def _series(event: Event) -> str:
    """What the event is one of, unless its title says so."""
    title = event.series.title if event.series else ""
    return "" if title in event.title else title


def _subject(kind: MailKind, event: Event, lang: str, heads: int) -> str:
    has_day = event.status != EventStatus.POSTPONED or kind in _CALL_A_DATE_OFF
    day = _days(event, lang) if has_day else ""
    city = event.venue.city if event.venue else wording.where_in_short(event)
    said = (_SUBJECTS_OF_SEVERAL if heads > 1 else _SUBJECTS).get(kind) or _SUBJECTS[kind]
    return str(said) % {"what": rules.occasion(event.title, day, city)}


def _spoken_of(kind: MailKind, said: Mapping[str, object]) -> MailKind:
    """Whoever comes along has tickets and no registration of their own."""
    return MailKind.TICKET_OF_HEAD if said.get("along") else kind


def _days(event: Event, lang: str) -> str:
    pattern, locale = _DAY[lang]
    first = clock.local(event.starts_at, event.zone).date()
    last = formats.last_day(event.starts_at, event.ends_at, event.zone)
    if first != last:
        return str(format_interval(first, last, _DAYS, locale=locale)).replace(" ", formats.NBSP)
    return str(format_date(first, pattern, locale=locale))
