"""The pages of visitors, on one blueprint."""

from webapp.public.blueprint import blueprint
from webapp.public.views import (
    calendars,
    events,
    guests,
    own,
    pages,
    people,
    plans,
    registrations,
    tickets,
)

__all__ = [
    "blueprint",
    "calendars",
    "events",
    "guests",
    "own",
    "pages",
    "people",
    "plans",
    "registrations",
    "tickets",
]
