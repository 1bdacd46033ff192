"""Calendars: events and programme items as iCalendar, from one serializer."""
