"""Calendars of others (RFC 5545) read entry by entry, so that a bad one names itself and takes no neighbour along."""
