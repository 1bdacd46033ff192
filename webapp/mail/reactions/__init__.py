"""What happens is told to those whom it concerns: an outbox row in the same transaction."""

from webapp.mail.reactions import calendars, events, heads, invitations, registrations

__all__ = ["calendars", "events", "heads", "invitations", "registrations"]
