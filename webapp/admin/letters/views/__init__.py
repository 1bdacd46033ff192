from webapp.admin.letters.blueprint import blueprint
from webapp.admin.letters.views import mail, mailings, writing

__all__ = ["blueprint", "mail", "mailings", "writing"]
