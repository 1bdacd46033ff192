"""What organizers type."""
