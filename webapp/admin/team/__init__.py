"""Who works here: the team of an organisation, administrators, and who can see an event."""
