"""5,000 at once on 100 places: exactly 100 get one, nobody is lost, and without the guard it breaks."""

import re
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.giants import giant
from tests.integration.registration.storming import at_once, storm
from webapp.capacity.models import Pool
from webapp.events.queries import get_event
from webapp.events.services import change_capacity
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.errors import OfferOverError
from webapp.registration.models import Registration
from webapp.registration.types import Application, Counts

pytestmark = pytest.mark.both
ATTEMPTS = giant(5_000)
PLACES = ATTEMPTS // 50
KNOWN = ATTEMPTS // 100


@pytest.fixture
def slug(work):
    with work():
        return make_event(capacity=PLACES).slug


def addresses(count, known=0):
    """So many addresses, the last `known` of which somebody else has typed already."""
    fresh = [f"gast{number}@example.org" for number in range(count - known)]
    return fresh + fresh[:known]


def standing(slug):
    event = get_event(slug)
    pool = session().get(Pool, event.pool_id)
    return queries.counts_of(event.id), pool.taken, pool.granted_over


def mails(kind):
    return session().scalar(select(func.count()).where(OutboxMail.kind == kind))


@pytest.mark.in_turns
@pytest.mark.giant
def test_five_thousand_find_exactly_a_hundred_places(work, slug, database_url, tmp_path):
    told = storm(database_url, tmp_path, slug, addresses(ATTEMPTS, KNOWN))
    assert told.problems == []
    with work():
        # Whoever was typed twice is told the same twice.
        seated = select(func.count()).where(Registration.status == "pending")
        twice = Registration.email.in_(addresses(ATTEMPTS, KNOWN)[:KNOWN])
        assert told.positions.count(0) == PLACES + (session().scalar(seated.where(twice)) or 0)
        counts, taken, over = standing(slug)
        assert (counts.pending, counts.waiting, taken, over) == (PLACES, ATTEMPTS - KNOWN - PLACES, PLACES, 0)
        assert (mails("confirmation_asked"), mails("repeated")) == (ATTEMPTS - KNOWN, KNOWN)
        line = session().scalars(
            select(Registration.queued_at).where(Registration.status == "waiting").order_by(Registration.id)
        )
        ranks = list(line)
        assert ranks == sorted(set(ranks))
        waiting = ATTEMPTS - KNOWN - PLACES
        assert set(range(1, waiting + 1)) <= set(told.positions)
    print(f"{told.again} asked to try again")


@pytest.mark.proof
@pytest.mark.giant
def test_control_without_the_guard_more_than_a_hundred_are_told_that_they_have_a_place(
    work, slug, database_url, tmp_path
):
    told = storm(database_url, tmp_path, slug, addresses(10 * PLACES), guarded=False)
    with work():
        counts, taken, _ = standing(slug)
    assert told.positions.count(0) > PLACES
    assert counts.pending > PLACES
    assert taken > PLACES


def test_a_crowd_at_the_form_finds_exactly_twenty_places(app, work):
    with work():
        event = make_event(capacity=20)
        page = f"/events/{event.slug}/register"
        slug = event.slug

    def attempt(number):
        typed = {"name": f"Gast {number}", "email": f"gast{number}@example.org", "consent": "y"}
        typed |= {"privacy_version": "none", "once_key": f"key-{number // 2 * 2}"} if number % 2 else {}
        typed |= {"privacy_version": "none"}
        typed.setdefault("once_key", f"key-own-{number}")
        return app.test_client().post(page, data=typed)

    answers = at_once([lambda number=number: attempt(number) for number in range(200)])
    assert {answer.status_code for answer in answers} == {303}
    with work():
        counts, taken, over = standing(slug)
        assert (counts.pending, counts.waiting, taken, over) == (20, 180, 20, 0)


@pytest.mark.proof
def test_one_form_sent_fifty_times_at_once_makes_one_registration_and_one_answer(app, work, slug):
    typed = {"name": "Kim", "email": "kim@example.org", "consent": "y", "privacy_version": "none", "once_key": "one"}
    page = f"/events/{slug}/register"
    answers = at_once([lambda: app.test_client().post(page, data=typed)] * 50)
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, answers[0].location)}
    with work():
        assert standing(slug)[:2] == (Counts(pending=1), 1)
        assert mails("confirmation_asked") == 1
    changed = app.test_client().post(page, data={**typed, "name": "Robin"})
    assert changed.status_code == 409


