"""The frame of a request: transaction, language, errors, headers, one-time keys, cached pages."""
