"""The board in the foyer: what is on now and next."""
