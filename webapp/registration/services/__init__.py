"""The use cases of a registration, from the form to the place given up."""

from webapp.registration.services.cancelling import cancel
from webapp.registration.services.confirming import confirm_address
from webapp.registration.services.expiring import expire_due
from webapp.registration.services.line import fill_free_places, move_up
from webapp.registration.services.registering import problems, register, sign_up

__all__ = [
    "cancel",
    "confirm_address",
    "expire_due",
    "fill_free_places",
    "move_up",
    "problems",
    "register",
    "sign_up",
]
