"""What can be set, in the order in which it is looked for. Each slice that has a page of settings adds a line."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from webapp.accounts import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page of settings, what is set there, and who is shown the way."""

    title: LazyString
    says: LazyString
    endpoint: str
    values: dict[str, str] = field(default_factory=dict)
    icon: str = "edit"
    is_shown: Callable[[], bool] = rights.is_staff

    @property
    def url(self) -> str:
        return url_for(self.endpoint, **self.values)  # type: ignore[arg-type]


PLACES: tuple[Place, ...] = (
    Place(
        title=_l("Organisations"),
        says=_l("Name, contact, logo, sender of emails, funding notices"),
        endpoint="admin.organisations.organisations",
        icon="building",
    ),
    Place(
        title=_l("Team"),
        says=_l("Who works with you, and what each of them may do"),
        endpoint="admin.team.all_teams",
        icon="people",
    ),
    Place(
        title=_l("Venues"),
        says=_l("Addresses, rooms, how to get there without barriers"),
        endpoint="admin.venues.venues",
        icon="location",
    ),
    Place(
        title=_l("Installation"),
        says=_l("Name, email for questions, colour, languages, time zone, how long data is kept, formats"),
        endpoint="admin.office.installation",
        icon="building",
        is_shown=rights.is_admin,
    ),
    Place(
        title=_l("Legal texts"),
        says=_l("Legal notice, privacy notice and accessibility statement, with all their versions"),
        endpoint="admin.office.texts",
        icon="clipboard",
        is_shown=rights.is_admin,
    ),
)


def places() -> list[Place]:
    """What whoever acts may set."""
    return [place for place in PLACES if place.is_shown()]
