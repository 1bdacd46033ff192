"""From the form's words to a place held, and what a second try does."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from webapp.capacity.queries import level
from webapp.capacity.services import resize
from webapp.events.models import Event
from webapp.foundation import clock, revisions
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.errors import PersonInvalidError, RegistrationClosedError, RegistrationNotFoundError
from webapp.registration.models import Attendee, Consent, Registration
from webapp.registration.rules import HELD_FOR, RANKED_FOR
from webapp.registration.types import NEARLY_FULL, Application, Problem, RegistrationAvailability, RegistrationFilter

pytestmark = pytest.mark.usefixtures("now")


def sign_up(event, **changes):
    typed = {"name": "Kim Muster", "email": "kim@example.org", "organisation": "Holz GmbH", "language": "de"}
    application = Application(privacy_version="7", **{**typed, **changes})
    return services.sign_up(event=event, application=application, now=clock.now())


def kinds():
    return list(session().scalars(select(OutboxMail.kind).order_by(OutboxMail.id)))


def taken(event):
    return level(event.pool_id).taken


@pytest.mark.both
def test_a_place_is_held_until_the_address_is_confirmed(work):
    with work():
        event = make_event(capacity=2)
        receipt = sign_up(event, name="  Kim   Muster ", email="Kim@Example.org")
        found = queries.find_live(event.id, "kim@example.org")
        assert (found.status, found.name, found.email) == ("pending", "Kim Muster", "Kim@example.org")
        assert (found.held_until, receipt.until) == (clock.now() + HELD_FOR, clock.now() + HELD_FOR)
        assert (receipt.position, taken(event), kinds()) == (0, 1, ["confirmation_asked"])
        assert [head.name for head in found.attendees] == ["Kim Muster"]
        (consent,) = session().scalars(select(Consent))
        assert (consent.text_key, consent.version, consent.given_at) == ("privacy", "7", clock.now())


@pytest.mark.both
def test_without_a_free_place_there_is_a_rank(work):
    with work():
        event = make_event(capacity=1)
        make_registration(event)
        first, second = sign_up(event), sign_up(event, email="robin@example.org")
        assert (first.position, second.position) == (1, 2)
        assert first.until == clock.now() + RANKED_FOR
        assert (queries.waiting_count(event.id), taken(event)) == (2, 1)
        assert queries.counts_of(event.id).waiting == 2


def test_an_event_without_limit_is_never_full(work):
    with work():
        event = make_event(capacity=None)
        assert [sign_up(event, email=f"a{number}@example.org").position for number in range(3)] == [0, 0, 0]


@pytest.mark.both
@pytest.mark.parametrize("capacity", [5, 1], ids=["room", "full"])
def test_a_known_address_gets_the_answer_of_a_new_one_and_keeps_what_it_has(work, capacity):
    with work():
        event = make_event(capacity=capacity)
        make_registration(event, email="kim@example.org")
        before = taken(event)
        again = sign_up(event, email="KIM@EXAMPLE.ORG", name="Somebody Else")
        assert taken(event) == before
        new = sign_up(event, email="new@example.org")
        assert again == new
        assert queries.find_live(event.id, "kim@example.org").name == "Kim Muster"
        assert kinds() == ["confirmation_asked", "seat_confirmed", "repeated", "confirmation_asked"]


def test_a_known_address_gets_the_answer_of_a_new_one_even_when_only_expired_places_are_free(work):
    with work():
        event = make_event(capacity=2)
        make_registration(event, email="kim@example.org")
        make_registration(event, confirmed=False)
        clock.move_on(HELD_FOR)
        assert sign_up(event) == sign_up(event, email="new@example.org")
        assert taken(event) == 2


@pytest.mark.both
@pytest.mark.parametrize("capacity", [5, 0], ids=["room", "full"])
def test_two_with_one_address_at_the_same_moment_make_one_registration(work, monkeypatch, capacity):
    with work():
        event = make_event(capacity=capacity)
        sign_up(event)
        before = taken(event)
        # As if the second one had looked before the first one was stored: the index decides.
        real, looks = queries.standing, []

        def standing(*asked):
            looks.append(asked)
            found = real(*asked)
            return found if len(looks) > 1 else dataclasses.replace(found, is_known=False)

        monkeypatch.setattr(queries, "standing", standing)
        sign_up(event)
        assert session().scalar(select(func.count()).select_from(Registration)) == 1
        assert (taken(event), kinds()) == (before, ["confirmation_asked", "repeated"])


def test_a_rival_who_vanished_again_asks_for_another_try(work, monkeypatch):
    with work():
        event = make_event(capacity=5)
        sign_up(event)
        monkeypatch.setattr(queries, "live_of", lambda *_: [])
        with pytest.raises(RegistrationClosedError):
            sign_up(event)
        assert taken(event) == 1


def test_an_event_called_off_while_the_form_was_read_takes_nobody(work):
    with work():
        event = make_event(capacity=5)
        called_off = update(Event).where(Event.id == event.id).values(status="cancelled")
        session().execute(called_off.execution_options(synchronize_session=False))
        assert event.status == "published"  # as this request still sees it
        with pytest.raises(RegistrationClosedError):
            sign_up(event)


def test_one_address_can_come_to_two_events(work):
    with work():
        one, two = make_event(), make_event()
        sign_up(one)
        sign_up(two)
        assert (taken(one), taken(two)) == (1, 1)


def test_after_leaving_the_same_address_registers_anew(work):
    with work():
        event = make_event(capacity=1)
        cancel(make_registration(event, email="kim@example.org"))
        assert sign_up(event).position == 0
        assert queries.counts_of(event.id).pending == 1


@pytest.mark.parametrize("capacity", [1, 0], ids=["place", "rank"])
def test_an_own_expired_try_makes_way_for_a_new_one(work, capacity):
    with work():
        event = make_event(capacity=capacity)
        sign_up(event)
        clock.move_on(RANKED_FOR)
        sign_up(event)
        counts = queries.counts_of(event.id)
        assert (counts.expired, counts.pending + counts.waiting, taken(event)) == (1, 1, capacity)


def test_an_expired_place_of_somebody_else_is_free_at_once(work):
    with work():
        event = make_event(capacity=1)
        make_registration(event, confirmed=False)
        clock.move_on(HELD_FOR - timedelta(microseconds=1))
        assert sign_up(event, email="early@example.org").position == 1
        clock.move_on(timedelta(microseconds=1))
        assert sign_up(event, email="late@example.org").position == 0


def test_whoever_comes_later_does_not_pass_the_line(work):
    with work():
        event = make_event(capacity=1)
        make_registration(event)
        make_registration(event, "Wartende")
        event_level = level(event.pool_id)
        services.move_up(event=event, now=clock.now())
        assert level(event.pool_id) == event_level
        resize(event.pool_id, capacity=2)  # nobody was told yet
        assert sign_up(event).position == 2
        assert services.move_up(event=event, now=clock.now()) == 1


@pytest.mark.parametrize(
    ("values", "shut"),
    [
        ({"status": "draft"}, RegistrationAvailability.CLOSED),
        ({"status": "cancelled"}, RegistrationAvailability.CANCELLED),
        ({"status": "postponed"}, RegistrationAvailability.POSTPONED),
        ({"starts_in": timedelta(hours=-1)}, RegistrationAvailability.CLOSED),
        ({"starts_in": timedelta(days=-1)}, RegistrationAvailability.PAST),
        ({"features": []}, RegistrationAvailability.NOT_NEEDED),
    ],
)
def test_a_shut_event_takes_nobody(work, values, shut):
    with work():
        event = make_event(**values)
        assert queries.availability(event, clock.now()) is shut
        with pytest.raises(RegistrationClosedError):
            sign_up(event)
        assert (taken(event), kinds()) == (0, [])


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({"name": " "}, {"name": Problem.MISSING}),
        ({"name": "x" * 161}, {"name": Problem.TOO_LONG}),
        ({"email": ""}, {"email": Problem.MISSING}),
        ({"email": "kim"}, {"email": Problem.NO_ADDRESS}),
        ({"email": "kim@example.org\r\nBcc: a@example.org"}, {"email": Problem.NO_ADDRESS}),
        ({"email": "Kim <kim@example.org>"}, {"email": Problem.NO_ADDRESS}),
        ({"organisation": "x" * 201}, {"organisation": Problem.TOO_LONG}),
        ({"name": "", "email": "a@b@c"}, {"name": Problem.MISSING, "email": Problem.NO_ADDRESS}),
    ],
)
def test_what_cannot_be_taken_is_named_by_field(work, typed, problems):
    with work():
        event = make_event()
        with pytest.raises(PersonInvalidError) as refused:
            sign_up(event, **typed)
        assert refused.value.details["fields"] == problems
        assert session().scalar(select(func.count()).select_from(Attendee)) == 0


def test_the_last_places_renew_the_lists_and_any_place_the_events_page(work):
    with work():
        event = make_event(capacity=NEARLY_FULL + 1)
        scopes = ("events", f"event:{event.slug}")
        told = [revisions.read(scopes)]
        for number in range(NEARLY_FULL + 2):
            sign_up(event, email=f"a{number}@example.org")
            told.append(revisions.read(scopes))
    lists, page = zip(*told, strict=True)
    assert sorted(set(page)) == list(page)
    assert lists[0] == lists[1]
    assert sorted(set(lists[1:-1])) == list(lists[1:-1])
    assert lists[-1] == lists[-2]


def test_room_that_expiry_makes_while_somebody_registers_renews_the_lists(work):
    with work():
        event = make_event(capacity=2)
        for _ in range(2):
            make_registration(event, confirmed=False)
        before = revisions.read(("events",))
        clock.move_on(HELD_FOR)
        sign_up(event)
        assert revisions.read(("events",)) > before


def test_a_registration_is_found_by_its_public_id_only(work):
    with work():
        made = make_registration(make_event())
        assert queries.get_by_public_id(made.public_id) is made
        for missing in (lambda: queries.get_by_public_id("x" * 22), lambda: queries.get_registration(made.id + 1)):
            with pytest.raises(RegistrationNotFoundError):
                missing()


def test_the_list_of_registrations_is_filtered_searched_and_paged(work):
    with work():
        event = make_event(capacity=2)
        for name in ("Ada Müller", "Ben Weiß", "Cem Öz"):
            make_registration(event, name, organisation=f"{name} GmbH")
            clock.move_on(timedelta(seconds=1))
        everyone = queries.registrations_of(event.id)
        assert ([each.name for each in everyone.registrations], everyone.total) == (
            ["Ada Müller", "Ben Weiß", "Cem Öz"],
            3,
        )
        page = queries.registrations_of(event.id, limit=1, offset=1)
        assert ([each.name for each in page.registrations], page.total) == (["Ben Weiß"], 3)
        found = queries.registrations_of(event.id, RegistrationFilter(words="mueller"), limit=1)
        assert ([each.name for each in found.registrations], found.total) == (["Ada Müller"], 1)
        waiting = queries.registrations_of(event.id, RegistrationFilter(status="waiting"))
        assert [each.name for each in waiting.registrations] == ["Cem Öz"]
        assert [reader.status for reader in queries.addressees_of(event.id)] == ["confirmed", "confirmed", "waiting"]
        assert (queries.may_change(event, clock.now()), queries.may_leave(event, clock.now())) == (True, True)
