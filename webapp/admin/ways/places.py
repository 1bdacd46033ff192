"""The places of the desk and their tabs, each named once: what it is called, where it lies, and who needs it when.

A place whose address doesn't exist isn't shown, and nobody is shown what they may not open (`navigation`). Whoever adds
a page of the desk names it here; its templates then know where they are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _pl
from flask_babel.speaklater import LazyString

from webapp.events.models import Event
from webapp.events.rules import may_be_restored
from webapp.events.types import EventStatus, Feature, Phase
from webapp.events.wording import stations_name

_DAY_IS_NEAR = timedelta(days=7)
_TO_COME = frozenset({Phase.UPCOMING, Phase.RUNNING, Phase.POSTPONED})


@dataclass(frozen=True, slots=True)
class Standing:
    """An event at a moment, as it is asked which of its places are needed."""

    event: Event
    phase: Phase
    now: datetime

    @property
    def is_draft(self) -> bool:
        return self.event.status == EventStatus.DRAFT

    @property
    def is_near(self) -> bool:
        """From a week before it begins, also once it is over; of what takes place."""
        return self.event.status == EventStatus.PUBLISHED and self.now >= self.event.starts_at - _DAY_IS_NEAR

    @property
    def may_be_restored(self) -> bool:
        """True for what was cancelled and could take place after all."""
        return may_be_restored(self.event, self.now)

    @property
    def has_begun(self) -> bool:
        return self.phase in {Phase.RUNNING, Phase.PAST}


Needed = Callable[[Standing], bool]
Words: TypeAlias = LazyString | Callable[[Event], str]


def always(_standing: Standing) -> bool:
    return True


def is_shown(standing: Standing) -> bool:
    """What there is only of what everybody can see."""
    return not standing.is_draft


def uses(*features: Feature) -> Needed:
    """What an event needs that uses any of these."""
    return lambda standing: bool({*features} & {*standing.event.features})


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a place, with those behind it: `pages` are endpoints, or what theirs begin with.

    `there` says when there is such a page at all, `asks` what its address asks for, where several tabs lie at one
    address. `leaves` says that it lies outside the desk.
    """

    endpoint: str
    label: Words
    needed: Needed = always
    pages: tuple[str, ...] = ()
    asks: dict[str, str] = field(default_factory=dict)
    leaves: bool = False
    there: Needed = always


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the desk: the first of its tabs that is shown is where it lies."""

    label: LazyString
    icon: str
    tabs: tuple[Tab, ...]
    needed: Needed = always


@dataclass(frozen=True, slots=True)
class Action:
    """What can become of an event, in the menu of its overview; some make another one for its host."""

    endpoint: str
    label: LazyString
    needed: Needed
    makes_another: bool = False


OUTSIDE: tuple[Place, ...] = (
    Place(_l("Today"), "home", (Tab("admin.today.today", _l("Today")),)),
    Place(
        _l("Events"),
        "calendar",
        (
            Tab("admin.events.events", _l("List"), pages=("admin.events.new_event", "admin.copies.choose_original")),
            Tab("admin.dates.calendar", _l("Calendar"), pages=("admin.dates.close_calendar", "admin.dates.open_")),
            Tab("admin.dates.import_dates", _l("Import events"), pages=("admin.dates.review_dates",)),
            Tab("admin.put_away.archive", _pl("place", "Archive")),
            Tab("admin.put_away.thrown_away", _l("Bin")),
        ),
    ),
    Place(
        _pl("several", "Series"),
        "refresh",
        (Tab("admin.series.all_series", _pl("several", "Series"), pages=("admin.series.",)),),
    ),
    Place(_l("Tenders"), "list", (Tab("admin.procurement.tenders", _l("Tenders"), pages=("admin.procurement.",)),)),
    Place(_l("Contacts"), "people", (Tab("admin.contacts.contacts", _l("Contacts"), pages=("admin.contacts.",)),)),
    Place(
        _l("Settings"),
        "gear",
        (
            Tab("admin.office.settings", _l("Settings")),
            Tab("admin.office.installation", _l("Installation"), pages=("admin.office.",)),
            Tab("admin.office.texts", _l("Legal texts"), pages=("admin.office.edit_text", "admin.office.text_")),
            Tab("admin.organisations.organisations", _l("Organisations"), pages=("admin.organisations.",)),
            Tab("admin.venues.venues", _l("Venues"), pages=("admin.venues.",)),
            Tab("admin.team.all_teams", _l("Team"), pages=("admin.team.",)),
            Tab("admin.team.administrators", _l("Administrators"), pages=("admin.team.invite_administrator",)),
        ),
    ),
)
# Beside the places, in the head of the desk.
ACCOUNT = Tab("admin.account.account", _l("My account"), pages=("admin.account.",))
SEARCH = Tab("admin.search.search", _pl("field", "Search"))
BESIDE = (ACCOUNT, SEARCH)

INSIDE: tuple[Place, ...] = (
    Place(
        _l("Overview"),
        "home",
        (
            Tab("admin.events.event", _l("Overview"), pages=("admin.events.", "admin.copies.", "admin.put_away.")),
            Tab("admin.preview.preview", _l("Preview")),
            Tab("admin.team.who_sees", _l("Who can see this"), pages=("admin.team.",)),
            Tab("admin.events.history", _l("Change history")),
        ),
    ),
    Place(
        _l("Content"),
        "edit",
        (
            Tab("admin.events.edit_event", _l("Details")),
            Tab("admin.programme.agenda", _l("Agenda"), uses(Feature.AGENDA), ("admin.programme.",)),
            Tab(
                "admin.stations.stations",
                lambda event: stations_name(event.format),
                uses(Feature.STATIONS),
                ("admin.stations.",),
            ),
        ),
    ),
    Place(
        _l("Registration"),
        "clipboard",
        (
            Tab("admin.sign_up.questions", _l("Form"), pages=("admin.sign_up.",)),
            Tab(
                "admin.sign_up.categories",
                _l("Categories"),
                pages=("admin.sign_up.new_category", "admin.sign_up.edit_category"),
            ),
            Tab("admin.sign_up.sign_up", _l("Rules")),
            Tab("admin.invitations.invitations", _l("Invitations"), pages=("admin.invitations.",)),
        ),
        uses(Feature.REGISTRATION),
    ),
    Place(
        _pl("desk", "People"),
        "people",
        (
            Tab(
                "admin.people.registrations",
                _l("List"),
                pages=("admin.people.", "admin.registration.", "admin.callers.", "admin.corrections."),
            ),
            Tab("admin.people.registrations", _l("Waiting list"), asks={"status": "waiting"}),
            Tab("admin.letters.mail", _l("Emails"), pages=("admin.letters.",)),
            Tab("admin.statistics.statistics", _l("Statistics"), is_shown),
        ),
        uses(Feature.REGISTRATION),
    ),
    Place(
        _l("The day"),
        "scan",
        (
            Tab("admin.door.door", _l("Check-in"), uses(Feature.REGISTRATION)),
            Tab("hall.stage.facilitate", _l("Facilitation"), uses(Feature.STATIONS, Feature.CANVASES), leaves=True),
            Tab("hall.board.board", _l("Hall display"), leaves=True, there=is_shown),
            Tab("admin.door.papers", _l("Papers and posters")),
            Tab("admin.door.access_links", _l("Links for helpers"), pages=("admin.door.access_",)),
        ),
        lambda standing: standing.is_near,
    ),
    Place(
        _l("Results"),
        "thread",
        (Tab("admin.results.results", _l("Results")),),
        lambda standing: standing.has_begun,
    ),
)
# What becomes of an event; what isn't possible as it stands isn't offered.
ACTIONS: tuple[Action, ...] = (
    Action("admin.copies.copy_event", _l("Copy this event"), always, makes_another=True),
    Action("admin.copies.next_date", _l("Plan the next date"), is_shown, makes_another=True),
    Action("admin.events.postpone_event", _l("Give the event a new date"), lambda standing: standing.phase in _TO_COME),
    Action(
        "admin.events.take_event_off",
        _l("Postpone without a new date"),
        lambda standing: standing.phase in {Phase.UPCOMING, Phase.RUNNING},
    ),
    Action("admin.events.restore_event", _l("Reinstate the event"), lambda standing: standing.may_be_restored),
    Action("admin.events.cancel_event", _l("Cancel the event"), lambda standing: standing.phase in _TO_COME),
)
