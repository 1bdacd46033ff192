"""A ticket's own page."""
