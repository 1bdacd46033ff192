"""Whoever is invited and has a ticket with somebody else's registration comes, for as long as that ticket holds."""

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from tests.phases import bring_to
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.letters.truth import still_true
from webapp.mail.mailings.inviting import write_portion
from webapp.mail.models import OutboxMail
from webapp.registration import services
from webapp.registration.models import Invitation
from webapp.registration.queries.invitations import invitations_of, replies_of, silent_count
from webapp.registration.types import Head, InvitationStatus, Reply

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.both]
BEN = "ben@straße.example"
BEN_AS_ADA_WRITES_IT = "Ben@Straße.example"
LETTERS = ("invitation", "invitation_reminder")


def invite(event, email=BEN):
    (made,) = services.invite(event=event, guests=[services.Guest("Ben Busch", email)], now=clock.now())
    return made


def bring(event, name="Ada", **values):
    """Ada registers herself and Ben."""
    heads = (Head(name), Head("Ben", BEN_AS_ADA_WRITES_IT))
    return make_registration(event, name, heads=heads, **values)


def stands(event):
    """How Ben's invitation stands, alike for him, the desk's figures and each of its filters."""
    invitation = session().scalar(select(Invitation).where(Invitation.event_id == event.id))
    session().refresh(invitation)
    assert [kind for kind, count in replies_of(event.id, "").items() if count] == [invitation.reply]
    for reply in Reply:
        found = invitations_of(event.id, reply=reply, words="", limit=9, offset=0)
        assert found.total == len(found.invitations) == (reply is invitation.reply)
    return invitation.reply


def letters():
    write_portion()
    return session().scalars(select(OutboxMail.kind).where(OutboxMail.kind.in_(LETTERS)).order_by(OutboxMail.id)).all()


def to_be_decided(event):
    services.set_up(event=event, needs_approval=True)
    return bring(event)


def refused(event):
    services.decline(registration=to_be_decided(event), reason="Voll.", now=clock.now())


def unanswered(event):
    return bring(event, confirmed=False)


def cancelled(event):
    cancel(bring(event))


def without_ben(event):
    made = bring(event)
    services.drop_attendee(registration=made, attendee_id=made.attendees[1].id, now=clock.now())


def passed_on(event):
    made = bring(event)
    who = {"registration": made, "attendee_id": made.attendees[1].id, "head": Head("Cem")}
    services.replace_attendee(**who, now=clock.now())


def forgotten(event):
    services.erase(registration=bring(event), now=clock.now())


NOT_ALONG = (to_be_decided, refused, unanswered, cancelled, without_ben, passed_on, forgotten)


@pytest.mark.parametrize("invited", ["before", "afterwards"])
def test_whoever_has_a_ticket_along_comes_and_is_asked_nothing(work, invited):
    with work():
        event = make_event()
        if invited == "before":
            invite(event)
            assert letters() == ["invitation"]
        bring(event)
        if invited == "afterwards":
            made = invite(event)
            assert made.was_registered_before
        assert stands(event) is Reply.COMES
        assert silent_count(event.id) == 0
        assert services.remind(event=event, now=clock.now()) == 0
        assert letters() == ["invitation"] * (invited == "before")


@pytest.mark.parametrize("how", NOT_ALONG, ids=lambda how: how.__name__)
def test_whoever_has_no_ticket_along_is_asked_as_anybody_else(work, how):
    with work():
        event = make_event()
        invite(event)
        assert letters() == ["invitation"]
        how(event)
        assert stands(event) is Reply.OPEN
        assert silent_count(event.id) == 1
        assert services.remind(event=event, now=clock.now()) == 1
        assert letters() == list(LETTERS)


def test_whoever_only_waits_along_is_asked(work):
    with work():
        event = make_event(capacity=2)
        invite(event)
        make_registration(event)
        bring(event)
        assert stands(event) is Reply.OPEN


def test_an_invitation_that_was_kept_back_goes_out_once_nobody_brings_them_along(work):
    with work():
        event = make_event()
        made = bring(event)
        invite(event)
        assert letters() == []
        services.drop_attendee(registration=made, attendee_id=made.attendees[1].id, now=clock.now())
        assert stands(event) is Reply.OPEN
        assert letters() == ["invitation"]


def test_a_reminder_that_is_due_waits_as_well(work):
    with work():
        event = make_event()
        invite(event)
        letters()
        services.remind(event=event, now=clock.now())
        bring(event)
        assert letters() == ["invitation"]


def test_no_letter_is_sent_again_that_asks_whoever_comes(work):
    with work():
        event = make_event()
        invite(event)
        letters()
        mails = session().scalars(select(OutboxMail)).all()
        assert len(still_true(mails, event, clock.now())) == 1
        bring(event)
        assert still_true(mails, event, clock.now()) == set()


def test_nobody_is_brought_along_by_their_own_registration(work):
    with work():
        event = make_event(capacity=2)
        invitation = invite(event)
        make_registration(event)
        make_registration(event, "Ben", email=BEN, heads=(Head("Ben", BEN), Head("Cem")))
        session().refresh(invitation)
        assert not invitation.is_brought_along
        assert stands(event) is Reply.WAITS


def test_what_somebody_has_of_their_own_counts_before_what_they_have_along(work):
    with work():
        event = make_event(capacity=3)
        invitation = invite(event)
        bring(event)
        own = make_registration(event, "Ben", email=BEN, heads=(Head("Ben"), Head("Cem")))
        assert stands(event) is Reply.WAITS
        cancel(own)
        assert stands(event) is Reply.COMES
        assert invitation.is_brought_along


def test_whoever_said_no_and_is_brought_along_comes_until_they_are_left_out(work):
    with work():
        event = make_event()
        invitation = invite(event)
        services.decline_invitation(invitation=invitation, now=clock.now())
        made = bring(event)
        assert stands(event) is Reply.COMES
        services.decline_invitation(invitation=invitation, now=clock.now())
        assert invitation.status == InvitationStatus.DECLINED
        cancel(made)
        assert stands(event) is Reply.DECLINED


def test_whoever_used_the_link_and_brings_the_invited_one_takes_no_answer_from_them(work):
    with work():
        event = make_event()
        invitation = invite(event)
        bring(event, invited_by=invitation.public_id)
        assert stands(event) is Reply.COMES
        assert invitation.is_brought_along
        assert invitation.may_be_answered
        assert not invitation.may_be_withdrawn


def test_another_event_is_another_matter(work):
    with work():
        event = make_event()
        invite(event)
        bring(make_event())
        assert stands(event) is Reply.OPEN


@pytest.mark.parametrize("phase", ["closed", "running", "past"])
def test_nobody_is_invited_to_what_nobody_can_say_yes_to(work, phase):
    with work():
        event = make_event()
        made = bring(event)
        invite(event)
        bring_to(event, phase)
        session().flush()
        services.erase(registration=made, now=clock.now())
        assert letters() == []
        assert stands(event) is Reply.OPEN
