"""Events that belong together, on a page of their own."""
