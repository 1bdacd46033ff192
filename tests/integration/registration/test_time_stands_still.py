"""While an event is called off nothing runs out and nobody is scolded; with its date the time begins anew."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from webapp.events import services as events
from webapp.events.services import restore_event
from webapp.foundation import clock, jobs
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.models import Invitation, Registration
from webapp.registration.services.inviting import Guest
from webapp.registration.tasks import keep_places_moving

pytestmark = pytest.mark.usefixtures("now")
DAY = timedelta(days=1)


def off(event, how):
    if how == "cancelled":
        events.cancel_event(event=event, now=clock.now(), reason="Wasserschaden")
    else:
        events.postpone_event(event=event, now=clock.now(), reason="Wasserschaden")


def on_again(event, how, starts_in=None):
    now = clock.now()
    if how == "cancelled":
        restore_event(event=event, now=now, reason="Doch trocken")
        return
    starts = now + starts_in if starts_in else event.starts_at
    events.postpone_event(
        event=event, now=now, reason="Neuer Termin", starts_at=starts, ends_at=starts + timedelta(hours=2)
    )


def full_event_with_an_offer_and_claims():
    event = make_event(capacity=1, starts_in=30 * DAY)
    seated = make_registration(event)
    offered, unproved_rank = make_registration(event), make_registration(event, confirmed=False)
    cancel(seated)
    assert offered.status == "offered"
    return event, offered, unproved_rank


def mails(kind):
    return session().scalars(select(OutboxMail).where(OutboxMail.kind == kind)).all()


@pytest.mark.both
@pytest.mark.parametrize("how", ["cancelled", "postponed"])
def test_no_offer_runs_out_while_there_is_no_date_and_then_its_time_begins_anew(app, work, how):
    with work():
        event, offered, rank = full_event_with_an_offer_and_claims()
        off(event, how)
        offer, claim = offered.public_id, rank.public_id
    clock.move_on(3 * DAY)
    with app.app_context():
        keep_places_moving()
    with work():
        event = queries.get_by_public_id(offer).event
        assert [queries.get_by_public_id(each).status for each in (offer, claim)] == ["offered", "waiting"]
        assert mails("offer_expired") == []
        on_again(event, how)
    with app.app_context():
        keep_places_moving()
    with work():
        again = queries.get_by_public_id(offer)
        assert (again.status, again.held_until) == ("offered", clock.now() + DAY)
        assert queries.get_by_public_id(claim).held_until == clock.now() + DAY
        kind = "event_restored" if how == "cancelled" else "event_moved"
        letter = next(each for each in mails(kind) if each.about == offer)
        assert "bis " in letter.text
        assert services.accept_offer(registration=again, now=clock.now()).status == "confirmed"


@pytest.mark.both
def test_a_held_place_and_an_offer_can_be_answered_late_while_there_is_no_date(work):
    with work():
        event = make_event(capacity=2, starts_in=30 * DAY)
        held = make_registration(event, confirmed=False)
        seated, offered = make_registration(event), make_registration(event)
        cancel(seated)
        assert offered.status == "offered"
        off(event, "postponed")
        clock.move_on(3 * DAY)
        assert services.confirm_address(registration=held, now=clock.now()).status == "confirmed"
        assert services.accept_offer(registration=offered, now=clock.now()).status == "confirmed"


@pytest.mark.both
def test_an_offer_never_outlasts_the_new_beginning(work):
    with work():
        event, offered, _ = full_event_with_an_offer_and_claims()
        off(event, "postponed")
        on_again(event, "postponed", starts_in=timedelta(hours=5))
        assert offered.held_until == clock.now() + timedelta(hours=3)


@pytest.mark.parametrize("how", ["cancelled", "postponed"])
def test_no_job_changes_anybody_or_writes_to_anybody_while_the_event_is_off(app, work, how):
    """All jobs there are, those of other rooms as well; whoever adds one is held to it."""
    with work():
        event, *_ = full_event_with_an_offer_and_claims()
        make_registration(event, confirmed=False)
        services.invite(event=event, guests=[Guest("Ada", "ada@example.org")], now=clock.now())
        off(event, how)
        session().flush()

    def everything():
        with work():
            people = select(Registration.public_id, Registration.status, Registration.held_until, Registration.name)
            invited = select(Invitation.public_id, Invitation.status, Invitation.letter_due)
            letters = select(OutboxMail.public_id, OutboxMail.kind)
            return [sorted(map(str, session().execute(each))) for each in (people, invited, letters)]

    before = everything()
    ran = 0
    for step in (timedelta(hours=1), 2 * DAY, 20 * DAY):
        clock.move_on(step)
        for name, job in jobs.registered().items():
            if not name.startswith("webapp.mail.tasks"):  # what is written already goes out
                with app.app_context():
                    job.run()
                ran += 1
    assert ran
    assert everything() == before
