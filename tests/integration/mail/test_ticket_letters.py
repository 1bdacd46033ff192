"""Tickets of those who come along: one letter for each address, and who has lost a ticket hears how."""

import pytest

from tests.factories.events import make_event, make_venue
from tests.factories.registration import cancel, make_registration
from webapp.foundation import clock
from webapp.mail.outbox.enclosures import enclosures_of
from webapp.registration import services
from webapp.registration.types import Head

pytestmark = pytest.mark.usefixtures("now")
HOME = "home@example.org"


def family(event, count=6, **values):
    shared = tuple(Head(f"Kind {number}", HOME) for number in range(1, count))
    return make_registration(event, "Anna", email="anna@example.org", heads=(Head("Anna"), *shared), **values)


def how(made):
    return {"registration": made, "now": clock.now()}


def told(mails):
    return [(mail.kind, mail.recipient) for mail in mails]


@pytest.mark.both
def test_a_family_with_one_address_gets_all_its_tickets_in_one_letter(work, outbox):
    with work():
        event = make_event(capacity=50)
        services.set_up(event=event, attach_tickets=True)
        made = family(event)
        (letter,) = outbox(recipient=HOME)
        assert letter.kind == "ticket_of_head"
        assert letter.text.count("/t/") == letter.html.count("/t/") == 5
        assert len(enclosures_of(letter).files) == 5
        assert letter.subject.startswith("Ihre Tickets: ")
        assert "Sie haben 5\u00a0Plätze" in letter.text
        assert "Kind" not in letter.text
        cancel(made)
        last = outbox(recipient=HOME)[1:]
        assert told(last) == [("no_longer", HOME)]
        assert "Ihre Tickets gelten nicht mehr" in last[0].text
        assert enclosures_of(last[0]).calendar[0] == "CANCEL"


@pytest.mark.both
def test_one_of_a_family_who_leaves_takes_no_date_from_the_others(work, outbox):
    with work():
        made = family(make_event(capacity=50), 4)
        services.drop_attendee(**how(made), attendee_id=made.attendees[1].id)
        last = outbox(recipient=HOME)[-1]
        assert last.kind == "no_longer"
        assert "eines Ihrer Tickets gilt nicht mehr" in last.text
        assert last.text.count("/t/") == last.html.count("/t/") == 2
        assert enclosures_of(last).calendar is None


def test_whoever_cancels_but_comes_along_with_others_keeps_the_date(work, outbox):
    with work():
        event = make_event(capacity=50)
        own = make_registration(event, email=HOME)
        family(event, 2)
        cancel(own)
        assert enclosures_of(outbox(kind="cancelled")[0]).calendar is None


@pytest.mark.both
def test_nobody_is_left_without_a_ticket_when_an_address_had_enough_mails(work, outbox):
    with work():
        made = make_registration(make_event(capacity=50), "Anna", email="anna@example.org", heads=(Head("Anna"),))
        for number in range(5):
            before = len(outbox())
            services.add_attendee(**how(made), head=Head(f"Kind {number}", HOME))
            kind, reader = told(outbox()[before:])[0]
            assert (kind, reader) in {("ticket_of_head", HOME), ("seat_confirmed", "anna@example.org")}
        assert len(outbox(recipient=HOME)) == 3
        assert outbox()[-1].text.count("/t/") == 6


def test_whoever_joins_with_the_address_that_registered_is_told_there(work, outbox):
    with work():
        made = make_registration(make_event(), "Anna", email="anna@example.org", heads=(Head("Anna"),))
        before = len(outbox())
        services.add_attendee(**how(made), head=Head("Kind", "Anna@example.org"))
        assert told(outbox()[before:]) == [("seat_confirmed", "anna@example.org")]
        assert outbox()[-1].text.count("/t/") == 2


def test_a_void_ticket_is_told_of_although_the_address_had_enough_other_mails(work, outbox):
    with work():
        made = make_registration(make_event(capacity=50), "Anna", email="anna@example.org", heads=(Head("Anna"),))
        for _ in range(3):
            joined = services.add_attendee(**how(made), head=Head("Ben", HOME))
            services.drop_attendee(**how(made), attendee_id=joined.id)
        kinds = [mail.kind for mail in outbox(recipient=HOME)]
        assert kinds == ["ticket_of_head", "no_longer", "ticket_of_head", "no_longer", "no_longer"]


@pytest.mark.parametrize(("act", "said"), [("replace", "an jemand anderen weitergegeben"), ("drop", "wurde abgesagt")])
def test_it_is_said_how_a_ticket_was_lost(work, outbox, act, said):
    with work():
        made = family(make_event(capacity=50), 2)
        who = made.attendees[1].id
        if act == "replace":
            services.replace_attendee(**how(made), attendee_id=who, head=Head("Carl"))
        else:
            services.drop_attendee(**how(made), attendee_id=who)
        letter = outbox(kind="no_longer")[0]
        assert said in letter.text
        assert "freigegeben" not in letter.text
        assert "/register" in letter.text


@pytest.mark.parametrize("name", ["seat_confirmed", "moved_up"])
def test_what_opens_the_ticket_stands_right_behind_its_announcement(work, outbox, name):
    with work():
        event = make_event(capacity=0 if name == "moved_up" else 5, venue=make_venue())
        made = make_registration(event, "Anna")
        if name == "moved_up":
            services.promote(registration=made, reason="x", now=clock.now(), beyond=True)
            services.accept_offer(registration=made, now=clock.now())
        lines = [line for line in outbox(kind=name)[0].text.split("\n") if line]
        assert lines[0].endswith("öffnet Ihr Ticket:")
        assert "/t/" in lines[1]


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("several", [False, True])
def test_nobody_is_told_of_places_who_has_none_and_several_are_several(work, outbox, lang, several):
    heads = tuple(Head(f"Kim {number}") for number in range(1 + several))
    with work():
        full = make_event(capacity=2)
        make_registration(full, heads=(Head("Ada"), Head("Ben")))
        made = make_registration(full, heads=heads, language=lang)
        services.promote(registration=made, reason="x", now=clock.now(), beyond=True)
        services.accept_offer(registration=made, now=clock.now())
        open_to_all = make_event(capacity=9)
        make_registration(open_to_all, heads=heads, language=lang)
        services.set_up(event=open_to_all, needs_approval=True)
        make_registration(open_to_all, heads=heads, language=lang)
        mails = {mail.kind: mail for mail in outbox()}
    number = len(heads)
    people = {"de": ("1\u00a0Person", "2\u00a0Personen"), "en": ("1 person", "2 people")}[lang][several]
    for kind in ("waiting_list", "offer", "approval_asked"):
        assert people in mails[kind].text.replace("1\u00a0person", "1 person").replace("2\u00a0people", "2 people")
        assert f"– {number}\u00a0P{'lätze' if several else 'latz'}" not in mails[kind].text
    singular = {"de": ("Ihr Platz ", "Ein Platz", "einen Platz"), "en": ("Your place ", "A place", "a place")}[lang]
    for kind in ("offer", "moved_up", "seat_confirmed"):
        assert any(word in mails[kind].subject for word in singular) is not several
