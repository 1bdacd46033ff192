from webapp.admin.registration.blueprint import blueprint
from webapp.admin.registration.views import deciding, ending, people, registration, wishes

__all__ = ["blueprint", "deciding", "ending", "people", "registration", "wishes"]
