"""What is done to a registration, and what of it, in words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _pl

from webapp.admin.wording.labels import STATES
from webapp.fields.rules.reading import plain
from webapp.registration.types import ACCESS_NEEDS, CONSENTS, INVITE_AGAIN, PRIVACY, STANDING, ChangeKind

CHANGES: Mapping[str, object] = {
    ChangeKind.CONFIRMED_ADDRESS.value: _l("Address confirmed"),
    ChangeKind.REQUESTED.value: _l("Place requested"),
    ChangeKind.APPROVED.value: _l("Approved"),
    ChangeKind.DECLINED.value: _l("Declined"),
    ChangeKind.OFFERED.value: _l("Place offered"),
    ChangeKind.ACCEPTED.value: _l("Offer accepted"),
    ChangeKind.OFFER_DECLINED.value: _l("Offer declined"),
    ChangeKind.OFFER_EXPIRED.value: _l("Offer not answered in time"),
    ChangeKind.PROMOTED.value: _l("Offered out of turn"),
    ChangeKind.CANCELLED.value: _pl("registration", "Cancelled"),
    ChangeKind.ANSWERS.value: _l("Answers changed"),
    ChangeKind.PERSON_ADDED.value: _l("Another person added"),
    ChangeKind.PERSON_LEFT.value: _l("Person removed"),
    ChangeKind.PERSON_REPLACED.value: _l("Someone else is coming"),
    ChangeKind.PERSON_ASKED.value: _l("One more asked for"),
    ChangeKind.PERSON_REFUSED.value: _l("One more declined"),
    ChangeKind.CAME_ALL_THE_SAME.value: _l("Had been let in, and has a place again"),
    ChangeKind.HAD_NOT_COME.value: _l("Hadn’t been let in after all, and gave the place up again"),
    ChangeKind.MOVED.value: _l("Category changed"),
    ChangeKind.TAGGED.value: _l("Tags changed"),
    ChangeKind.CAME_IN.value: _l("Added at check-in"),
    ChangeKind.CALLED.value: _l("Registered by the office"),
    ChangeKind.CORRECTED.value: _l("Corrected by the office"),
    ChangeKind.ADDRESS_CHANGED.value: _l("Address changed"),
}
# What of a registration is changed beside its answers, as its history names it.
CHANGED: Mapping[str, object] = {
    "person": _l("Person"),
    "person_email": _l("Email of a person"),
    "name": _l("Name"),
    "email": _l("Email"),
    "organisation": _l("Organisation"),
    "category": _l("Category"),
    "tags": _l("Tags"),
    CONSENTS: _l("Told on the telephone"),
    STANDING: _l("Status"),
}
_VALUES: Mapping[str, Mapping[str, object]] = {
    STANDING: STATES,
    CONSENTS: {
        PRIVACY: _l("Privacy notice pointed out"),
        ACCESS_NEEDS: _l("Agreed that their needs are kept"),
        INVITE_AGAIN: _l("Agreed to further invitations"),
    },
}


def changed_said(field: str) -> str:
    """What was changed: a question has its own words already."""
    return str(CHANGED.get(field, field))


def value_said(field: str, value: object) -> str:
    """What it was before or after, of what is no question."""
    words = _VALUES.get(field, {})
    several = value if isinstance(value, list) else [value]
    return ", ".join(str(words.get(plain(each), plain(each))) for each in several)
