"""What is said about places, on whatever page it happens."""

from flask_babel import ngettext


def too_large(most: int) -> str:
    """To a group that is larger than all the places."""
    return str(
        ngettext(
            "There is only one place in all. Please register one person only.",
            "There are only %(num)s places in all. Please register no more than %(num)s people.",
            most,
        )
    )
