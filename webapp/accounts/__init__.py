"""Who may do what: staff with passwords and roles, and links that open one event without an account."""
