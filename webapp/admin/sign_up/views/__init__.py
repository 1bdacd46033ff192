from webapp.admin.sign_up.blueprint import blueprint
from webapp.admin.sign_up.views import categories, draft, questions, settings

__all__ = ["blueprint", "categories", "draft", "questions", "settings"]
