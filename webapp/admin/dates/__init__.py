"""Dates from elsewhere: an organizer brings a calendar or table, and chooses what becomes a draft."""
