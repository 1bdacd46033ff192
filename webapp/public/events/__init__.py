"""Events: the start, the list, an event with its agenda and results."""
