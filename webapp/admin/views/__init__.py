from webapp.admin.blueprint import blueprint
from webapp.admin.views import access, agenda, events, fate, questions, registration, registrations, sign_up, stations

__all__ = [
    "access",
    "agenda",
    "blueprint",
    "events",
    "fate",
    "questions",
    "registration",
    "registrations",
    "sign_up",
    "stations",
]
