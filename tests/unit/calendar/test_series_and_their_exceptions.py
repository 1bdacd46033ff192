"""Series of foreign calendars: a date that is cancelled or moved in them never comes in as if nothing had been said."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.calendar.ical.entries import dates_of
from webapp.calendar.ical.lines import parts_of
from webapp.calendar.ical.patience import Patience
from webapp.calendar.types import DateFault

TODAY = date(2027, 1, 1)
BERLIN = "DTSTART;TZID=Europe/Berlin:20270317T140000"  # a Wednesday; the clocks change on the 28th
FLOATING = "DTSTART:20270317T140000"
WHOLE = "DTSTART;VALUE=DATE:20270317"
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=3"
NAMED = ["repeats_unreadable"]
NEIGHBOUR = ["BEGIN:VEVENT", "UID:n", "SUMMARY:Nachbar", "DTSTART:20270601T100000", "END:VEVENT"]


def entry(*lines: str, uid: str = "1", title: str = "Treffen") -> list[str]:
    return ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT"]


def read(*entries, head=(), today=TODAY):
    lines = ["BEGIN:VCALENDAR", *head, *(line for each in entries for line in each), "END:VCALENDAR", ""]
    parts = parts_of("\r\n".join(lines).encode())
    return list(dates_of(parts, zone="Europe/Berlin", today=today, patience=Patience()))


def said(found):
    return [f"{each.starts:%d.%m.%Y %H:%M}" if each.starts else each.faults[0].value for each in found]


def starts(*lines: str):
    *own, neighbour = read(entry(*lines), NEIGHBOUR)
    assert (neighbour.title, neighbour.faults) == ("Nachbar", ())
    return said(own)


THREE = ["17.03.2027 14:00", "24.03.2027 14:00", "31.03.2027 14:00"]
FIRST_TWO, FIRST_AND_LAST = THREE[:2], [THREE[0], THREE[2]]


@pytest.mark.parametrize(
    "line",
    [
        "EXDATE;TZID=Europe/Berlin:20270324T000000",
        "EXDATE:20270324T000000Z",
        "EXDATE:20270331T130000Z",
        "EXDATE:20270324T140000Z",  # as the clock shows it in Berlin, but not in world time
        "EXDATE;TZID=Europe/Berlin:20270325T140000",
        "EXDATE;VALUE=DATE:20270325",
        "EXDATE;TZID=Europe/London:20270324T140000",
        "EXDATE:20270324T150000",
        "EXDATE:20270324T130000Z,20270325T130000Z",
    ],
)
def test_an_exception_that_takes_out_no_date_of_the_series_is_named(line):
    assert starts(BERLIN, WEEKLY, line) == NAMED


@pytest.mark.parametrize(
    ("first", "line", "left"),
    [
        (BERLIN, "EXDATE;TZID=Europe/Berlin:20270324T140000", FIRST_AND_LAST),
        (BERLIN, "EXDATE:20270324T130000Z", FIRST_AND_LAST),
        (BERLIN, "EXDATE:20270331T120000Z", FIRST_TWO),
        (BERLIN, "EXDATE:20270324T140000", FIRST_AND_LAST),
        (BERLIN, "EXDATE;VALUE=DATE:20270324", FIRST_AND_LAST),
        (BERLIN, "EXDATE;TZID=Europe/London:20270324T130000", FIRST_AND_LAST),
        (FLOATING, "EXDATE:20270324T140000", FIRST_AND_LAST),
        (FLOATING, "EXDATE:20270324T130000Z", FIRST_AND_LAST),
        (FLOATING, "EXDATE:20270324T140000Z", NAMED),
        (WHOLE, "EXDATE;VALUE=DATE:20270324", ["17.03.2027 09:00", "31.03.2027 09:00"]),
        (WHOLE, "EXDATE:20270324T000000", ["17.03.2027 09:00", "31.03.2027 09:00"]),
        (WHOLE, "EXDATE:20270324T140000", NAMED),
        (WHOLE, "EXDATE;VALUE=DATE:20270325", NAMED),
    ],
)
def test_a_date_that_is_taken_out_stays_out(first, line, left):
    assert starts(first, WEEKLY, line) == left


@pytest.mark.parametrize("day", ["20260318", "20270303", "20270310", "20270414", "20300101", "20990101"])
def test_exceptions_before_and_after_a_series_spoil_nothing(day):
    assert starts(BERLIN, WEEKLY, f"EXDATE;TZID=Europe/Berlin:{day}T140000") == THREE


def test_exceptions_of_the_past_and_of_the_far_future_spoil_nothing():
    lines = ("DTSTART:20250101T140000", "RRULE:FREQ=WEEKLY", "EXDATE:20250102T140000,20261231T140000,20310101T140000")
    found = read(entry(*lines))
    assert len([each for each in found if each.starts]) == 60
    assert found[-1].faults == (DateFault.REPEATS_ON,)


MOVED = "DTSTART;TZID=Europe/Berlin:20270325T170000"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("RECURRENCE-ID;TZID=Europe/Berlin:20270324T140000", [THREE[0], "25.03.2027 17:00", THREE[2]]),
        ("RECURRENCE-ID:20270324T130000Z", [THREE[0], "25.03.2027 17:00", THREE[2]]),
        ("RECURRENCE-ID:20270331T120000Z", [*FIRST_TWO, "25.03.2027 17:00"]),
        ("RECURRENCE-ID;VALUE=DATE:20270324", NAMED * 2),
        ("RECURRENCE-ID:20270331T130000Z", NAMED * 2),
        ("RECURRENCE-ID;TZID=Europe/Berlin:20270325T140000", NAMED * 2),
        ("RECURRENCE-ID;TZID=Europe/Berlin:20270407T140000", NAMED * 2),
        ("RECURRENCE-ID;TZID=Europe/Berlin:20260318T140000", NAMED * 2),
        ("RECURRENCE-ID;TZID=Mond/Krater:20270324T140000", ["repeats_unreadable", "zone_unknown"]),
    ],
)
def test_a_moved_date_replaces_the_one_it_names_or_both_are_named(line, expected):
    *own, neighbour = read(entry(BERLIN, WEEKLY), entry(line, MOVED), NEIGHBOUR)
    assert said(own) == expected
    assert neighbour.faults == ()


def test_what_was_moved_in_the_past_spoils_nothing():
    moved = entry("RECURRENCE-ID:20260102T140000", "DTSTART:20260103T170000")
    series = entry("DTSTART:20260101T140000", "RRULE:FREQ=WEEKLY;UNTIL=20270110T000000")
    assert said(read(series, moved)) == ["07.01.2027 14:00"]


def test_a_date_that_lay_in_the_past_can_be_moved_ahead():
    moved = entry("RECURRENCE-ID:20261224T140000", "DTSTART:20270103T170000")
    series = entry("DTSTART:20261203T140000", "RRULE:FREQ=WEEKLY;UNTIL=20270110T000000")
    assert said(read(series, moved)) == ["03.01.2027 17:00", "07.01.2027 14:00"]


def test_all_that_follows_can_be_moved():
    moved = entry(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20270324T140000",
        "DTSTART;TZID=Europe/Berlin:20270324T150000",
    )
    assert said(read(entry(BERLIN, WEEKLY), moved)) == [THREE[0], "24.03.2027 15:00", "31.03.2027 15:00"]


@given(
    st.sampled_from([BERLIN, FLOATING, WHOLE]),
    st.integers(-3, 20),
    st.integers(0, 23),
    st.sampled_from([";TZID=Europe/Berlin:{}", ":{}Z", ":{}", ";TZID=America/New_York:{}"]),
)
@settings(max_examples=120, deadline=None)
def test_an_exception_takes_out_one_date_or_is_named(first, days, hour, form):
    moment = datetime(2027, 3, 17, hour) + timedelta(days=days)
    found = starts(first, WEEKLY, "EXDATE" + form.format(f"{moment:%Y%m%dT%H%M%S}"))
    assert found == NAMED or len(found) == 2 or days < 0 or days > 14


@pytest.mark.parametrize("name", ["RDATE", "EXDATE"])
@pytest.mark.parametrize("value", ["20270324T140000", "20270324T140000,20270331T140000"])
@pytest.mark.parametrize("more", [[], ["EXDATE;TZID=Europe/Berlin:20270331T140000"], ["RDATE:20270407T120000Z"]])
def test_an_unknown_zone_is_named_wherever_it_stands(name, value, more):
    assert starts(BERLIN, WEEKLY, *more, f"{name};TZID=Mond/Krater:{value}") == ["zone_unknown"]


@pytest.mark.parametrize(
    ("first", "line", "expected"),
    [
        (BERLIN, "RDATE;VALUE=DATE:20270318", NAMED),
        (BERLIN, "RDATE:20270318T140000", NAMED),
        (BERLIN, "RDATE;VALUE=PERIOD:20270318T140000/PT1H", NAMED),
        (FLOATING, "RDATE:20270318T130000Z", NAMED),
        (FLOATING, "RDATE;VALUE=DATE:20270318", NAMED),
        (WHOLE, "RDATE:20270318T140000", NAMED),
        (WHOLE, "RDATE;VALUE=PERIOD:20270318T140000/PT1H", NAMED),
        (BERLIN, "EXDATE;VALUE=PERIOD:20270317T130000Z/PT1H", NAMED),
        (BERLIN, "RDATE:20270318T130000Z", [THREE[0], "18.03.2027 14:00"]),
        (FLOATING, "RDATE:20270318T140000", [THREE[0], "18.03.2027 14:00"]),
        (WHOLE, "RDATE;VALUE=DATE:20270318", ["17.03.2027 09:00", "18.03.2027 09:00"]),
    ],
)
def test_further_dates_are_told_like_the_first_or_named(first, line, expected):
    assert starts(first, line) == expected


@pytest.mark.parametrize("end", ["20270318T160000Z", "PT3H"])
@pytest.mark.parametrize("own", ["DURATION:PT2H", "DTEND;TZID=Europe/Berlin:20270317T160000"])
def test_a_further_date_can_say_itself_how_long_it_is(end, own):
    found = read(entry(BERLIN, own, f"RDATE;VALUE=PERIOD:20270318T130000Z/{end}"))
    assert [each.ends for each in found] == [datetime(2027, 3, 17, 16), datetime(2027, 3, 18, 17)]


@pytest.mark.parametrize("status", ["", "STATUS:CONFIRMED", "STATUS:TENTATIVE"])
@pytest.mark.parametrize("more", [[], [WEEKLY]])
def test_what_a_calendar_takes_back_is_cancelled(status, more):
    found = read(entry(BERLIN, *more, *([status] if status else [])), head=["METHOD:CANCEL"])
    assert {each.faults for each in found} == {(DateFault.IS_CANCELLED,)}


def test_one_calendar_takes_nothing_back_in_another():
    head = ["METHOD:CANCEL", *entry(BERLIN, uid="a"), "END:VCALENDAR", "BEGIN:VCALENDAR", "METHOD:PUBLISH"]
    assert [each.faults for each in read(entry(BERLIN, uid="b"), head=head)] == [(DateFault.IS_CANCELLED,), ()]


OUTLOOK = "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART:20270610T000000", "DTEND:20270611T000000"],
        ["DTSTART:20270609T220000Z", "DTEND:20270610T220000Z"],
        ["DTSTART;TZID=Europe/Berlin:20270610T000000", "DTEND;TZID=Europe/Berlin:20270611T000000"],
        ["DTSTART;TZID=Europe/London:20270610T000000", "DTEND;TZID=Europe/London:20270611T000000"],
        ["DTSTART:20270610T000000", "DURATION:P1D"],
        ["DTSTART:20270610T000000"],
    ],
)
def test_whole_days_of_outlook_are_whole_days(lines):
    (found,) = read(entry(*lines, OUTLOOK))
    assert (found.starts, found.ends, found.all_day) == (datetime(2027, 6, 10, 9), datetime(2027, 6, 10, 17), True)


@pytest.mark.parametrize(
    ("lines", "begin"),
    [
        (["DTSTART:20270610T000000Z", "DTEND:20270611T000000Z", OUTLOOK], datetime(2027, 6, 10, 2)),
        (["DTSTART:20270610T080000", "DTEND:20270611T000000", OUTLOOK], datetime(2027, 6, 10, 8)),
        (["DTSTART:20270610T000000", "DTEND:20270610T120000", OUTLOOK], datetime(2027, 6, 10)),
        (["DTSTART:20270610T000000", "DTEND:20270611T000000", OUTLOOK.replace("TRUE", "FALSE")], datetime(2027, 6, 10)),
        (["DTSTART:20270610T000000", "DTEND:20270611T000000"], datetime(2027, 6, 10)),
    ],
)
def test_what_has_hours_keeps_them(lines, begin):
    (found,) = read(entry(*lines))
    assert (found.starts, found.all_day) == (begin, False)


def test_whole_days_of_outlook_repeat():
    rule = "RRULE:FREQ=DAILY;UNTIL=20270612T220000Z"
    found = read(entry("DTSTART:20270609T220000Z", "DTEND:20270610T220000Z", rule, "EXDATE:20270611T220000Z", OUTLOOK))
    assert said(found) == ["10.06.2027 09:00", "11.06.2027 09:00", "13.06.2027 09:00"]


@pytest.mark.parametrize("more", [[], [WEEKLY]])
@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (["SEQUENCE:0"], ["SEQUENCE:1"]),
        ([], ["SEQUENCE:2"]),
        (["SEQUENCE:9", "DTSTAMP:20270102T000000Z"], ["SEQUENCE:10", "DTSTAMP:20270101T000000Z"]),
        (["LAST-MODIFIED:20261201T100000Z"], ["LAST-MODIFIED:20261202T100000Z"]),
        (["DTSTAMP:20261201T100000Z"], ["DTSTAMP:20261202T100000Z"]),
        (["SEQUENCE:1", "DTSTAMP:20261201T100000Z"], ["SEQUENCE:1", "DTSTAMP:20261202T100000Z"]),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_newer_version_of_an_entry_counts(more, older, newer, turned):
    versions = [entry(BERLIN, *more, *older, title="Alt"), entry(BERLIN, *more, *newer, title="Neu")]
    found = read(*(reversed(versions) if turned else versions))
    assert {each.title for each in found} == {"Neu"}
    assert all(not each.faults for each in found)
    assert len(found) == (3 if more else 1)


@pytest.mark.parametrize("told", [[], ["SEQUENCE:1"], ["DTSTAMP:20261201T100000Z"], ["SEQUENCE:bald"]])
@pytest.mark.parametrize("more", [[], [WEEKLY]])
def test_where_nothing_tells_which_version_is_newer_both_are_named(told, more):
    found = read(entry(BERLIN, *more, *told, title="A"), entry(BERLIN, *more, *told, title="B"), NEIGHBOUR)
    assert [each.title for each in found] == ["A", "B", "Nachbar"]
    assert [DateFault.VERSIONS_DIFFER in each.faults for each in found] == [True, True, False]


def test_an_entry_that_stands_there_twice_is_one():
    assert starts(BERLIN) == said(read(entry(BERLIN), entry(BERLIN)))


def test_entries_without_a_name_of_their_own_are_no_versions():
    assert len(read(entry(BERLIN, uid="", title="A"), entry(BERLIN, uid="", title="B"))) == 2


def test_the_newer_version_of_a_moved_date_counts():
    line = "RECURRENCE-ID;TZID=Europe/Berlin:20270324T140000"
    first = entry(line, "DTSTART:20270325T170000", "SEQUENCE:1")
    second = entry("RECURRENCE-ID:20270324T130000Z", MOVED.replace("T17", "T18"), "SEQUENCE:2")
    assert said(read(entry(BERLIN, WEEKLY), second, first)) == [THREE[0], "25.03.2027 18:00", THREE[2]]


@pytest.mark.parametrize("zone", [";TZID=Europe/Berlin", ""])
@pytest.mark.parametrize(
    ("lasts", "end"),
    [
        ("PT24H", datetime(2027, 3, 28, 21)),
        ("P1D", datetime(2027, 3, 28, 20)),
        ("P1DT1H", datetime(2027, 3, 28, 21)),
        ("P1W", datetime(2027, 4, 3, 20)),
        ("PT1440M", datetime(2027, 3, 28, 21)),
        ("PT90M", datetime(2027, 3, 27, 21, 30)),
    ],
)
def test_hours_pass_and_days_stand_on_the_calendar(zone, lasts, end):
    found = read(entry(f"DTSTART{zone}:20270327T200000", f"DURATION:{lasts}"))
    assert [each.ends for each in found] == [end]
    found = read(entry(f"DTSTART{zone}:20270320T200000", f"DURATION:{lasts}", "RRULE:FREQ=WEEKLY;COUNT=2"))
    assert found[-1].ends == end


@pytest.mark.parametrize("lasts", ["PT12H", "PT25H", "P1DT1H"])
def test_a_whole_day_lasts_no_hours(lasts):
    assert starts(WHOLE, f"DURATION:{lasts}") == ["time_unreadable"]


@pytest.mark.parametrize("rule", ["FREQ=YEARLY;COUNT=2", "FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=48"])
def test_a_series_that_leaves_out_years_goes_on(rule):
    assert starts("DTSTART;VALUE=DATE:20280229", f"RRULE:{rule}") == ["29.02.2028 09:00", "repeats_on"]
    assert starts("DTSTART;VALUE=DATE:20270601", "RDATE;VALUE=DATE:20350601") == ["01.06.2027 09:00", "repeats_on"]


def test_a_series_that_is_whole_says_no_more():
    assert starts("DTSTART;VALUE=DATE:20280229", "RRULE:FREQ=YEARLY;COUNT=1") == ["29.02.2028 09:00"]


@pytest.mark.parametrize(
    ("status", "faults"),
    [
        ("CANCELLED", (DateFault.IS_CANCELLED,)),
        ("canceled", (DateFault.IS_CANCELLED,)),
        ("X-ABGESAGT", (DateFault.IS_CANCELLED,)),
        ("X-POSTPONED", (DateFault.STATUS_UNCLEAR,)),
        ("DRAFT", (DateFault.STATUS_UNCLEAR,)),
        ("TENTATIVE", ()),
        ("CONFIRMED", ()),
    ],
)
def test_any_status_of_an_entry_is_known_or_named(status, faults):
    assert [each.faults for each in read(entry(BERLIN, f"STATUS:{status}"))] == [faults]


@pytest.mark.parametrize("line", ["EXDATE;TZID=Europe/Berlin:20270317T150000", "EXDATE:20270317T140000Z"])
def test_an_exception_never_takes_a_second_date_of_its_day_along(line):
    second = "RDATE;TZID=Europe/Berlin:20270317T150000"
    assert starts(BERLIN, second, line) in (NAMED, ["17.03.2027 14:00"])
    assert starts(BERLIN, second.replace("T15", "T18"), line.replace("T15", "T18").replace("T14", "T17")) == THREE[:1]


def test_a_whole_day_of_outlook_can_be_moved():
    days = ("DTSTART:20270609T220000Z", "DTEND:20270610T220000Z", "RRULE:FREQ=DAILY;COUNT=2")
    moved = ("RECURRENCE-ID:20270610T220000Z", "DTSTART:20270619T220000Z", "DTEND:20270620T220000Z")
    found = read(entry(*days, OUTLOOK), entry(*moved, OUTLOOK))
    assert said(found) == ["10.06.2027 09:00", "20.06.2027 09:00"]


@pytest.mark.parametrize("line", ["RECURRENCE-ID;TZID=Europe/Berlin:20270317T140000", "RECURRENCE-ID:20270317T130000Z"])
def test_the_only_date_of_an_entry_can_be_moved(line):
    assert said(read(entry(BERLIN), entry(line, MOVED), NEIGHBOUR)) == ["25.03.2027 17:00", "01.06.2027 10:00"]
    assert said(read(entry(BERLIN), entry(line, MOVED, "STATUS:CANCELLED"))) == ["is_cancelled"]


def test_dates_of_a_series_that_stand_there_one_by_one_all_come():
    later = entry("RECURRENCE-ID;TZID=Europe/Berlin:20270324T140000", "DTSTART;TZID=Europe/Berlin:20270324T140000")
    assert said(read(entry(BERLIN), later)) == FIRST_TWO


def test_a_series_that_begins_late_is_not_over():
    assert starts("DTSTART:20330601T100000", "RRULE:FREQ=WEEKLY;COUNT=3") == ["repeats_on"]
    assert starts("DTSTART:20300301T100000", "RRULE:FREQ=WEEKLY;COUNT=3") == ["repeats_on"]


FAR = ["99991231T235959Z", "00010101T000000Z", "99991231T000000", "00010101T000000"]


@pytest.mark.parametrize(
    "far", [*(f":{each}" for each in FAR), *(f";TZID=America/New_York:{each[:15]}" for each in FAR)]
)
@pytest.mark.parametrize("name", ["DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID", "DTSTAMP"])
def test_moments_outside_of_any_calendar_spoil_no_neighbour(far, name):
    for more in ([OUTLOOK], [WEEKLY]):
        series = entry(*([] if name == "DTSTART" else [BERLIN]), f"{name}{far}", *more)
        assert said(read(series, entry(BERLIN, WEEKLY, uid="2"), NEIGHBOUR))[-4:] == [*THREE, "01.06.2027 10:00"]


@pytest.mark.parametrize(("status", "expected"), [("CONFIRMED", NAMED * 2), ("CANCELLED", FIRST_AND_LAST)])
def test_a_date_that_is_taken_out_and_moved_is_named(status, expected):
    moved = entry("RECURRENCE-ID:20270324T130000Z", MOVED, f"STATUS:{status}")
    assert said(read(entry(BERLIN, WEEKLY, "EXDATE:20270324T130000Z"), moved)) == expected
