"""What is said about places, on whatever page it happens."""

from flask_babel import ngettext


def too_large(most: int) -> str:
    """To a group that is larger than all the places of the event, or of its category."""
    return str(
        ngettext(
            "There is only one place here. Please register one person only.",
            "There are only %(num)s places here. Please register no more than %(num)s people.",
            most,
        )
    )
