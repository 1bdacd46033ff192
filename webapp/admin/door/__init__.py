"""The day: doors as they stand, links for helpers, papers."""
