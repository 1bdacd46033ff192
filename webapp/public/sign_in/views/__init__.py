from webapp.public.sign_in.blueprint import blueprint
from webapp.public.sign_in.views import joining, letters, sign_in

__all__ = ["blueprint", "joining", "letters", "sign_in"]
