"""The largest numbers that forms of the desk take."""

MOST_PLACES = 100_000
