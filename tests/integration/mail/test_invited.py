"""Whoever accepts an invitation is not asked for the address that its link has proved."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.invited import OWN, invite
from webapp.foundation import clock
from webapp.registration import services
from webapp.registration.types import Application

pytestmark = pytest.mark.usefixtures("now")


@pytest.mark.both
@pytest.mark.parametrize("typed_before", [False, True], ids=["fresh", "typed before"])
@pytest.mark.parametrize(
    ("capacity", "approved", "kind"),
    [(5, False, "seat_confirmed"), (0, False, "waiting_list"), (5, True, "approval_asked")],
)
def test_one_letter_says_how_it_stands(work, outbox, capacity, approved, kind, typed_before):
    with work():
        event = make_event(capacity=capacity)
        services.set_up(event=event, needs_approval=approved)
        invitation, _token = invite(event)
        if typed_before:
            make_registration(event, "Wer Auch Immer", email=OWN, confirmed=False)
        before = len(outbox())
        application = Application(name="Ina", email=OWN, privacy_version="1")
        services.accept_invitation(invitation=invitation, application=application, now=clock.now())
        assert [(mail.kind, mail.recipient) for mail in outbox()[before:]] == [(kind, OWN)]


def test_another_address_is_asked_for(work, outbox):
    with work():
        event = make_event()
        invitation, _token = invite(event)
        application = Application(name="Ina", email="other@example.org", privacy_version="1")
        services.accept_invitation(invitation=invitation, application=application, now=clock.now())
        assert [(mail.kind, mail.recipient) for mail in outbox()] == [("confirmation_asked", "other@example.org")]
