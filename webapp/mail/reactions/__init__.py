"""What happens is told to those whom it concerns: an outbox row in the same transaction."""

from webapp.mail.reactions import calendars, companions, events, heads, invitations, registrations

__all__ = ["calendars", "companions", "events", "heads", "invitations", "registrations"]
