"""Calendars as programs fetch them."""

from webapp.calendar.views import own, public
from webapp.calendar.views.blueprint import blueprint

__all__ = ["blueprint", "own", "public"]
