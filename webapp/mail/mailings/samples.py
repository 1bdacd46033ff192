"""A letter as somebody made up would get it, for looking at before anybody gets one."""

from datetime import timedelta

from flask_babel import gettext as _

from webapp.events.models import Event
from webapp.foundation import clock
from webapp.foundation.http import formats, links
from webapp.foundation.http.language import speaking
from webapp.mail.letters import rendering
from webapp.mail.letters.rendering import Letter
from webapp.mail.mailings.announcing import letter_of, may_be_refused
from webapp.mail.models import Mailing
from webapp.mail.types import MailKind, OwnWords


def sample(kind: MailKind, event: Event, lang: str, own: OwnWords | None = None) -> Letter:
    """A mail of this kind to a person made up; in the words that are kept for it, or in these."""
    with speaking(lang):
        page = links.absolute("public.events.event", slug=event.slug)
        said: dict[str, object] = {
            "link": page,
            "name": _("Alex Sample"),
            "people": (_("Alex Sample"),),
            "tickets": (),
            "heads": 1,
            "until": clock.local(clock.now() + timedelta(days=2), event.zone).replace(second=0, microsecond=0),
            "position": 3,
            "reason": _("The reason you enter will appear here."),
            "before": formats.day_and_time(clock.local(event.starts_at, event.zone), lang),
            "place_before": _("Town hall, Market Square 1"),
            "stands": "pending" if kind is MailKind.CONFIRMATION_ASKED else "confirmed",
            "confirmed": True,
            "had_place": True,
        }
    return rendering.write(kind, event, lang, own=own, **said)


def sample_of(mailing: Mailing, lang: str) -> Letter:
    """A mailing as a person made up would get it."""
    with speaking(lang):
        page = links.absolute("public.events.event", slug=mailing.event.slug)
        off = page if may_be_refused(mailing) else ""
        return letter_of(mailing, lang, link=page, name=_("Alex Sample"), unsubscribe=off)
