"""Today: what waits for whoever works here, across all of their events."""
