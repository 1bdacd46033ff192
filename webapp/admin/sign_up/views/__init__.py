from webapp.admin.sign_up.blueprint import blueprint
from webapp.admin.sign_up.views import questions, settings

__all__ = ["blueprint", "questions", "settings"]
