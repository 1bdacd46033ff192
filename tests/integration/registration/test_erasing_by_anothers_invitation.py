"""Whoever came by somebody else's invitation and is erased leaves that invitation to the one it was sent to."""

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.invited import GERMAN, OWN, invite, send
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import Model, session
from webapp.mail.mailings.inviting import write_portion
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.models import Attendee, Invitation, Registration
from webapp.registration.types import Reply

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.both]
FRIEND = "adalbert@example.org"


def rows_that_hold(word):
    return [
        table.name
        for table in Model.metadata.sorted_tables
        for row in session().execute(select(table)).mappings()
        if word in repr(dict(row)).casefold()
    ]


@pytest.fixture
def used(client, work):
    """An invitation that a friend answered with an address of his own: the event's slug and the link."""
    with work():
        event = make_event()
        _invitation, token = invite(event)
        write_portion()
        slug = event.slug
    send(client, slug, FRIEND, token=token, name="Adalbert")
    with work():
        friend = queries.find_live(get_event(slug).id, FRIEND)
        services.confirm_address(registration=friend, now=clock.now())
    return slug, token


def erase_friend():
    friend = session().scalar(select(Registration).where(Registration.email == FRIEND))
    services.erase(registration=friend, now=clock.now())


def stands():
    (invitation,) = session().scalars(select(Invitation))
    return invitation.email, invitation.reply, invitation.registration_id, invitation.answered_at


def test_whoever_used_it_and_cancels_says_no_for_nobody_else(work, used):
    with work():
        friend = session().scalar(select(Registration).where(Registration.email == FRIEND))
        services.cancel(registration=friend, now=clock.now())
    with work():
        assert stands() == (OWN, Reply.OPEN, None, None)
        assert services.remind(event=get_event(used[0]), now=clock.now()) == 1


@pytest.mark.in_turns
@pytest.mark.parametrize("before", ["comes", "cancelled", "came in"])
def test_it_is_open_again_to_its_own_address(client, work, used, before):
    slug, token = used
    with work():
        friend = queries.find_live(get_event(slug).id, FRIEND)
        if before == "cancelled":
            services.cancel(registration=friend, now=clock.now())
        if before == "came in":
            session().scalar(select(Attendee)).entered_at = clock.now()
    with work():
        erase_friend()
    with work():
        assert stands() == (OWN, Reply.OPEN, None, None)
        assert rows_that_hold("adalbert") == []
        # The letter that was sent to the invited one is about nobody else.
        assert session().scalars(select(OutboxMail.recipient)).all() == [OWN]
    page = client.get(f"/invitations/{token}", headers=GERMAN)
    assert page.status_code == 200
    assert f"invitation={token}" in page.text
    assert "/registrations/" in send(client, slug, OWN, token=token).location


def test_one_that_was_withdrawn_stays_so(work, used):
    with work():
        invitation = session().scalar(select(Invitation))
        services.cancel(registration=invitation.registration, now=clock.now())
        services.withdraw_invitation(invitation=invitation, now=clock.now())
    with work():
        erase_friend()
    with work():
        email, reply, registration_id, _answered_at = stands()
        assert (email, reply, registration_id) == (OWN, Reply.WITHDRAWN, None)


def test_ones_own_goes_with_the_person(client, work):
    with work():
        event = make_event()
        invite(event)
        made = make_registration(event, "Ina", email=OWN)
        services.erase(registration=made, now=clock.now())
    with work():
        assert session().scalars(select(Invitation)).all() == []
