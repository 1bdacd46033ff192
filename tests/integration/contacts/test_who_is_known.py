"""Who is a contact, since when and until when: by events, by the office, by an own consent."""

from datetime import date, timedelta

import pytest

from tests.factories.contacts import make_contact, take_up
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import by_link, make_registration
from webapp.contacts import queries, services
from webapp.contacts.errors import ContactBoundError, ContactKnownError
from webapp.contacts.queries import traces
from webapp.contacts.tasks import forget_contacts, look_over_contacts
from webapp.contacts.types import WORDING, Basis, Wanted
from webapp.foundation import clock
from webapp.registration import services as registrations
from webapp.registration.queries import get_by_public_id
from webapp.registration.services import forget_old_people
from webapp.registration.types import INVITE_AGAIN, Head

pytestmark = pytest.mark.usefixtures("now")
AGREES = {INVITE_AGAIN: WORDING}


def found(host, words="", **narrowed):
    return [each.name for each in queries.contacts_of(host.id, Wanted(words=words, **narrowed), limit=50).contacts]


def only(host, words):
    (contact,) = queries.contacts_of(host.id, Wanted(words=words), limit=5).contacts
    return contact


@pytest.mark.both
def test_whoever_is_at_hand_by_events_is_found_by_forgiving_words(work):
    with work():
        host = make_organisation()
        event = make_event(host=host)
        make_registration(event, "Jörg Krüger", organisation="Bäckerei Weiß GmbH", email="j.krueger@weiss.example")
        make_registration(event, "Anna Vogel", heads=(Head("Anna Vogel"), Head("Mit Rand", "rand@example.org")))
        registrations.invite(event=event, guests=[registrations.Guest("Ida Gast", "ida@example.org")], now=clock.now())
        assert (found(host), traces.fresh_count(host.id)) == ([], 2)
        take_up()
        assert traces.fresh_count(host.id) == 0
        assert found(host) == ["Ida Gast", "Jörg Krüger", "Mit Rand", "Anna Vogel"]
        for words in ("krüger", "Krueger", "krugr", "backerei weis", "j.krueger@wei", "weiss jor", "KRÜG"):
            assert found(host, words) == ["Jörg Krüger"], words
        assert found(host, "mit rand") == ["Mit Rand", "Anna Vogel"]  # she brings somebody of that name
        assert found(host, "krause") == found(host, "jörg vogel") == found(host, "…") == []
        assert found(host, event=event.public_id, source=Basis.EVENTS.value) == found(host)
        assert found(make_organisation()) == []


def test_what_is_corrected_is_found_at_once_and_nothing_is_kept_of_before(work):
    with work():
        host = make_organisation()
        made = make_registration(make_event(host=host), "Anna Vogel", email="alt@example.org")
        public_id = made.public_id
        take_up()
    with work():
        made = get_by_public_id(public_id)
        made.name, made.email, made.email_normal = "Anna Specht", "neu@example.org", "neu@example.org"
        made.attendees[0].name, made.words = made.name, "anna specht neu example org"
    with work():
        assert found(host) == ["Anna Specht"]
        assert found(host, "vogel") == found(host, "alt@example.org") == []
        assert only(host, "neu@example.org").email == "neu@example.org"


