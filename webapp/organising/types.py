from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """What an organizer gets ready, in the order in which it matters."""

    # Before publishing
    LEGAL_TEXTS = "legal_texts"
    AHEAD = "ahead"
    TIME = "time"
    DEADLINE = "deadline"
    CATEGORIES_OPEN = "categories_open"
    TEASER = "teaser"
    VENUE = "venue"
    CONTACT = "contact"
    AGENDA = "agenda"
    DESCRIPTION = "description"
    MEASURE = "measure"
    ACCESS = "access"
    PROGRAMME_FITS = "programme_fits"
    PLAIN_LANGUAGE = "plain_language"
    # Before the doors open
    DOOR_LINK = "door_link"
    FACILITATOR_LINK = "facilitator_link"
    FACILITATORS = "facilitators"
    STATION_PLACES = "station_places"
    QUESTIONS_ASKED = "questions_asked"
    # After the day
    CANVASES_APPROVED = "canvases_approved"
    CANVASES_LINKED = "canvases_linked"
    SERVED = "served"


@dataclass(frozen=True, slots=True)
class Task:
    """A step, whether it is done, and whether it has to be."""

    step: Step
    done: bool
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that readiness depends on. `links_reach`: a link made now would work until the event is over."""

    lies_ahead: bool
    legal_texts: bool = True
    has_plans: bool = True
    assumes_time: bool = False
    deadline_passed: bool = False
    categories_closed: bool = False
    features: frozenset[str]
    teaser: bool
    description: bool
    plain_language: bool
    venue: bool
    venue_access: bool
    is_online_only: bool
    contact: bool
    measures: int
    items: int
    doubts: int
    unasked: bool = False
    stations: int = 0
    stations_without_facilitator: int = 0
    stations_without_place: int = 0
    door_links: int = 0
    door_is_open: bool = False
    links_reach: bool = True
    facilitator_links: int = 0
    canvases: int = 0
    canvases_in_draft: int = 0
    canvases_without_link: int = 0


class BulkAction(StrEnum):
    """What can be done to many registrations at once."""

    MAIL = "mail"
    APPROVE = "approve"
    DECLINE = "decline"
    MOVE = "move"
    TAG = "tag"
    CHECK_IN = "check_in"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Done:
    """How many registrations were changed, and how many stand so that nothing could be done."""

    changed: int
    left: int
