"""Mailings: what many are told at once, and invitations."""
