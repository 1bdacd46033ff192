"""Whoever is erased while a table of people is being gone through stays erased; the others are taken."""

import io
from datetime import date

import pytest
from sqlalchemy import select

from tests.factories.contacts import take_up
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import by_link, make_registration
from tests.integration.registration.test_erasing import files_that_hold, rows_that_hold
from webapp.contacts import services
from webapp.contacts.models import Contact
from webapp.contacts.tasks import look_through_tables
from webapp.contacts.types import Grounds
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration import queries
from webapp.registration import services as registrations
from webapp.registration.models import Invitation
from webapp.registration.tasks import look_through_guest_lists

pytestmark = pytest.mark.usefixtures("now")
TABLE = "Name;E-Mail\nKim Weg;WEG@müller.de\nUli U;uli@example.org\n".encode()
ADDRESS = "weg@müller.de"
LANGUAGE = {"language": "de"}


def everywhere(public_id):
    host_id = queries.get_by_public_id(public_id).event.host_id
    own = Contact.organisation_id == host_id, Contact.name == "Kim Weg"
    services.erase_everywhere(contact=session().scalars(select(Contact).where(*own)).one(), now=clock.now())


def by_their_link(public_id):
    by_link(registrations.erase, queries.get_by_public_id(public_id))


def contacts_of(event):
    grounds = Grounds("Messe", "Einladungen", date(2027, 10, 1))
    named = {"organisation_id": event.host_id, "stream": io.BytesIO(TABLE), "name": "m.csv", "grounds": grounds}
    return services.take_table(**named, tags=[], now=clock.now(), **LANGUAGE)


def guests_of(event):
    named = {"event": event, "stream": io.BytesIO(TABLE), "name": "g.csv", "category_id": None}
    return registrations.take_list(**named, now=clock.now(), **LANGUAGE)


def invite(guest_list):
    registrations.invite_list(guest_list=guest_list)


def enter(table):
    services.enter_table(table=table)


KINDS = {
    "contacts": (contacts_of, look_through_tables, enter, Contact),
    "guests": (guests_of, look_through_guest_lists, invite, Invitation),
}


@pytest.mark.both
@pytest.mark.parametrize(
    ("kind", "erase"), [("contacts", everywhere), ("guests", everywhere), ("guests", by_their_link)]
)
def test_a_table_that_is_being_taken_passes_over_whoever_is_erased(app, work, tmp_path, kind, erase):
    take, go_on, agree, made = KINDS[kind]
    with work():
        event = make_event(host=make_organisation())
        public_id = make_registration(event, "Kim Weg", email=ADDRESS).public_id
        take_up()
        table = take(event)
        table_type, table_id = type(table), table.id
    with app.app_context():
        go_on()
    with work():
        agree(session().get(table_type, table_id))
        erase(public_id)
    with app.app_context():
        go_on()
    with work():
        assert session().scalars(select(made.email)).all() == ["uli@example.org"]
        assert session().get(table_type, table_id).state == "done"
        assert rows_that_hold("weg@") == rows_that_hold("Kim Weg") == []
    assert files_that_hold(tmp_path, "weg@") == []
