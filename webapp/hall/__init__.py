"""On the day, in the hall: the board, now and next."""
