from webapp.admin.blueprint import blueprint
from webapp.admin.views import access, agenda, events, fate, registration, registrations, stations

__all__ = ["access", "agenda", "blueprint", "events", "fate", "registration", "registrations", "stations"]
