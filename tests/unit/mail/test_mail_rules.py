from datetime import timedelta

import pytest

from webapp.mail import rules

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
