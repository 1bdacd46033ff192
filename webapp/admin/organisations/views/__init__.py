from webapp.admin.organisations.blueprint import blueprint
from webapp.admin.organisations.views import funding, logos, organisations, partners, sender

__all__ = ["blueprint", "funding", "logos", "organisations", "partners", "sender"]
