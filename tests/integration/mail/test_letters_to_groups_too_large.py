"""A group that became larger than all places reads in every letter what its page says: it would wait for nothing."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration, people
from tests.html import parsed, text_of
from tests.integration.mail.test_companions import FATES
from webapp.foundation import facts
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.registration import queries
from webapp.registration.facts import PutOnWaitingList, TicketsAskedFor
from webapp.registration.types import LINK

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.both]
TOO_MANY = "auch wenn alle frei wären"
FALSE = ("bleiben auf der Warteliste", "Mehr ist nicht zu tun", "Platz 1", "Nummer 1", "Anfrage läuft", "als Nächste")
EXCEPTION = "Ausnahme"


def too_large(stands, of):
    """A group of three that waits or asks where only two have room any more, by the event or by its category."""
    event = make_event(capacity=3 if of == "event" else 10)
    category = make_category(event, capacity=3, needs_approval=stands == "requested")
    if stands == "waiting":
        make_registration(event, category_id=category.id)
    group = make_registration(event, heads=people("A", "B", "C"), category_id=category.id)
    assert group.status == stands
    (event if of == "event" else category).pool.capacity = 2
    session().flush()
    assert queries.waits_in_vain(group)
    return event, group


@pytest.mark.in_turns
@pytest.mark.parametrize("of", ["event", "category"])
@pytest.mark.parametrize("stands", ["waiting", "requested"])
@pytest.mark.parametrize("kind", [name for name in FATES if name != "event_cancelled"])
def test_what_becomes_of_the_event_promises_nothing(work, outbox, kind, stands, of):
    with work():
        event, group = too_large(stands, of)
        FATES[kind](event)
        says_it(outbox(kind=kind, recipient=group.email)[-1], stands)


@pytest.mark.parametrize("of", ["event", "category"])
@pytest.mark.parametrize("stands", ["waiting", "requested"])
def test_tickets_sent_again_promise_nothing(work, outbox, stands, of):
    with work():
        _, group = too_large(stands, of)
        facts.publish(TicketsAskedFor(group.id))
        says_it(outbox(kind="tickets_again")[-1], stands)


@pytest.mark.parametrize("of", ["event", "category"])
def test_the_letter_about_the_rank_names_none(work, outbox, of):
    with work():
        _, group = too_large("waiting", of)
        facts.publish(PutOnWaitingList(group.id))
        says_it(outbox(kind="waiting_list", recipient=group.email)[-1], "waiting")


def says_it(mail, stands):
    for text in (mail.text, mail.html):
        assert TOO_MANY in text
        assert not [words for words in FALSE if words in text]
        assert (EXCEPTION in text) == (stands == "waiting")


@pytest.mark.parametrize("of", ["event", "category"])
@pytest.mark.parametrize("stands", ["waiting", "requested"])
def test_the_page_speaks_of_an_exception_to_who_waits_alone(client, work, stands, of):
    with work():
        address = f"/registrations/{links.seal(LINK, too_large(stands, of)[1].public_id)}"
    page = text_of(parsed(client.get(address, headers={"Accept-Language": "de"})))
    assert TOO_MANY in page
    assert "verkleinern Sie Ihre Gruppe" in page
    assert (EXCEPTION in page) == (stands == "waiting")


def test_who_fits_is_told_as_ever(work, outbox):
    with work():
        event, group = too_large("waiting", "event")
        single = make_registration(event, category_id=group.category_id)
        pair = make_registration(event, heads=people("D", "E"), category_id=group.category_id)
        FATES["event_restored"](event)
        for each in (single, pair):
            assert TOO_MANY not in outbox(kind="event_restored", recipient=each.email)[-1].text
