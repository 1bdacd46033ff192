"""A station's own page: who sits here, and its groups."""
