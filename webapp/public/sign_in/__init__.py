"""Signing in and out, and links that open an event without an account."""
