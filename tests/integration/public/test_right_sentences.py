"""Sentences about one and about several say what is so."""

import pytest
from flask_babel import gettext as _

from webapp.admin.dates.labels import DATE_FAULTS
from webapp.calendar.ical.entries import dates_of
from webapp.calendar.ical.lines import parts_of
from webapp.calendar.ical.patience import Patience
from webapp.calendar.types import DateFault
from webapp.foundation import clock
from webapp.foundation.http.language import speaking
from webapp.public.refusals import refused
from webapp.registration.errors import AlreadyCameError


@pytest.mark.parametrize(
    ("lang", "names", "said"),
    [
        ("en", ["Ina"], "Ina has been let in already, so the place can no longer be given up."),
        ("en", ["Ina", "Olaf"], "Ina and Olaf have been let in already, so the places can no longer be given up."),
        ("de", ["Ina"], "Ina ist schon eingelassen, darum lässt sich der Platz nicht mehr abgeben."),
        (
            "de",
            ["Ina", "Olaf"],
            "Ina und Olaf sind schon eingelassen, darum lassen sich die Plätze nicht mehr abgeben.",
        ),
    ],
)
def test_those_who_were_let_in_are_one_or_several(app, lang, names, said):
    with app.app_context(), speaking(lang):
        assert refused(AlreadyCameError(names=names), None).startswith(said)


def test_an_end_at_the_begin_is_not_before_it(app):
    with app.app_context(), speaking("de"):
        assert str(DATE_FAULTS[DateFault.ENDS_BEFORE.value]) == "Das Ende muss nach dem Beginn liegen."


def test_an_entry_is_called_an_entry(app):
    with app.app_context(), speaking("de"):
        assert _("Entry %(num)s", num=1) == "Eintrag\u00a01"


@pytest.mark.parametrize("end", ["END:VEVENT\r\n", ""])
def test_a_missing_date_is_only_missing(end):
    text = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A\r\n{end}END:VCALENDAR\r\n"
    today = clock.today("Europe/Berlin")
    (found,) = dates_of(parts_of(text.encode()), zone="Europe/Berlin", today=today, patience=Patience())
    assert found.faults == (DateFault.NO_DAY,)
