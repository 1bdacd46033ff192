from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from webapp.mail import rules
from webapp.mail.types import Moment

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 1), (1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (12, 60), (1000, 60)]
)
def test_the_pause_doubles_up_to_an_hour(attempts, minutes):
    assert rules.delay_after(attempts) == minutes * MINUTE


def test_a_mail_is_tried_twelve_times():
    assert not rules.is_tried_enough(11)
    assert rules.is_tried_enough(12)


def test_all_tries_together_outlast_a_mail_server_that_is_down_for_a_night():
    waited = sum((rules.delay_after(attempt) for attempt in range(1, rules.MOST_TRIES)), timedelta())
    assert waited > timedelta(hours=5)


def test_strangers_can_have_three_mails_sent_to_an_address():
    assert [rules.may_write_unasked(lately) for lately in (0, 2, 3, 4)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("title", "city", "expected"),
    [
        ("2. Zukunftswerkstatt", "Mittweida", "2. Zukunftswerkstatt, 6. Mai, Mittweida"),
        ("Zukunft\r\nBcc: x", "", "Zukunft Bcc: x, 6. Mai"),
        ("x" * 120, "", "x" * 120 + ", 6. Mai"),
        ("x" * 121, "", "x" * 119 + "…, 6. Mai"),
        ("x" * 118 + " yz", "", "x" * 118 + "…, 6. Mai"),
        ("A", "y" * 61, "A, 6. Mai, " + "y" * 59 + "…"),
    ],
)
def test_a_subject_says_what_when_where_on_one_short_line(title, city, expected):
    assert rules.occasion(title, "6. Mai", city) == expected


ALLOWED = ("name", "event")


@pytest.mark.parametrize(
    ("text", "unfit"),
    [
        ("Guten Tag {name}, {event}!", []),
        ("", []),
        ("Guten Tag {nome}", ["{nome}"]),
        ("{until} und {until}", ["{until}"]),
        ("{{name}}", ["{}"]),
        ("{name.__class__}", ["{name.__class__}"]),
        ("{NAME}", ["{NAME}"]),
        ("{ name }", ["{ name }"]),
        ("{name", ["{name"]),
        ("name}", ["}"]),
        ("{0} {} {!r}", ["{0}", "{}", "{!r}"]),
        ("%(name)s $name {% x %}", ["{% x %}"]),
    ],
)
def test_only_what_can_be_filled_in_may_stand_in_braces(text, unfit):
    assert rules.unfit_placeholders(text, ALLOWED) == unfit


def test_placeholders_are_filled_in_once_and_an_empty_one_leaves_no_gap():
    said = rules.filled("Guten Tag {name}, zu {event}.", {"name": "Kim", "event": "Dialog"})
    assert said == "Guten Tag Kim, zu Dialog."
    assert rules.filled("Guten Tag {name}, bis dann", {"name": ""}) == "Guten Tag, bis dann"


def test_a_value_that_looks_like_a_placeholder_stays_what_it_is():
    assert rules.filled("{name}: {event}", {"name": "{event}", "event": "Dialog"}) == "{event}: Dialog"


def test_text_falls_into_paragraphs_and_lines():
    assert rules.paragraphs("a\nb\n \n\n c ") == (("a", "b"), ("c",))
    assert rules.paragraphs(" \n ") == ()


BERLIN = "Europe/Berlin"


def berlin(*when):
    return datetime(*when, tzinfo=ZoneInfo(BERLIN))


@pytest.mark.parametrize(
    ("start", "moment", "due"),
    [
        # The day before has the same hour on the wall, whatever the clocks did in the night.
        (berlin(2027, 3, 28, 15), Moment(days=1), berlin(2027, 3, 27, 15)),
        (berlin(2027, 10, 31, 15), Moment(days=1), berlin(2027, 10, 30, 15)),
        # 24 hours are 24 hours.
        (berlin(2027, 3, 28, 15), Moment(hours=24), berlin(2027, 3, 27, 14)),
        (berlin(2027, 10, 31, 15), Moment(hours=24), berlin(2027, 10, 30, 16)),
        # An hour that isn't there is the one after it.
        (berlin(2027, 3, 29, 2, 30), Moment(days=1), berlin(2027, 3, 28, 3, 30)),
        (berlin(2027, 11, 1, 2, 30), Moment(days=1), berlin(2027, 10, 31, 2, 30)),
    ],
)
def test_reminders_count_days_on_the_wall_and_hours_as_they_pass(start, moment, due):
    assert rules.before(start.astimezone(UTC), BERLIN, moment) == due.astimezone(UTC)


def test_thanks_count_from_the_end():
    end = berlin(2027, 3, 27, 17)
    assert rules.after(end.astimezone(UTC), BERLIN, Moment(days=1)) == berlin(2027, 3, 28, 17).astimezone(UTC)
    assert rules.after(end.astimezone(UTC), BERLIN, Moment(hours=24)) == berlin(2027, 3, 28, 18).astimezone(UTC)
