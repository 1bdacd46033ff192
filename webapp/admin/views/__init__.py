from webapp.admin.blueprint import blueprint
from webapp.admin.views import (
    access,
    agenda,
    bulk,
    events,
    exports,
    fate,
    invitations,
    people,
    questions,
    registration,
    registrations,
    sign_up,
    stations,
)

__all__ = [
    "access",
    "agenda",
    "blueprint",
    "bulk",
    "events",
    "exports",
    "fate",
    "invitations",
    "people",
    "questions",
    "registration",
    "registrations",
    "sign_up",
    "stations",
]
