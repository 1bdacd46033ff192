"""What forms at the desk are made of: fields of dates, rows, entries, pictures, and their limits."""
