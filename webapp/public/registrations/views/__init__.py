from webapp.public.registrations.blueprint import blueprint
from webapp.public.registrations.views import guests, registrations

__all__ = ["blueprint", "guests", "registrations"]
