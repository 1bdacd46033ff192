"""Whatever is written into a table of dates, in whatever way: the same span, or a fault."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.calendar.tables import dates_in_table
from webapp.calendar.types import DateFault


def span(head, *cells):
    text = "|".join(("Titel", *head)) + "\n" + "|".join(("A", *cells)) + "\n"
    (found,) = dates_in_table(text.encode(), most=9)
    return tuple(found.faults) if found.faults else (found.starts, found.ends)


_MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
_DAYS = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
_DAY_STYLES = [
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d.day}.{d.month}.{d:%y}",
    lambda d: f"{d.day}. {_MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{_DAYS[d.weekday()][:2]}., {d:%d.%m.%Y}",
    lambda d: f"{_DAYS[d.weekday()]}, den {d.day}. {_MONTHS[d.month - 1][:3]} {d.year}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: str((d - date(1899, 12, 30)).days),
]
_TIME_STYLES = [
    lambda t: f"{t:%H:%M}",
    lambda t: f"{t.hour}.{t:%M} Uhr",
    lambda t: f"{t:%H:%M:%S}",
    lambda t: f"{t:%I:%M %p}",
    lambda t: f"{t.hour} Uhr {t:%M}",
]


@settings(deadline=None)
@given(
    day=st.dates(date(2000, 1, 1), date(2098, 12, 31)),
    starts=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    minutes=st.integers(1, 11 * 60),
    day_style=st.sampled_from(_DAY_STYLES),
    time_style=st.sampled_from(_TIME_STYLES),
    columns=st.sampled_from(["one cell", "three", "both whole"]),
)
def test_every_way_of_writing_gives_the_same_span(day, starts, minutes, day_style, time_style, columns):
    begins = datetime.combine(day, starts)
    ends = begins + timedelta(minutes=minutes)
    if ends.date() > day and (ends.time() > time(6) or columns == "one cell"):
        columns = "both whole"
    if columns == "one cell" and day_style is not _DAY_STYLES[6]:
        told = span(["Datum"], f"{day_style(day)}, {time_style(starts)} – {time_style(ends.time())}")
    elif columns == "both whole" and _DAY_STYLES[6] is not day_style:
        told = span(
            ["Beginn", "Ende"], f"{day_style(day)} {time_style(starts)}", f"{day_style(ends)} {time_style(ends)}"
        )
    else:
        if ends.date() > day and ends.time() > time(6):
            return
        told = span(["Datum", "von", "bis"], day_style(day), time_style(starts), time_style(ends.time()))
    assert told == (begins, ends)


@settings(deadline=None)
@given(st.text(alphabet="0123456789.:-–/ Uhrbisund10Juni2027", max_size=24))
def test_whatever_is_written_is_read_or_named(said):
    for head in (["Datum"], ["von"], ["Datum", "von", "bis"]):
        found = span(head, *[said.replace("|", "")] * len(head))
        assert isinstance(found[0], DateFault) or found[0] < found[1]
