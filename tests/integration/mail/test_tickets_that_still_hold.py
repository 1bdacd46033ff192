"""Whoever loses a ticket that came with somebody else is told which ones still hold, wherever those come from."""

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import by_link, cancel, make_registration
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.mail.models import OutboxMail
from webapp.registration import services
from webapp.registration.types import LINK, Head

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]
BEN = "ben@example.org"


def bring(event, name):
    heads = (Head(name), Head("Ben", BEN))
    return make_registration(event, name, email=f"{name.lower()}@example.org", heads=heads)


def leave_out(registration):
    (ben,) = [each for each in registration.attendees if each.email == BEN]
    by_link(services.drop_attendee, registration, attendee_id=ben.id)


def last_letter():
    return session().scalars(select(OutboxMail).where(OutboxMail.recipient == BEN).order_by(OutboxMail.id)).all()[-1]


@pytest.mark.parametrize("end", [cancel, leave_out])
def test_whoever_has_a_place_of_their_own_keeps_it_and_is_told_so(work, end):
    with work():
        event = make_event()
        own = make_registration(event, "Ben", email=BEN)
        end(bring(event, "Ada"))
        letter = last_letter()
        assert letter.kind == "no_longer"
        assert "eines Ihrer Tickets gilt nicht mehr" in letter.text
        assert letter.text.count("/t/") == 1
        assert "melden Sie sich bitte neu an" not in letter.text
        assert own.status == "confirmed"


@pytest.mark.parametrize("end", [cancel, leave_out])
def test_whoever_comes_along_with_somebody_else_as_well_is_told_so(work, end):
    with work():
        event = make_event()
        eva, ada = bring(event, "Eva"), bring(event, "Ada")
        end(ada)
        letter = last_letter()
        assert letter.text.count("/t/") == 1
        assert "melden Sie sich bitte neu an" not in letter.text
        assert [each for each in (eva, ada) if links.seal(LINK, each.public_id) in letter.text] == []


@pytest.mark.parametrize("end", [cancel, leave_out])
def test_whoever_has_nothing_left_may_register_anew(work, end):
    with work():
        event = make_event()
        make_registration(event, "Ben", email=BEN, confirmed=False)
        end(bring(event, "Ada"))
        letter = last_letter()
        assert letter.text.count("/t/") == 0
        assert "Ihr Ticket gilt nicht mehr" in letter.text
