from webapp.admin.team.blueprint import blueprint
from webapp.admin.team.views import administrators, events, organisations

__all__ = ["administrators", "blueprint", "events", "organisations"]
