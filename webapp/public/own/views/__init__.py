from webapp.public.own.blueprint import blueprint
from webapp.public.own.views import addresses, own, people, registration

__all__ = ["addresses", "blueprint", "own", "people", "registration"]
