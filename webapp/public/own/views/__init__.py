from webapp.public.own.blueprint import blueprint
from webapp.public.own.views import further, own, people, registration

__all__ = ["blueprint", "further", "own", "people", "registration"]
