"""Legal pages, licences, help."""
