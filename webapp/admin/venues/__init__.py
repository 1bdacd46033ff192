"""Settings: the venues that all who organize share, with their rooms."""