def test_one_address_typed_by_twenty_at_once_makes_one_registration(work, slug, monkeypatch):
    monkeypatch.setattr("webapp.mail.rules.MOST_UNASKED", 100)

    def attempt():
        with work():
            application = Application(name="Kim", email="kim@example.org", privacy_version="1")
            services.register(event=get_event(slug), application=application, now=clock.now())

    at_once([attempt] * 20)
    with work():
        assert standing(slug)[:2] == (Counts(pending=1), 1)
        assert (mails("confirmation_asked"), mails("repeated")) == (1, 19)


@pytest.fixture
def queued(work):
    """An event with 20 places, 20 who have them and 30 in line; the ids in order."""
    with work():
        event = make_event(capacity=20)
        ids = [make_registration(event, f"Gast {number}").public_id for number in range(50)]
        return event.slug, ids


def leaver(work, public_id):
    def leave():
        with work():
            services.cancel(registration=queries.get_by_public_id(public_id), now=clock.now())

    return leave


def promoted():
    statement = select(OutboxMail.about).where(OutboxMail.kind == "offer").order_by(OutboxMail.id)
    return list(session().scalars(statement))


def test_a_storm_of_cancellations_moves_the_line_up_in_its_order_and_each_once(work, queued):
    slug, ids = queued
    at_once([leaver(work, public_id) for public_id in ids[:20] + ids[:20]])
    with work():
        counts, taken, over = standing(slug)
        assert (counts.offered, counts.waiting, counts.cancelled, taken, over) == (20, 10, 20, 20, 0)
        assert promoted() == ids[20:40]
        assert [queries.waiting_position(queries.get_by_public_id(each)) for each in ids[40:]] == list(range(1, 11))


def test_leaving_places_and_ranks_coming_and_resizing_at_once_never_exceeds_the_places(work, queued):
    slug, ids = queued

    def come(number):
        def register():
            with work():
                make_registration(get_event(slug), f"Neu {number}", email=f"neu{number}@example.org")

        return register

    def resize(capacity):
        def change():
            with work():
                change_capacity(event=get_event(slug), capacity=capacity)

        return change

    leaving = [leaver(work, public_id) for public_id in ids[::3]]
    mixed = [*leaving[:8], resize(25), *(come(n) for n in range(10)), *leaving[8:], resize(22), resize(30)]
    at_once(mixed)
    with work():
        change_capacity(event=get_event(slug), capacity=30)
        counts, taken, over = standing(slug)
        assert counts.cancelled == len(leaving)
        assert counts.confirmed + counts.offered == taken == 30
        assert (counts.waiting, over) == (60 - len(leaving) - 30, 0)
        assert len(promoted()) == len(set(promoted()))
        stayed = [each for each in ids if each not in ids[::3]]
        statuses = [queries.get_by_public_id(each).status for each in stayed]
        assert re.fullmatch(r"(confirmed )*(offered )*(waiting )*", " ".join(statuses) + " ")


@pytest.mark.usefixtures("now")
def test_offers_end_once_however_many_jobs_and_people_are_at_them(work, queued):
    slug, ids = queued
    for public_id in ids[:20]:
        leaver(work, public_id)()
    offered = ids[20:40]

    def answer(public_id, act):
        def attempt():
            with suppress(OfferOverError), work():
                act(registration=queries.get_by_public_id(public_id), now=clock.now())

        return attempt

    def expire():
        with work():
            services.expire_due(now=clock.now())

    taken = [answer(each, services.accept_offer) for each in offered[:6] * 3]
    left = [answer(each, services.decline_offer) for each in offered[6:10] * 3]
    at_once([*taken, *left])
    clock.move_on(timedelta(hours=24))
    late = [answer(each, services.accept_offer) for each in offered[10:]]
    at_once([*late, *[expire] * 8])
    with work():
        statuses = [queries.get_by_public_id(each).status for each in offered]
        assert statuses == ["confirmed"] * 6 + ["cancelled"] * 4 + ["expired"] * 10
        assert (mails("moved_up"), mails("offer_expired")) == (6, 14)
        # The four that were left went to the next four in line, and when they ended, too, to the last six.
        assert promoted() == ids[20:50]
        assert standing(slug)[1:] == (12, 0)
