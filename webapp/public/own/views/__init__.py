from webapp.public.own.blueprint import blueprint
from webapp.public.own.views import own, people, registration

__all__ = ["blueprint", "own", "people", "registration"]
