"""Roles, and what is wrong with a password, as pages and letters say it."""

from flask_babel import lazy_gettext as _l

from webapp.accounts.errors import WeakPasswordError
from webapp.accounts.types import Role, Weakness

ROLES = {
    Role.ADMIN.value: _l("Administrator"),
    Role.ORGANIZER.value: _l("Organiser"),
    Role.FACILITATOR.value: _l("Facilitator"),
    Role.DOOR.value: _l("Door staff"),
    Role.READER.value: _l("Reader"),
}
# What whoever gives a role has to know of it.
MEANINGS = {
    Role.ORGANIZER.value: _l("sets up events and sees everyone who registers"),
    Role.FACILITATOR.value: _l("looks after groups and their canvases"),
    Role.DOOR.value: _l("checks guests in"),
    Role.READER.value: _l("sees how registrations are going, without email addresses or answers, and changes nothing"),
}
_WEAKNESSES = {
    Weakness.SHORT: _l("Please use at least 12 characters. Four words that don’t belong together are enough."),
    Weakness.LONG: _l("Please use at most 1,024 characters."),
    Weakness.OWN: _l("Please leave out your name, your email address and your organisation: others try them first."),
    Weakness.COMMON: _l("Others use this password too. Please add two or three words that don’t belong to it."),
    Weakness.PATTERN: _l(
        "Rows of letters, numbers or keys are easy to guess. Please use words that don’t belong together."
    ),
    Weakness.GUESSABLE: _l("This password is easy to guess. Please add another word or two."),
}


def weakness_said(refusal: WeakPasswordError) -> str:
    """What to do about a password that is easy to guess."""
    return str(_WEAKNESSES[refusal.weakness])