def test_whoever_only_registered_leaves_with_the_last_registration(work):
    with work():
        host = make_organisation()
        first, last = make_event(host=host), make_event(host=host, starts_in=timedelta(days=400))
        for event in (first, last):
            make_registration(event, "Anna Vogel", email="anna@example.org")
        make_registration(first, "Willi Wieder", email="willi@example.org", consents=AGREES)
        make_registration(first, "Nie Bestätigt", email="nie@example.org", consents=AGREES, confirmed=False)
        make_contact(host, "Ernst Eintrag", email="ernst@example.org")
        make_registration(first, "Ernst E.", email="ernst@example.org")
        take_up()
        services.set_tags(contact=only(host, "anna"), tags=["Presse"])
        ends = first.ends_at
    assert clock.now() < ends
    clock.move_on(timedelta(days=300))
    with work():
        forget_old_people(now=clock.now())
    with work():
        assert found(host) == ["Ernst Eintrag", "Anna Vogel", "Willi Wieder"]
        willi = only(host, "willi")
        assert (willi.basis, willi.in_events, willi.consents[0].version) == (Basis.AGREED, False, WORDING)
        assert found(host, consent="agreed") == ["Willi Wieder"]
    clock.move_on(timedelta(days=500))
    with work():
        forget_old_people(now=clock.now())
    with work():
        assert found(host) == ["Ernst Eintrag", "Willi Wieder"]
        assert queries.tags_of(host.id) == []


def test_a_consent_counts_when_the_address_is_proved_and_ends_when_it_is_taken_back(app, work):
    with work():
        host = make_organisation()
        event = make_event(host=host)
        made = make_registration(event, "Willi Wieder", email="willi@example.org", consents=AGREES, confirmed=False)
        assert found(host) == []
        registrations.confirm_address(registration=made, now=clock.now())
        willi = only(host, "willi")
        services.agree(registration=made, now=clock.now())  # twice is once
        assert len(willi.consents) == 1
        services.withdraw(contact=willi, now=clock.now())
        assert (willi.basis, found(host, consent="withdrew")) == (Basis.EVENTS, ["Willi Wieder"])
        services.agree_again(contact=willi, now=clock.now())
        assert (willi.basis, len(willi.consents)) == (Basis.AGREED, 2)
        by_link(registrations.erase, made)
    with work():
        assert found(host) == []  # they have deleted it themselves: no consent keeps anything


def test_an_entry_says_why_it_is_kept_is_looked_at_again_and_lies_in_the_bin_for_thirty_days(app, work):
    with work():
        host = make_organisation()
        ernst = make_contact(host, "Ernst Eintrag", email="ernst@example.org", review_on=date(2027, 1, 1))
        with pytest.raises(ContactKnownError):
            make_contact(host, email="ERNST@example.org")
        registered = make_registration(make_event(host=host), "Ernst Eintrag", email="ernst@example.org")
        make_registration(registered.event, "Anna Vogel", email="anna@example.org")
        take_up()
        with pytest.raises(ContactBoundError):
            services.put_in_bin(contact=only(host, "anna"), now=clock.now())
        assert queries.due_counts([host.id], date(2026, 12, 31)) == {}
        assert queries.due_counts([host.id], date(2027, 1, 1)) == {host.id: 1}
        assert found(host, due_on=date(2027, 1, 1)) == ["Ernst Eintrag"]
        services.put_in_bin(contact=ernst, now=clock.now())
        alone = make_contact(host, "Otto Allein")
        services.put_in_bin(contact=alone, now=clock.now())
        assert found(host) == ["Ernst Eintrag", "Anna Vogel"]  # by events
        assert (only(host, "ernst").basis, found(host, "otto")) == (Basis.EVENTS, [])
        services.restore(contact=alone)
        assert found(host, "otto") == ["Otto Allein"]
        services.put_in_bin(contact=alone, now=clock.now())
    clock.move_on(timedelta(days=31))
    with app.app_context():
        forget_contacts()
        look_over_contacts()
    with work():
        assert queries.bin_of(host.id) == []
        assert found(host) == ["Ernst Eintrag", "Anna Vogel"]
        assert only(host, "ernst").source == ""


def test_what_was_missed_is_made_good(app, work):
    with work():
        host, other = make_organisation(), make_organisation()
        event = make_event(host=host)
        make_registration(event, "Anna Vogel")
        take_up()
        event.host_id = other.id
    with app.app_context():
        look_over_contacts()
    with work():
        assert (found(host), found(other)) == ([], ["Anna Vogel"])
