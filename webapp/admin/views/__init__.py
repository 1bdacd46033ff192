from webapp.admin.blueprint import blueprint
from webapp.admin.views import access, agenda, events, fate, registrations, stations

__all__ = ["access", "agenda", "blueprint", "events", "fate", "registrations", "stations"]
