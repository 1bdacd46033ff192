"""What was erased takes no place and no rank any more, in whatever status, by whichever way."""

from contextlib import suppress
from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import by_link, cancel, make_category, make_registration
from tests.invited import GERMAN, OWN, invite
from webapp.accounts.acting import acting_as
from webapp.capacity.queries import level
from webapp.events.queries import get_event
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.errors import DomainError
from webapp.foundation.http import links
from webapp.foundation.transaction import savepoint
from webapp.registration import queries, services
from webapp.registration.services import history
from webapp.registration.types import LINK, Application, Head, RegistrationStatus

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]


def a_colleague_joins(made, now):
    with acting_as(history.joining(made)):
        services.add_attendee(registration=made, head=Head("Neu"), now=now)


# Whatever gives a place, a rank or a request, by a link, by the desk or by a job.
WAYS = {
    "confirm": lambda made, now: services.confirm_address(registration=made, now=now),
    "accept": lambda made, now: services.accept_offer(registration=made, now=now),
    "approve": lambda made, now: services.approve(registration=made, now=now),
    "promote": lambda made, now: services.promote(registration=made, reason="Bitte", now=now),
    "beyond": lambda made, now: services.promote(registration=made, reason="Bitte", now=now, beyond=True),
    "one more": lambda made, now: services.add_attendee(registration=made, head=Head("Neu"), now=now),
    "one more by its link": lambda made, _now: by_link(services.add_attendee, made, head=Head("Neu")),
    "a colleague": a_colleague_joins,
    "somebody else": lambda made, now: services.replace_attendee(
        registration=made, attendee_id=made.attendees[0].id, head=Head("Neu"), now=now
    ),
    "another category": lambda made, now: services.move(
        registration=made, category_id=make_category(made.event).id, now=now
    ),
    "other answers": lambda made, now: services.change_answers(
        registration=made, answers={"more": "x"}, answers_of_heads={}, now=now
    ),
    "the line": lambda made, now: services.move_up(event=made.event, now=now),
    "the job": lambda _made, now: services.fill_free_places(now=now),
}


def erased(event, status, *, held):
    made = make_registration(event, "Vera", email=OWN, confirmed=False)
    services.erase(registration=made, now=clock.now())
    made.status, made.cancelled_at, made.queued_at = status.value, None, clock.now()
    made.held_until = clock.now() + timedelta(minutes=5) if held else None
    session().flush()
    return made


def stand(made):
    session().refresh(made)
    session().expire(made.event)
    people = [each.name for each in made.attendees]
    return made.status, made.heads, made.confirmed_at, people, level(made.event.pool_id).taken


class TakenBackError(Exception):
    """What was tried is taken back, so that the next way finds the same."""


@pytest.mark.in_turns
@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("status", RegistrationStatus)
def test_no_way_leads_back(work, status, held):
    with work():
        made = erased(make_event(capacity=5), status, held=held)
        before = stand(made)
        for way, goes in WAYS.items():
            with suppress(TakenBackError), savepoint():
                try:
                    with savepoint():
                        goes(made, clock.now())
                except DomainError:
                    pass
                assert stand(made) == before, way
                raise TakenBackError


def post(client, page, what):
    sent = {"once_key": tokens.new_id()}
    return client.post(f"{page}/{what}", data=sent, headers=GERMAN, follow_redirects=True)


def unconfirmed(event):
    return make_registration(event, "Vera", email=OWN, confirmed=False), timedelta(hours=1)


def not_taken(event):
    others = [make_registration(event, name) for name in "ABCDE"]
    made = make_registration(event, "Vera", email=OWN)
    cancel(others[0])
    return made, timedelta(days=2)


def corrected(event):
    made, _ = unconfirmed(event)
    services.confirm_address(registration=make_registration(event, "Vera Vogt", email=OWN), now=clock.now())
    return made, timedelta(0)


@pytest.mark.in_turns
@pytest.mark.parametrize("by", ["link", "desk"])
@pytest.mark.parametrize("then", ["nothing", "registered anew", "invited"])
@pytest.mark.parametrize("ended", [unconfirmed, not_taken, corrected])
def test_the_letter_that_is_still_there_confirms_nothing(client, work, ended, then, by):
    with work():
        event = make_event(capacity=5)
        slug = event.slug
        made, later = ended(event)
        public_id, page = made.public_id, f"/registrations/{links.seal(LINK, made.public_id)}"
        clock.move_on(later)
        services.expire_due(now=clock.now())
        assert made.status == "expired"
        if by == "desk":
            services.erase(registration=made, now=clock.now())
    if by == "link":
        post(client, page, "erase")
    with work():
        event = get_event(slug)
        if then == "registered anew":
            make_registration(event, "Vera", email=OWN)
        elif then == "invited" and ended is not corrected:
            invitation, _token = invite(event)
            entered = Application("Vera", OWN, privacy_version="1")
            services.accept_invitation(invitation=invitation, application=entered, now=clock.now())
        taken = level(event.pool_id).taken
    assert "/confirm" not in client.get(page, headers=GERMAN).text
    assert "lässt sich nicht mehr bestätigen" in post(client, page, "confirm").text
    with work():
        found = queries.get_by_public_id(public_id)
        assert (found.status, found.name, level(get_event(slug).pool_id).taken) == ("expired", "", taken)
