"""What lies in the bin of contacts, and what of it goes on counting."""

from datetime import date, timedelta

from sqlalchemy import select

from tests.factories.contacts import make_contact, take_up
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from webapp.contacts import services
from webapp.contacts.models import Contact
from webapp.contacts.queries.lists import invitable
from webapp.contacts.types import WORDING
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.registration.types import INVITE_AGAIN


def test_a_consent_that_was_taken_back_stays_so_when_the_entry_is_gone_for_good(desk, work):
    with work():
        made = make_registration(make_event(host=desk.host), email="z@example.org", consents={INVITE_AGAIN: WORDING})
        take_up()
        found = session().scalars(select(Contact)).one()
        entry = {"name": "Zora", "email": "z@example.org", "company": "", "phone": "", "language": "de"}
        grounds = {"source": "Messe", "purpose": "x", "review_on": date(2027, 12, 1)}
        services.change(contact=found, now=clock.now(), **entry, **grounds)
        services.withdraw(contact=found, now=clock.now())
        services.put_in_bin(contact=found, now=clock.now())
        link_id, name = found.link_id, made.name
    clock.move_on(timedelta(days=30, minutes=5))
    with work():
        services.empty_bin(now=clock.now())
        left = session().scalars(select(Contact)).one()
        assert (left.name, left.source, left.entered_at, left.link_id) == (name, "", None, link_id)
        assert [(each.version, each.withdrawn_at is None) for each in left.consents] == [(WORDING, False)]
        again = make_contact(desk.host, "Zora", email="z@example.org")
        kept = services.keep_list(organisation_id=desk.host.id, name="L", now=clock.now(), contacts=[again])
        assert not invitable(kept).contacts
