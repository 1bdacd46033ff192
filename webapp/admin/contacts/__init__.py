"""Contacts: whom an organisation knows over all its events, what may be sent to them, and lists to invite from."""
