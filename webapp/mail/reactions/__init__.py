"""What happens is told to those whom it concerns: an outbox row in the same transaction."""

from webapp.mail.reactions import (
    accounts,
    attendees,
    calendars,
    companions,
    corrections,
    events,
    invitations,
    registrations,
)

__all__ = ["accounts", "attendees", "calendars", "companions", "corrections", "events", "invitations", "registrations"]
