"""What lies in the bin of contacts, and what of it goes on counting."""

import re
from datetime import date, timedelta

from sqlalchemy import select

from tests.factories.contacts import make_contact, take_up
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.html import parsed
from webapp.contacts import services
from webapp.contacts.models import Contact
from webapp.contacts.queries.lists import invitable, lists_of
from webapp.contacts.types import WORDING
from webapp.events import services as events
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


def test_no_page_leads_to_what_lies_in_the_bin_and_all_is_there_again_when_it_is_back(desk, work):
    with work():
        one, two = make_contact(desk.host, "Otto Eins"), make_contact(desk.host, "Ida Zwei")
        now, own = clock.now(), {"organisation_id": desk.host.id}
        gone = services.keep_list(name="Fortgeworfen", now=now, contacts=[one], **own)
        kept = services.keep_list(name="Behalten", now=now, contacts=[one, two], **own)
        services.delete_list(contact_list=gone, now=now)
        services.put_in_bin(contact=two, now=now)
        base = f"/contacts/{desk.host.key}"
        of_one, of_list, mine = f"{base}/people/{one.public_id}", f"{base}/lists/{kept.public_id}", two.public_id
        assert [(row.list.name, row.picked) for row in lists_of(desk.host.id)] == [("Behalten", 1)]
    assert "Behalten" in desk.page(of_one)
    assert "Fortgeworfen" not in desk.page(of_one)
    assert ("Otto Eins" in desk.page(of_list), "Ida Zwei" in desk.page(of_list)) == (True, False)
    assert desk.send(f"{base}/people/{mine}/restore").status_code == 303
    assert "Ida Zwei" in desk.page(of_list)


def test_a_list_may_be_called_like_a_series_that_lies_in_the_bin(desk, work):
    with work():
        events.drop_series(series=events.open_series(organisation_id=desk.host.id, title="Treff"), now=clock.now())
    assert ">Treff<" not in desk.page(f"/contacts/{desk.host.key}/lists")
    assert desk.send(f"/contacts/{desk.host.key}/lists", {"name": "Treff"}).status_code == 303


def test_whoever_gives_a_contact_an_address_that_lies_in_the_bin_is_led_there(desk, work):
    with work():
        gone, kept = make_contact(desk.host, "Otto Fort", email="otto@example.org"), make_contact(desk.host)
        services.put_in_bin(contact=gone, now=clock.now())
        base = f"/contacts/{desk.host.key}"
        path, mine = f"{base}/people/{kept.public_id}/edit", gone.public_id
    sent = sent_from(parsed(desk.client.get(f"/manage{path}")), "source")
    said = desk.send(path, {**sent, "email": "otto@example.org"})
    assert said.status_code == 409
    (link,) = re.findall(rf'href="/manage({base}/bin\?[^"]*)"', said.text)
    assert f"{mine}/restore" in desk.page(link)
