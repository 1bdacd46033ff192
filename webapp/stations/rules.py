"""Who may choose a station when, and what a group is called; decided without a database."""

from datetime import datetime, timedelta

from webapp.events.types import EventStatus, Phase
from webapp.foundation.text import one_line
from webapp.registration.types import RegistrationStatus
from webapp.stations.types import LONGEST_GROUP_NAME, Route, Told

# Groups finish a sentence on the train home.
AFTERWARDS = timedelta(hours=12)


def are_open(*, status: str, ends_at: datetime, now: datetime) -> bool:
    """True while stations and groups of an event may be chosen: from its publication until some hours after it."""
    return status == EventStatus.PUBLISHED and now < ends_at + AFTERWARDS


def told_of_places(phase: Phase) -> Told:
    """What is said of places while the event stands so: nothing is free at what is over or off."""
    if phase in {Phase.DRAFT, Phase.UPCOMING, Phase.RUNNING}:
        return Told.FREE
    return Told.TAKEN if phase is Phase.PAST else Told.NOTHING


def is_entitled(registration_status: str) -> bool:
    """True for a confirmed place; whoever waits or has cancelled takes no place at a station."""
    return registration_status == RegistrationStatus.CONFIRMED


def group_name(typed: str, pitch_title: str | None) -> str:
    """The group's name on one line: as typed, else that of the pitch it deepens; empty when there is neither.

    What is typed stays whole, however long; of a pitch with a longer title the beginning does, and looks cut.
    """
    name, title = one_line(typed), one_line(pitch_title or "")
    if name or len(title) <= LONGEST_GROUP_NAME:
        return name or title
    return f"{title[: LONGEST_GROUP_NAME - 1].rstrip()}…"


def name_problem(called: str) -> str | None:
    """What keeps a group from being called like this: it is „missing“ or „too_long“."""
    if not called:
        return "missing"
    return "too_long" if len(called) > LONGEST_GROUP_NAME else None


def names_its_pitch(route: Route, *, has_pitch: bool) -> bool:
    """True when the route and the pitch fit: only who deepens a pitch names one."""
    return (route is Route.PITCH) == has_pitch


def first_name(name: str) -> str:
    """What the others at the table call somebody; a name that is written in an order of its own stays whole."""
    surname, comma, given = one_line(name).partition(",")
    words = [word for word in (given if comma and given.strip() else surname).split() if not word.endswith(".")]
    if not words:
        return one_line(name)
    return words[0] if words[0][0].isupper() or not words[0][0].isalpha() else " ".join(words)
