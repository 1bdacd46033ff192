"""Who comes: registrations, the waiting list and the links by which people look after their own place."""
