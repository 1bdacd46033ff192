"""Values and problems of fields in the reader's words."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.fields.types import Certainty, Definition, FieldKind, Period, Problem, ProblemCode
from webapp.foundation.http import formats, language


def problem_text(problem: Problem) -> str:
    """What to do about the problem, as one sentence."""
    if problem.code is ProblemCode.TOO_LONG:
        return str(_("Please shorten this to %(limit)s characters.", limit=formats.number(problem.limit)))
    if problem.code is ProblemCode.TOO_MANY:
        return str(ngettext("Please name one entry only.", "Please name at most %(num)s entries.", problem.limit))
    words: dict[ProblemCode, str] = {
        ProblemCode.NO_DATE: _("Please type a date such as 6.5.2026."),
        ProblemCode.NO_CHOICE: _("Please choose one of the answers on offer."),
        ProblemCode.NO_AMOUNT: _("Please check the amount."),
        ProblemCode.MISSING: _("Please fill in this field."),
    }
    return words.get(problem.code) or str(_("We can’t read this field. Please type it again."))


def shown(definition: Definition, value: Any) -> str:
    """A clean value as a reader sees it; an empty text for no value. Not escaped."""
    if value is None:
        return ""
    if definition.kind is FieldKind.CHOICE:
        return definition.chosen(value, language.current())
    if definition.kind is FieldKind.TAGS:
        return ", ".join(value)
    if definition.kind is FieldKind.DATE:
        return formats.day(date.fromisoformat(value))
    if definition.kind is FieldKind.VOLUME:
        return volume_text(value)
    return str(value)


def volume_text(value: dict[str, Any]) -> str:
    """As in „410.000 € pro Jahr, geschätzt – 4 Stellen“."""
    return " – ".join(part for part in (_amount_text(value), value["note"]) if part) or certainty_text(Certainty.OPEN)


def _amount_text(value: dict[str, Any]) -> str:
    if value["amount"] is None:
        return ""
    amount = f"{formats.number(value['amount'])}{formats.NBSP}€"
    if value["period"] == Period.YEARLY:
        amount = _("%(amount)s a year", amount=amount)
    certainty = Certainty(value["certainty"])
    return amount if certainty is Certainty.EXACT else f"{amount}, {certainty_text(certainty)}"


def certainty_text(certainty: Certainty) -> str:
    words: dict[Certainty, str] = {
        Certainty.EXACT: _("exact"),
        Certainty.ESTIMATED: _("estimated"),
        Certainty.OPEN: _("still open"),
    }
    return words[certainty]


def period_text(period: Period) -> str:
    words: dict[Period, str] = {Period.TOTAL: _("in total"), Period.YEARLY: _("a year")}
    return words[period]
