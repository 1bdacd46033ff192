"""A letter can be sent again only while it is true: of its reader, and of the event."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.mail import make_all_kinds
from tests.factories.registration import cancel, make_registration
from tests.integration.mail.test_companions import FATES, cancelled, moved, taken_off
from tests.queries import counted
from webapp.events import services as events
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.mail.letters.truth import still_true
from webapp.mail.mailings.inviting import write_portion
from webapp.mail.outbox.enclosures import enclosures_of
from webapp.mail.types import MailKind
from webapp.registration import services
from webapp.registration.queries import get_by_public_id
from webapp.registration.rules import HELD_FOR
from webapp.registration.types import Head

pytestmark = pytest.mark.usefixtures("now")


def true_kinds(mails, event, recipient=None):
    true = still_true(mails, event, clock.now())
    return {each.kind for each in mails if each.public_id in true and recipient in {None, each.recipient}}


def pair(event, **values):
    heads = (Head("Ada"), Head("Ben", "ben@example.org"))
    return make_registration(event, email="ada@example.org", heads=heads, **values)


def swapped(registration):
    who = registration.attendees[1].id
    how = {"registration": registration, "now": clock.now()}
    services.replace_attendee(**how, attendee_id=who, head=Head("Cem", "cem@example.org"))


def dropped(registration):
    who = registration.attendees[1].id
    services.drop_attendee(registration=registration, attendee_id=who, now=clock.now())


def erased(registration):
    services.erase(registration=registration, now=clock.now())


def other_swapped(registration):
    who = registration.attendees[0].id
    services.replace_attendee(registration=registration, attendee_id=who, head=Head("Eva"), now=clock.now())


@pytest.mark.in_turns
@pytest.mark.both
@pytest.mark.parametrize(
    ("change", "ada", "ben"),
    [
        (lambda _: None, {"seat_confirmed"}, {"ticket_of_head"}),
        (cancel, {"cancelled"}, {"no_longer"}),
        (swapped, set(), {"no_longer"}),
        (dropped, set(), {"no_longer"}),
        (other_swapped, {"seat_confirmed"}, {"ticket_of_head"}),
        (erased, set(), {"no_longer"}),
        (lambda made: moved(made.event), {"event_moved"}, {"event_moved"}),
        (lambda made: taken_off(made.event), {"event_postponed"}, {"event_postponed"}),
        (lambda made: cancelled(made.event), {"event_cancelled"}, {"event_cancelled"}),
    ],
    ids=["nothing", "cancelled", "swapped", "dropped", "other", "erased", "moved", "taken off", "called off"],
)
def test_what_was_changed_makes_letters_untrue(work, outbox, change, ada, ben):
    with work():
        made = pair(make_event())
        clock.move_on(timedelta(minutes=1))
        change(made)
        clock.move_on(timedelta(minutes=1))
        mails = outbox()
        if change is erased:
            ben = set()  # goes out once and is forgotten
        found = {who: true_kinds(mails, made.event, f"{who}@example.org") for who in ("ada", "ben")}
        if change is other_swapped:
            ada = {"seat_confirmed"}  # the one that names the new ticket
            letters = [each for each in mails if each.kind == "seat_confirmed"]
            true = still_true(letters, made.event, clock.now())
            assert [each.public_id in true for each in letters] == [False, True]
        assert found == {"ada": ada, "ben": ben}


@pytest.mark.parametrize(
    ("capacity", "kind"), [(5, "confirmation_asked"), (0, "confirmation_asked")], ids=["place", "rank"]
)
def test_the_question_is_asked_again_only_while_it_can_be_answered(work, outbox, capacity, kind):
    with work():
        event = make_event(capacity=capacity)
        made = make_registration(event, confirmed=False)
        late = make_registration(event, confirmed=False)
        clock.move_on(timedelta(minutes=1))
        assert true_kinds(outbox(), event) == {kind}
        services.confirm_address(registration=made, now=clock.now())
        assert kind not in true_kinds(outbox(about=made.public_id), event)
        clock.move_on(HELD_FOR * 60)
        assert true_kinds(outbox(about=late.public_id), event) == set()


def test_a_rank_is_named_again_only_while_it_is_that_one(work, outbox):
    with work():
        event = make_event(capacity=0)
        first, second = (make_registration(event, "Kim") for _ in range(2))
        assert true_kinds(outbox(about=second.public_id), event) == {"waiting_list"}
        cancel(first)
        assert true_kinds(outbox(about=second.public_id), event) == set()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_of_all_kinds_only_the_latest_word_is_true(work, outbox, lang):
    with work():
        event = make_all_kinds(lang)
        mails = outbox()
        assert {mail.kind for mail in mails} == {kind.value for kind in MailKind}
        # A month after everything: the event is over, it was moved, called off and restored before.
        assert true_kinds(mails, event) <= {
            "cancelled",
            "declined",
            "no_longer",
            "calendar",
            "thanks",
            "message",
        }


@pytest.mark.parametrize("fate", FATES)
def test_no_fate_is_told_again_once_another_came(work, outbox, fate):
    with work():
        event = make_event()
        pair(event)
        FATES[fate](event)
        assert fate in true_kinds(outbox(), event)
        clock.move_on(timedelta(minutes=1))
        if fate == "event_cancelled":
            events.restore_event(event=event, now=clock.now(), reason="Neu")
        else:
            events.cancel_event(event=event, now=clock.now(), reason="Neu")
        assert fate not in true_kinds(outbox(), event)


def test_many_mails_cost_the_queries_of_few(app, work, outbox):
    def queries_for(count):
        with work():
            event = make_event(capacity=None)
            for number in range(count):
                make_registration(event, heads=(Head("Ada"), Head("Ben", f"q{count}.{number}@example.org")))
            slug, mails = event.slug, outbox(event_id=event.id)
        with counted(app) as seen, work():
            assert still_true(mails, get_event(slug), clock.now())
        return len(seen)

    assert queries_for(1) == queries_for(8)


@pytest.mark.both
@pytest.mark.parametrize(
    ("fate", "said"),
    [
        ("cancelled", "findet nicht statt"),
        ("past", "ist vorbei"),
        ("postponed", "ist verschoben"),
        ("", "Sie haben einen Platz"),
    ],
)
def test_asking_for_the_ticket_again_says_how_the_event_stands(work, outbox, fate, said):
    with work():
        event = make_event()
        services.set_up(event=event, attach_tickets=True)
        made = make_registration(event, email="kim@example.org")
        if fate == "past":
            clock.move_on(timedelta(days=8))
        elif fate:
            {"cancelled": cancelled, "postponed": taken_off}[fate](event)
        services.send_again(event=event, email="kim@example.org")
        mail = outbox(kind="tickets_again")[0]
        assert said in mail.text
        assert ("Sie haben einen Platz" in mail.text) == (fate == "")
        assert mail.text.count("Geplant war") == (fate in {"cancelled", "postponed"})
        assert ("/t/" in mail.text) == (fate in {"", "postponed"})
        assert bool(enclosures_of(mail).files) == (fate in {"", "postponed"})
        assert get_by_public_id(made.public_id).status == "confirmed"


@pytest.mark.parametrize("closes", [False, True])
def test_nobody_is_led_to_a_form_that_is_closed(work, outbox, closes):
    with work():
        event = make_event(capacity=1, registration_closes_at=clock.now() + timedelta(days=3))
        guest = services.Guest("Gast", "gast@example.org")
        services.invite(event=event, guests=[guest], now=clock.now())
        write_portion()
        first, waiting = (make_registration(event) for _ in range(2))
        cancel(first)
        clock.move_on(timedelta(days=2))
        services.expire_due(now=clock.now())
        assert waiting.status == "expired"
        if closes:
            clock.move_on(timedelta(days=2))
        found = true_kinds(outbox(), event)
        assert found == (set() if closes else {"invitation", "cancelled", "offer_expired"})
