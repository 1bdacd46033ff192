"""Who calls the office and is put down there."""
