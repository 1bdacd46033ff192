"""Dialogwerk: events whose results stay tied to the measures they serve."""
