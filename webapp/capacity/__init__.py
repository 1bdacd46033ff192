"""Scarce things and the one way to take a place of them."""
