from webapp.admin.events.blueprint import blueprint
from webapp.admin.events.views import events, status

__all__ = ["blueprint", "events", "status"]
