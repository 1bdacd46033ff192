"""Calendars to subscribe to, and how."""
