"""A new event made of one that there is: for next year, or as the next date of a series."""
