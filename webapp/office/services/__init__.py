"""What is done in the office, each with the right that it needs."""
