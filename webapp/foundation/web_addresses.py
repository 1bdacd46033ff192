"""Addresses of pages, as somebody types them."""

from urllib.parse import urlsplit

LONGEST = 500


def is_web_address(typed: str) -> bool:
    """True for a whole address of a page, without a name or a password in it."""
    try:
        parts = urlsplit(typed)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and bool(parts.hostname) and parts.username is None and " " not in typed
