"""What is said about places and about who comes, on whatever page it happens."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from webapp.registration.types import Problem

Sentences = Mapping[tuple[str, Problem], LazyString | str]

NAME_MISSING = _l("Please enter the name.")
EMAIL_MISSING = _l("Please enter your email address.")
TOO_MANY = _l("That’s more people than one registration allows.")
_OF_PERSONS: Sentences = {
    ("name", Problem.MISSING): NAME_MISSING,
    ("email", Problem.MISSING): EMAIL_MISSING,
    ("email", Problem.NO_ADDRESS): _l("Please check the email address, as in name@example.org."),
    ("heads", Problem.TOO_MANY): TOO_MANY,
}


def said_of_person(field: str, problem: Problem, own: Sentences, otherwise: LazyString | str = NAME_MISSING) -> str:
    """What is wrong with whoever was named, as a sentence at the field; `own`: what a form says in words of its own."""
    at = field, problem
    return str(own.get(at) or _OF_PERSONS.get(at) or otherwise)


def too_large(most: int) -> str:
    """To a group that is larger than all the places of the event, or of its category."""
    return str(
        ngettext(
            "There is only one place here. Please register one person only.",
            "There are only %(num)s places here. Please register no more than %(num)s people.",
            most,
        )
    )


# What can be put right about a registration beside its answers, as its history names it.
CORRECTED = {
    "name": _l("Name"),
    "email": _l("Email address"),
    "organisation": _l("Organisation"),
    "person": _l("Person"),
    "person_email": _l("Email address"),
    "category": _l("Category"),
}
