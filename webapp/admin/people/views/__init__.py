from webapp.admin.people.blueprint import blueprint
from webapp.admin.people.views import bulk, exports, registrations

__all__ = ["blueprint", "bulk", "exports", "registrations"]
