"""The registrations of an event in numbers."""
