"""Contacts for tests, made through the services."""

import itertools
from datetime import date

from webapp.contacts import services
from webapp.contacts.models import Contact
from webapp.foundation import clock

_numbers = itertools.count(1)


def make_contact(organisation, name: str = "Alma Beispiel", **values) -> Contact:
    """Somebody whom the office entered, with all that the law asks for."""
    defaults = {
        "email": f"contact{next(_numbers)}@example.org",
        "company": "",
        "phone": "",
        "language": "de",
        "source": "Visitenkarte",
        "purpose": "Einladungen",
        "review_on": date(2027, 11, 18),
    }
    return services.enter(organisation_id=organisation.id, name=name, now=clock.now(), **{**defaults, **values})


def take_up() -> None:
    """What the worker does a moment after somebody has registered."""
    while services.catch_up(now=clock.now()):
        pass
