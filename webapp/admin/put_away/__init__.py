"""Where events are kept: the archive, and the bin."""
