"""Three items for each job that empties a bin, of which the second one is going to raise."""

from datetime import timedelta

from tests.factories.contacts import make_contact
from tests.factories.events import make_event, make_venue
from tests.factories.organisations import make_organisation
from tests.integration.foundation.scene import Scene, three
from webapp.contacts.models import Contact
from webapp.contacts.services import forgetting as contact_bin
from webapp.events.models import Event, Venue
from webapp.events.services import erasing as binned_events
from webapp.events.services.publishing import throw_away
from webapp.foundation import bins, clock
from webapp.foundation.database import session


class BinnedContacts(Scene):
    module, function = contact_bin, "_let_go"

    def make(self):
        host = make_organisation()
        made = three(lambda: make_contact(host))
        for each in made:
            contact_bin.put_in_bin(contact=each, now=clock.now())
        return [each.id for each in made]

    def prepare(self):
        clock.move_on(timedelta(days=31))

    def key_of(self, contact_id, *_):
        return contact_id

    def is_done(self, key):
        return session().get(Contact, key) is None


class BinnedEvents(Scene):
    module, function = binned_events, "_erase"

    def make(self):
        made = three(lambda: make_event(status="draft"))
        for each in made:
            throw_away(event=each, now=clock.now())
        return [each.id for each in made]

    def prepare(self):
        clock.move_on(timedelta(days=31))

    def key_of(self, event):
        return event.id

    def is_done(self, key):
        return session().get(Event, key) is None


class Binned(Scene):
    module, function = bins, "is_named"

    def make(self):
        made = three(make_venue)
        for each in made:
            bins.put_in(each, clock.now())
        return [each.id for each in made]

    def prepare(self):
        clock.move_on(timedelta(days=31))

    def key_of(self, venue):
        return venue.id

    def is_done(self, key):
        return session().get(Venue, key) is None
