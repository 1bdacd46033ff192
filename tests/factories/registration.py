"""Registrations for tests, made through the services."""

import itertools
from collections.abc import Callable
from typing import TypeVar

from webapp.accounts.acting import acting_as
from webapp.events.models import Event
from webapp.foundation import clock
from webapp.registration import services
from webapp.registration.models import Category, Registration
from webapp.registration.services import history
from webapp.registration.types import Application, CategoryKind, Head

T = TypeVar("T")
_numbers = itertools.count(1)


def make_registration(event: Event, name: str = "Kim Muster", *, confirmed: bool = True, **values) -> Registration:
    """Somebody registered, with the address confirmed or not; a place or the waiting list, as the event has it."""
    defaults = {
        "email": f"person{next(_numbers)}@example.org",
        "organisation": "",
        "language": "de",
        "privacy_version": "1",
    }
    now = values.pop("now", None) or clock.now()
    application = Application(name=name, **{**defaults, **values})
    registration = services.register(event=event, application=application, now=now)
    if confirmed:
        services.confirm_address(registration=registration, now=clock.now())
    return registration


def cancel(registration: Registration) -> Registration:
    """Give the place or the rank up."""
    return services.cancel(registration=registration, now=clock.now())


def by_link(act: Callable[..., T], made: Registration, **values) -> T:
    """Have whoever holds the link to the registration do it."""
    with acting_as(history.own(made)):
        return act(registration=made, now=clock.now(), **values)


def people(*names: str) -> tuple[Head, ...]:
    """Heads by these names, without addresses of their own."""
    return tuple(Head(name) for name in names)


def make_category(event: Event, *, capacity: int | None = None, **values) -> Category:
    """A category for up to ten people of a business, open to all."""
    defaults = {"kind": CategoryKind.BUSINESS, "label": {"de": "Betriebe", "en": "Businesses"}, "most_heads": 10}
    return services.add_category(event=event, capacity=capacity, **{**defaults, **values})
