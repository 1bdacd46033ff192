"""One's own account: name and language, password, address, sessions, roles."""
