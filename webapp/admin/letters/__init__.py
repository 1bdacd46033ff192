"""Emails of an event: what went out, what is planned, words of its own."""
