"""Tickets: signed, without personal data, readable by any phone camera and checkable without a network."""
