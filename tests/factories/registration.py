"""Registrations for tests, made through the services."""

import itertools

from webapp.accounts.types import SYSTEM
from webapp.events.models import Event
from webapp.foundation import clock
from webapp.registration import services
from webapp.registration.models import Registration

_numbers = itertools.count(1)


def make_registration(event: Event, name: str = "Kim Muster", *, confirmed: bool = True, **values) -> Registration:
    """Somebody registered, with the address confirmed or not; a place or the waiting list, as the event has it."""
    defaults = {
        "email": f"person{next(_numbers)}@example.org",
        "organisation": "",
        "language": "de",
        "privacy_version": "1",
        "now": clock.now(),
    }
    registration = services.register(event=event, name=name, **{**defaults, **values})
    if confirmed:
        services.confirm_address(registration=registration, now=clock.now())
    return registration


def cancel(registration: Registration) -> Registration:
    """Give the place or the rank up."""
    return services.cancel(registration=registration, actor=SYSTEM, now=clock.now())
