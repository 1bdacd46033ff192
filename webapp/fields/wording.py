"""Values and problems of fields in the reader's words."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.fields import trades
from webapp.fields.inputs import as_typed, is_amount, typed_number
from webapp.fields.rules.reading import fits, plain
from webapp.fields.types import YES, Certainty, Definition, FieldKind, Period, Volume
from webapp.foundation.http import formats, language
from webapp.foundation.ordering import in_order
from webapp.foundation.spreadsheets import Cell


def shown(definition: Definition, value: object) -> str:
    """A value as a reader sees it; an empty text for no value. Not escaped.

    What doesn't belong to the question is told as it is: no value breaks a page.
    """
    if value is None:
        return ""
    teller = _TELLERS.get(definition.kind)
    return teller(definition, value) if teller and fits(definition, value) else plain(value)


def cell(definition: Definition, value: Any) -> Cell | str:
    """A value as a cell of a table: numbers, days, yes and no keep their type beside what a reader sees."""
    if value is None or not fits(definition, value):
        return shown(definition, value)
    match definition.kind:
        case FieldKind.NUMBER:
            typed = as_typed(definition, value)
            return Cell(value, typed if language.current() == "de" else typed.replace(",", "."))
        case FieldKind.DATE:
            return Cell(date.fromisoformat(value), value)
        case FieldKind.YES_NO | FieldKind.PHOTOS:
            return Cell(value == YES, yes_no_text(value))
        case _:
            return shown(definition, value)


def elements(definition: Definition, value: Any) -> list[str]:
    """What of several a value names, each in its words."""
    if not fits(definition, value):
        return [plain(value)]
    if definition.kind is FieldKind.SEVERAL:
        return [definition.chosen(key, language.current()) for key in value]
    return [str(each) for each in value]


def as_number(definition: Definition, value: Any) -> float | None:
    """The number that an answer is, or the amount of money that it names; None where it is, or names, none."""
    if not fits(definition, value):
        return None
    number = value["amount"] if definition.kind is FieldKind.VOLUME else value
    return None if number is None else float(number)


def yes_no_text(value: str) -> str:
    """„Ja“ or „Nein“."""
    return str(_("Yes") if value == YES else _("No"))


def not_chosen() -> str:
    """What a list of choices says before one is chosen."""
    return str(_("Please choose"))


def search_words() -> str:
    """What the search over the list of trades is called."""
    return str(_("Search trades, for example plumber or joiner"))


def few_left(label: str, free: int) -> str:
    """A choice with the places that it has left, when they are few."""
    if free < 1:
        return str(_("%(choice)s – fully booked", choice=label))
    if free <= _FEW:
        return str(ngettext("%(choice)s – %(num)s place left", "%(choice)s – %(num)s places left", free, choice=label))
    return label


def trades_by_group(lang: str) -> list[tuple[str, trades.Trade]]:
    """Every trade with the name of its group, group by group and by name."""
    names: dict[str, str] = {
        "building": _("Construction and finishing"),
        "metal": _("Electrical and metal"),
        "wood": _("Wood"),
        "clothing": _("Clothing, textiles and leather"),
        "food": _("Food"),
        "health": _("Health, personal care and cleaning"),
        "other": _("Glass, paper, ceramics and others"),
    }
    order = list(names)
    found = sorted(trades.all_trades(), key=lambda each: (order.index(each.group), in_order(each.named(lang))))
    return [(str(names[each.group]), each) for each in found]


def _trade_text(key: str) -> str:
    trade = trades.find(key)
    return trade.named(language.current()) if trade else key


def _chosen_texts(definition: Definition, value: list[str]) -> str:
    return ", ".join(definition.chosen(key, language.current()) for key in value)


_FEW = 5
_TELLERS: dict[FieldKind, Callable[[Definition, Any], str]] = {
    FieldKind.CHOICE: lambda definition, value: definition.chosen(value, language.current()),
    FieldKind.STATION: lambda definition, value: definition.chosen(value, language.current()),
    FieldKind.SEVERAL: _chosen_texts,
    FieldKind.YES_NO: lambda _definition, value: yes_no_text(value),
    FieldKind.PHOTOS: lambda _definition, value: yes_no_text(value),
    FieldKind.TAGS: lambda _definition, value: ", ".join(value),
    FieldKind.DATE: lambda _definition, value: formats.day(date.fromisoformat(value)),
    FieldKind.VOLUME: lambda _definition, value: volume_text(value),
    FieldKind.NUMBER: lambda definition, value: (
        typed_number(value, language.current()) if is_amount(definition, value) else formats.exact(value)
    ),
    FieldKind.TRADE: lambda _definition, value: _trade_text(value),
    FieldKind.FILE: lambda _definition, value: str(value["name"]),
}


def volume_text(value: Volume) -> str:
    """As in „410.000 € pro Jahr, geschätzt – 4 Stellen“."""
    return " – ".join(part for part in (_amount_text(value), value["note"]) if part) or certainty_text(Certainty.OPEN)


def _amount_text(value: Volume) -> str:
    if value["amount"] is None:
        return ""
    amount = f"{typed_number(value['amount'], language.current())}{formats.NBSP}€"
    if value["period"] == Period.YEARLY:
        amount = _("%(amount)s a year", amount=amount)
    certainty = Certainty(value["certainty"])
    return amount if certainty is Certainty.EXACT else f"{amount}, {certainty_text(certainty)}"


def certainty_text(certainty: Certainty) -> str:
    words: dict[Certainty, str] = {
        Certainty.EXACT: _("exact"),
        Certainty.ESTIMATED: _("estimated"),
        Certainty.OPEN: _("not decided yet"),
    }
    return words[certainty]


def period_text(period: Period) -> str:
    words: dict[Period, str] = {Period.TOTAL: _("in total"), Period.YEARLY: _("a year")}
    return words[period]
