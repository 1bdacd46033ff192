"""Registering, invitations, tickets sent again."""
