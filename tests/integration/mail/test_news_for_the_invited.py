"""Whoever was invited and hasn't answered learns what becomes of the day that the letter named."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from webapp.events import services as events
from webapp.events.services import restore_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.inviting import write_portion
from webapp.mail.models import OutboxMail
from webapp.mail.opt_outs import digest_of
from webapp.mail.services import stop_mail
from webapp.mail.telling import audience_of
from webapp.registration import services
from webapp.registration.services.inviting import Guest

pytestmark = pytest.mark.usefixtures("now")
KINDS = ("event_cancelled", "event_restored", "event_postponed", "event_moved")


def told(kind):
    return {each.recipient: each for each in session().scalars(select(OutboxMail).where(OutboxMail.kind == kind))}


def all_fates(event):
    now, later = clock.now(), event.starts_at + timedelta(days=2)
    events.cancel_event(event=event, now=now, reason="Wasserschaden")
    restore_event(event=event, now=now, reason="Doch trocken")
    events.postpone_event(event=event, now=now, reason="Wieder nass")
    ends = later + timedelta(hours=2)
    events.postpone_event(event=event, now=now, reason="Neuer Tag", starts_at=later, ends_at=ends)


@pytest.mark.both
def test_open_invitations_hear_of_every_fate_and_nobody_else_does(work):
    with work():
        event = make_event()
        guests = [Guest(name, f"{name}@example.org") for name in ("offen", "nein", "ja", "stumm", "weg")]
        _open, no, yes, refusing, withdrawn = services.invite(event=event, guests=guests, now=clock.now())
        write_portion()
        services.decline_invitation(invitation=no, now=clock.now())
        services.withdraw_invitation(invitation=withdrawn, now=clock.now())
        make_registration(event, email=yes.email)
        stop_mail(digest=digest_of(refusing.email), now=clock.now())
        unwritten = services.invite(event=event, guests=[Guest("Neu", "neu@example.org")], now=clock.now())
        assert unwritten
        assert {each.reader.email for each in audience_of(event.id)} == {"ja@example.org", "offen@example.org"}
        all_fates(event)
        for kind in KINDS:
            assert set(told(kind)) == {"ja@example.org", "offen@example.org"}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_letter_says_that_the_invitation_stands_and_where_to_answer_while_that_can_be_done(work, lang):
    with work():
        event = make_event()
        guest = Guest("Ada", "ada@example.org", language=lang)
        services.invite(event=event, guests=[guest], now=clock.now())
        write_portion()
        all_fates(event)
        letters = {kind: told(kind)["ada@example.org"] for kind in KINDS}
        for kind, letter in letters.items():
            assert (
                ("/invitations/" in letter.text)
                == ("/invitations/" in letter.html)
                == (kind in {"event_restored", "event_moved"})
            )
            assert "/registrations/" not in letter.text + letter.html
            assert "Ticket" not in letter.text
            assert letter.unsubscribe
