"""What belongs to the installation: how it presents itself, and its legal texts."""
