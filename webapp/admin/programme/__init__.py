"""The agenda of an event."""
