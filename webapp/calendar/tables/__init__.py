"""Dates in tables: what the columns mean, what people write into them, and what a row says in the end."""

from webapp.calendar.tables.reading import dates_in_table

__all__ = ["dates_in_table"]
