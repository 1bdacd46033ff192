"""Dialogwerk: events whose results stay tied to the measures they serve."""

import gc

# Nearly all that is loaded stays: looking through it for garbage as often as the interpreter would costs a fifth of
# the time to start and finds nothing.
gc.set_threshold(20_000, 20, 20)
