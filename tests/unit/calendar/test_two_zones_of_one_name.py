"""Two calendars in one file, each with a zone of its own under the same name: none is read by the other's clock."""

from datetime import date, datetime

from webapp.calendar.reading import dates_in


def calendar(uid, offset):
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\n"
        f"BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\n"
        "END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n"
        f"UID:{uid}\r\nSUMMARY:{uid}\r\nDTSTART;TZID=Customized Time Zone:20270706T150000\r\n"
        "DTEND;TZID=Customized Time Zone:20270706T160000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def read(content):
    found = dates_in(content.encode(), zone="Europe/Berlin", today=date(2026, 11, 30))
    return {each.title: (each.starts, each.faults) for each in found}


def test_who_can_not_tell_which_zone_is_meant_says_so():
    one, other = calendar("london", "+0000"), calendar("new york", "-0500")
    alone = read(one) | read(other)
    assert alone == {"london": (datetime(2027, 7, 6, 17), ()), "new york": (datetime(2027, 7, 6, 22), ())}
    both = read(one + other)
    assert all(faults for _starts, faults in both.values()), both


def test_the_same_zone_twice_is_read():
    both = read(calendar("one", "-0500") + calendar("two", "-0500"))
    assert set(both.values()) == {(datetime(2027, 7, 6, 22), ())}
