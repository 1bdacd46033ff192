"""Demo content: our own data files, laid in through the rooms' services."""
