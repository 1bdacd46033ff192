"""Who gets pages of their own, and who is shown what everybody is shown."""

from flask import session as cookie_session


def is_somebody() -> bool:
    """True for a reader who is signed in or has something to be told: what they get is made for them alone."""
    return "_user_id" in cookie_session or "_flashes" in cookie_session
