"""Contacts: people and businesses that an organisation knows, over all its events; whom it may invite, and why."""
