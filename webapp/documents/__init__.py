"""Documents: tickets and later badges and papers as tagged PDF."""
