"""Tenders and their dates."""
