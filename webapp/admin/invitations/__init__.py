"""Invitations, one by one and from lists of guests."""
