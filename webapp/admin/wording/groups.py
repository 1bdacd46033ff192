"""Groups that are larger than all the places, in words for the desk."""

from collections.abc import Iterable

from flask import flash
from flask_babel import ngettext

from webapp.events.models import Event
from webapp.registration.errors import GroupTooLargeError
from webapp.registration.models import Registration
from webapp.registration.queries import in_vain, terms_behind


def too_large_to_seat(refusal: GroupTooLargeError) -> str:
    """Why a group can't be put there."""
    return str(
        ngettext(
            "There is only one place here, too few for this group. Nothing was changed.",
            "There are only %(num)s places here, too few for this group. Nothing was changed.",
            refusal.most,
        )
    )


def warn_of_groups(event: Event) -> None:
    """Tell whoever changed places about groups that are larger than all there are by now."""
    found = len(in_vain(event))
    if found:
        said = ngettext(
            "%(num)s registration on the waiting list or to be decided has more people than there are places. "
            "It keeps no one back, and its page asks for a smaller group.",
            "%(num)s registrations on the waiting list or to be decided have more people than there are places. "
            "They keep no one back, and their pages ask for smaller groups.",
            found,
        )
        flash(said, "warning")


def warn_of_many(moved: Iterable[Registration]) -> None:
    """Tell the desk about registrations that have more people than their category takes with one form."""
    found = sum(each.heads > terms_behind(each).most_heads for each in moved)
    if found:
        said = ngettext(
            "%(num)s moved registration has more people than one registration in this category usually allows.",
            "%(num)s moved registrations have more people than one registration in this category usually allows.",
            found,
        )
        flash(said, "warning")
