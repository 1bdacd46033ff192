"""What every room stands on: database, settings, clock, tokens, errors, facts and the frame of a request."""
