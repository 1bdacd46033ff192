"""What is typed beside the box that lets somebody in with the registration they have: none of it is added to that."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import RadioField

from webapp.fields.wording import shown
from webapp.foundation.names import same_name
from webapp.registration.forms import NewcomerQuestions

if TYPE_CHECKING:
    from webapp.registration.models import Registration


def of_people(typed: Iterable[str], found: "Registration") -> list[str]:
    """What to say of those who were named and don't belong to the registration."""
    known = {same_name(each.name) for each in found.attendees}
    missing = [name for name in typed if same_name(name) not in known]
    if not missing:
        return []
    said = _(
        "Not part of the registration they have: %(names)s. Please leave this empty and add the others afterwards.",
        names=", ".join(missing),
    )
    return [said]


def of_number(typed: int | None, found: "Registration") -> list[str]:
    """What to say of another number than the registration has."""
    if typed in {None, found.heads}:
        return []
    said = ngettext(
        "The registration they have is for %(num)s person. Please enter that number, or leave this empty.",
        "The registration they have is for %(num)s people. Please enter that number, or leave this empty.",
        found.heads,
    )
    return [said]


def of_organisation(typed: str, found: "Registration") -> list[str]:
    """What to say of another business than the registration names."""
    return [] if same_name(typed) in {"", same_name(found.organisation)} else [_not_added(typed)]


def refuse_answers(asked: NewcomerQuestions) -> None:
    """Say at each question that its answer isn't added; one that nobody could take back is taken out of the form."""
    for each in asked.definitions:
        if each.key in asked.answers:
            field = asked.form[each.key]
            field.errors = (_not_added(shown(each, asked.answers[each.key])),)
            if isinstance(field, RadioField):
                field.data = None


def _not_added(said: str) -> str:
    said_of_it: str = _(
        "Not added to the registration they have: “%(said)s”. They can add it on their own page;"
        " please leave it empty here.",
        said=said,
    )
    return said_of_it
