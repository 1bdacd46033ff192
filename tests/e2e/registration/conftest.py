"""Events of a walk, and the people who walk it: with a pointer, and with the keyboard alone."""

import itertools
import re
from contextlib import contextmanager

import pytest

from tests.conftest import settings_for
from tests.e2e.hands import Keyboard, Pointer
from tests.e2e.walk import Person
from tests.factories.events import make_event, make_venue
from webapp.events.queries import coming_events
from webapp.factory import create_app
from webapp.foundation import clock
from webapp.foundation.database import db
from webapp.foundation.transaction import unit_of_work

_numbers = itertools.count(1)


@pytest.fixture(params=[Pointer, Keyboard], ids=["pointer", "keyboard"])
def hands(request):
    return request.param()


@pytest.fixture
def attendee(device, hands):
    return Person(device(width=390), hands)


@pytest.fixture
def organizer(device, hands, site):
    person = Person(device(width=1280, height=900), hands)
    person.opens("/sign-in")
    person.writes("E-Mail-Adresse", site.email)
    person.writes("Passwort", site.password)
    person.presses("Anmelden")
    return person


@pytest.fixture
def event(site):
    """Make an event in the running site; what is called with it may shape it."""
    app = create_app(settings_for(site.data_dir, f"sqlite:///{site.data_dir / 'dialogwerk.sqlite3'}"))

    @contextmanager
    def making(title, **values):
        with app.app_context(), unit_of_work():
            host = coming_events(now=clock.now(), limit=1).events[0].host
            number = next(_numbers)
            slug = f"probe-{number}-{re.sub('[^a-z]+', '-', title.lower())}"
            venue = make_venue(name=f"Haus {number}")
            yield make_event(title, slug=slug, host=host, venue=venue, calendar_uid=f"{slug}@localhost", **values)

    def make(title, shape=None, **values):
        with making(title, **values) as made:
            if shape:
                shape(made)
            return made.slug

    yield make
    with app.app_context():
        db.engine.dispose()
