"""An event for walls and messengers: its poster, and the picture that stands beside a link to it."""

import json
from collections.abc import Sequence
from functools import lru_cache

from flask_babel import gettext as _

from webapp.documents.logos import paid_by
from webapp.documents.ticket import ACCENT
from webapp.documents.types import PosterSize
from webapp.documents.typesetting import pdf, png
from webapp.events import wording
from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.types import EventStatus, Feature, Phase
from webapp.foundation import clock
from webapp.foundation.http import formats, language, links, site
from webapp.tickets import qr

_KEPT = 32


def poster_pdf(event: Event, partners: Sequence[str], size: PosterSize) -> bytes:
    """One page to hang up, in the language of the event, with the code that leads to its page."""
    with language.speaking(event.language):
        said = json.dumps(_poster(event, partners))
    return _drawn(said, size)


def card_png(event: Event) -> bytes:
    """1,200 × 630 pixels: what messengers show of a link to the event, in its language."""
    with language.speaking(event.language):
        return _pictured(json.dumps(_shown(event)))


@lru_cache(_KEPT)
def _drawn(said: str, size: PosterSize) -> bytes:
    return pdf("poster.typ", poster={**json.loads(said), "size": size.value})


@lru_cache(_KEPT)
def _pictured(said: str) -> bytes:
    return png("card.typ", card=json.loads(said))


def _shown(event: Event) -> dict[str, str]:
    local = clock.local(event.starts_at, event.zone)
    has_date = event.status != EventStatus.POSTPONED
    return {
        "lang": event.language,
        "accent": site.current().accent or ACCENT,
        "format": str(wording.FORMATS[event.format]),
        "host": event.host.name,
        "title": event.title,
        "warning": _warning(event),
        "weekday": formats.weekday(local) if has_date else "",
        "day": str(local.day) if has_date else "",
        "month": formats.month(local) if has_date else "",
        "when": wording.when(event),
        "where": wording.place_of(event),
    }


def _poster(event: Event, partners: Sequence[str]) -> dict[str, object]:
    url = links.absolute("public.events.event", slug=event.slug)
    return {
        **_shown(event),
        "content_lang": event.language,
        "document_title": _("Event poster: %(title)s", title=event.title),
        "operator": site.current().name,
        "teaser": event.teaser,
        "partners_label": _("Together with"),
        "partners": ", ".join(partners),
        **paid_by(event),
        "call": _call(event),
        "url": url,
        "address": url.partition("://")[2],
        "qr": qr.svg(url),
        "qr_alt": _("QR code of the event’s page. It leads to the address beside it."),
    }


def _call(event: Event) -> str:
    """What to do now."""
    where = phase(event, clock.now())
    if where not in {Phase.UPCOMING, Phase.RUNNING}:
        return str(_("More about it"))
    if Feature.REGISTRATION in event.features:
        return str(_("Register now"))
    return str(_("No need to register. Just come along."))


def _warning(event: Event) -> str:
    """What whoever stands before it has to know first."""
    words = {EventStatus.CANCELLED: _("Cancelled"), EventStatus.POSTPONED: _("Postponed")}
    return str(words.get(EventStatus(event.status), ""))
