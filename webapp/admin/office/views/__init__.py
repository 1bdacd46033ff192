from webapp.admin.office.blueprint import blueprint
from webapp.admin.office.views import settings, texts

__all__ = ["blueprint", "settings", "texts"]
