"""Events that belong together, and when the next one is."""
