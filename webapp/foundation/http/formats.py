"""Dates, times and numbers as people say them, in the page's language, with non-breaking spaces."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask
from markupsafe import Markup

from webapp.foundation import clock
from webapp.foundation.http import language, texts
from webapp.foundation.http.nearness import is_this_year, nearness
from webapp.foundation.localized import in_language

NBSP = "\u00a0"
_PATTERNS = {
    "de": {
        "day": "EEE, d. MMMM y",
        "long": "EEEE, d. MMMM y",
        "plain": "d. MMMM y",
        "short": "dd.MM.y",
        "weekday": "EEE",
        "month": "MMM",
    },
    "en": {
        "day": "EEE d MMMM y",
        "long": "EEEE d MMMM y",
        "plain": "d MMMM y",
        "short": "d MMM y",
        "weekday": "EEE",
        "month": "MMM",
    },
}
_SMALL_HOURS = timedelta(hours=5)
_LOCALES = {"de": "de_DE", "en": "en_GB"}


def init_app(app: Flask) -> None:
    """Offer the filters to templates."""
    days = ("day", "plain_day", "long_day", "short_day", "weekday", "month")
    for name in (*days, "clock_time", "day_and_time", "number"):
        app.add_template_filter(globals()[name], name)
    app.add_template_filter(clock_time, "clock")
    app.add_template_global(day_span)
    app.add_template_global(nearness)
    app.add_template_global(is_this_year)
    app.add_template_filter(clock.local, "in_zone")
    app.add_template_filter(in_language, "text_in")


@lru_cache(maxsize=4096)
def _date(day: date, pattern: str, lang: str) -> str:
    return format_date(day, _PATTERNS[lang][pattern], locale=_LOCALES[lang]).replace(" ", NBSP)


def _as_date(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def day(value: date | datetime, lang: str | None = None) -> str:
    """As in „Mi., 6. Mai 2026“."""
    return _date(_as_date(value), "day", lang or language.current())


def short_day(value: date | datetime, lang: str | None = None) -> str:
    """As in „06.05.2026“, for narrow columns."""
    return _date(_as_date(value), "short", lang or language.current())


def plain_day(value: date | datetime, lang: str | None = None) -> str:
    """As in „6. Mai 2026“, within a sentence."""
    return _date(_as_date(value), "plain", lang or language.current())


def long_day(value: date | datetime, lang: str | None = None) -> str:
    """As in „Mittwoch, 6. Mai 2026“."""
    return _date(_as_date(value), "long", lang or language.current())


def weekday(value: date | datetime, lang: str | None = None) -> str:
    """As in „Mi.“."""
    return _date(_as_date(value), "weekday", lang or language.current())


def month(value: date | datetime, lang: str | None = None) -> str:
    """As in „Mai“."""
    return _date(_as_date(value), "month", lang or language.current())


def clock_time(value: datetime) -> str:
    """„15:00“; the value is local already."""
    return f"{value:%H:%M}"


def day_and_time(value: datetime, lang: str | None = None) -> str:
    """As in „Mi., 6. Mai 2026, 15:00 Uhr“."""
    lang = lang or language.current()
    oclock = f"{NBSP}Uhr" if lang == "de" else ""
    return f"{day(value, lang)}, {clock_time(value)}{oclock}"


def span(start: datetime, end: datetime, zone: str, lang: str | None = None) -> str:
    """„Mi., 6. Mai 2026, 15:00–17:30 Uhr“, over several days with both dates; moments in UTC, said in `zone`."""
    lang = lang or language.current()
    first, last = clock.local(start, zone), clock.local(end, zone)
    if first.date() == last.date():
        oclock = f"{NBSP}Uhr" if lang == "de" else ""
        return f"{day(first, lang)}, {clock_time(first)}–{clock_time(last)}{oclock}"
    return f"{day_and_time(first, lang)} – {day_and_time(last, lang)}"


def days(start: datetime, end: datetime, zone: str, lang: str | None = None) -> str:
    """„Mi., 6. Mai 2026“, over several with the first and the last; moments in UTC, said in `zone`."""
    first, last = clock.local(start, zone).date(), last_day(start, end, zone)
    return day(first, lang) if first == last else f"{day(first, lang)} – {day(last, lang)}"


def last_day(start: datetime, end: datetime, zone: str) -> date:
    """The day on which something ends; an evening that goes on into the small hours belongs to its own day."""
    return clock.local(max(start, end - _SMALL_HOURS), zone).date()


def day_span(start: datetime, end: datetime, zone: str) -> Markup:
    """As `span`, for pages: from and until stay on one line."""
    return texts.kept_together(span(start, end, zone))


def number(value: float, lang: str | None = None) -> str:
    """As in „1.234,5“."""
    return str(format_decimal(value, locale=_LOCALES[lang or language.current()]))


def exact(value: float, lang: str | None = None) -> str:
    """As `number`, with every digit after the comma: what somebody typed isn't rounded."""
    locale = _LOCALES[lang or language.current()]
    return str(format_decimal(value, locale=locale, decimal_quantization=False))
