"""Who registered: the list, many at once, files, statistics."""
