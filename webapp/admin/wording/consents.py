"""What people agreed to, and in which words, as pages of the desk say it."""

from collections.abc import Callable
from datetime import date, datetime

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.foundation import clock
from webapp.foundation.http import formats, site
from webapp.office.queries import versions_of
from webapp.office.types import TextKind
from webapp.registration.types import ACCESS_NEEDS, INVITE_AGAIN, PRIVACY

AGREED_TO = {
    PRIVACY: _l("Privacy notice"),
    ACCESS_NEEDS: _l("Storing access needs"),
    INVITE_AGAIN: _l("Further invitations"),
}

Saying = Callable[[str, str, datetime | None], str]


def wording_said() -> Saying:
    """What says under which words somebody agreed to a text: as the page of the legal texts names them. One query.

    Whoever agreed that needs are kept did so under the privacy notice; who may be invited again, by words of a month.
    """
    published = [row.version for row in versions_of(TextKind.PRIVACY)]
    zone = site.current().zone

    def said(text: str, wording: str, given_at: datetime | None = None) -> str:
        if text == INVITE_AGAIN:
            return str(_("wording of %(month)s", month=_month(wording)))
        same = [each for each in published if each.wording == wording]
        before = [each for each in same if given_at is None or each.published_at <= given_at]
        if not same:
            return str(_("No version was published then") if wording == site.NOT_WRITTEN else _("An earlier version"))
        version = (before or same[-1:])[0]
        day = formats.plain_day(clock.local(version.published_at, zone))
        return str(_("Version %(number)s of %(day)s", number=version.number, day=day))

    return said


def _month(wording: str) -> str:
    try:
        return str(format_date(date.fromisoformat(f"{wording}-01"), "MMMM y"))
    except ValueError:
        return wording
