"""The organizer's desk under /manage."""
