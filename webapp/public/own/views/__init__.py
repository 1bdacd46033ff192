from webapp.public.own.blueprint import blueprint
from webapp.public.own.views import addresses, further, own, people, registration

__all__ = ["addresses", "blueprint", "further", "own", "people", "registration"]
