"""Words for why somebody is known, for whom contacts can be invited, and why not."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from webapp.contacts.types import Basis, Left, WhyNot

BASES = {
    Basis.EVENTS.value: ("neutral", _l("From events")),
    Basis.ENTERED.value: ("info", _l("Entered by the office")),
    Basis.AGREED.value: ("success", _l("May be invited")),
}
WHY_NOT: Mapping[WhyNot, object] = {
    WhyNot.NO_BASIS: _l("no consent, known from events only"),
    WhyNot.REFUSES: _l("unsubscribed from emails"),
    WhyNot.WITHDREW: _l("consent withdrawn"),
    WhyNot.NO_ADDRESS: _l("no email address"),
    WhyNot.KNOWN: _l("already invited or registered"),
    WhyNot.TAKEN_OFF: _l("removed from the list by the office"),
}


def said_of(left: Left) -> list[str]:
    """How many can't be invited and why, a line for each reason."""
    return [f"{left.why[each]}: {said}" for each, said in WHY_NOT.items() if left.why.get(each)]


def missing_said(left: Left) -> str:
    """How many can't be invited, in short."""
    return str(ngettext("%(num)s person is left out:", "%(num)s people are left out:", left.left))
