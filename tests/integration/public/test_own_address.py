"""Another address of whoever registered: it counts once its mailbox said so, and nobody learns anything else."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from tests.factories.events import make_event
from tests.factories.registration import by_link, cancel, make_category, make_registration, people
from tests.html import parsed, text_of
from tests.mails import mails_to, text_to
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.errors import OfferOverError
from webapp.registration.models import AddressWish, AttendeeRequest, Change
from webapp.registration.types import LINK, Contact, Head

pytestmark = pytest.mark.usefixtures("now")
GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def own(app, work):
    """A registration with the path of its page."""
    with work():
        made = make_registration(make_event(capacity=9), email="kim@example.org")
        make_registration(made.event, "Robin Anders", email="robin@example.org")
        public_id = made.public_id
        session().execute(delete(OutboxMail))
    with app.app_context():
        return public_id, f"/registrations/{links.seal(LINK, public_id)}"


@pytest.fixture
def send(client):
    def post(path, **typed):
        return client.post(path, data={"once_key": tokens.new_id(), **typed}, headers=GERMAN)

    return post


def confirming(work, address):
    return re.search(r"/addresses/[\w.~-]+", text_to(work, address, "address_asked"))[0]


def test_nothing_changes_until_the_new_mailbox_says_yes_and_then_the_old_link_ends(own, client, send, work):
    public_id, path = own
    assert send(f"{path}/address", email="kim@example.com").status_code == 303
    told = text_to(work, "kim@example.com", "address_asked")
    assert not any(said in told for said in ("Kim", "kim@", "/registrations/"))
    page = confirming(work, "kim@example.com")
    assert client.get(page, headers=GERMAN).status_code == 200  # as scanners of mail do
    with work():
        assert queries.get_by_public_id(public_id).email == "kim@example.org"
    answer = send(f"{page}/confirm")
    assert "kim@example.com" in text_of(parsed(client.get(answer.location, headers=GERMAN)))
    assert client.get(path).status_code == 404
    assert client.get(page).status_code == 404
    given_up = text_to(work, "kim@example.org", "address_given_up")
    assert "example.com" not in given_up
    assert ("corrected", "kim@example.com") in mails_to(work)
    with work():
        found = queries.get_by_public_id(public_id)
        assert (found.email, found.status) == ("kim@example.com", "confirmed")


def test_whether_an_address_is_registered_is_told_to_its_mailbox_alone(own, client, send, work):
    _public_id, path = own
    answers = []
    for address in ("robin@example.org", "nobody@example.org"):
        asked = send(f"{path}/address", email=address)
        shown = text_of(parsed(client.get(asked.location, headers=GERMAN))).replace(address, "…")
        answers.append((asked.status_code, shown))
        assert mails_to(work, address) == [("address_asked", address)]
    assert answers[0] == answers[1]
    # The link to the one that was asked for first opens nothing any more.
    assert client.get(confirming(work, "robin@example.org")).status_code == 404
    send(f"{path}/address", email="robin@example.org")
    page = confirming(work, "robin@example.org")
    answer = send(f"{page}/confirm")
    assert "selbst angemeldet" in client.get(answer.location, headers=GERMAN).text
    with work():
        assert queries.get_by_public_id(own[0]).email == "kim@example.org"


def test_a_mailbox_is_asked_three_times_an_hour_whoever_asks_known_or_not(own, app, send, work):
    with work():
        event = queries.get_by_public_id(own[0]).event
        others = [make_registration(event).public_id for _ in range(5)]
        session().execute(delete(OutboxMail))
    for victim in ("robin@example.org", "nobody@example.org"):
        said = []
        for each in others:
            with app.app_context():
                path = f"/registrations/{links.seal(LINK, each)}/address"
            said.append(send(path, email=victim).status_code)
        assert said == [303, 303, 303, 422, 422]
        assert len(mails_to(work, victim)) == 3


def test_what_is_no_address_or_the_one_of_now_is_said_at_the_field(own, send):
    _public_id, path = own
    for typed, said in (("kim@", "Adresse"), ("KIM@example.org", "hat Ihre Anmeldung schon")):
        answer = send(f"{path}/address", email=typed)
        assert answer.status_code == 422
        assert said in answer.text


def test_a_link_ends_after_two_days_and_with_the_registration(own, client, send, work):
    public_id, path = own
    send(f"{path}/address", email="kim@example.com")
    page = confirming(work, "kim@example.com")
    clock.move_on(services.addresses.CONFIRMED_WITHIN - timedelta(minutes=1))
    assert "Diese Adresse verwenden" in client.get(page, headers=GERMAN).text
    clock.move_on(timedelta(minutes=2))
    assert "Diese Adresse verwenden" not in client.get(page, headers=GERMAN).text
    send(f"{page}/confirm")
    send(f"{path}/address", email="kim@example.com")
    page = confirming(work, "kim@example.com")
    with work():
        cancel(queries.get_by_public_id(public_id))
    assert send(f"{page}/confirm").status_code == 404
    with work():
        assert queries.get_by_public_id(public_id).email == "kim@example.org"
        services.erase(registration=queries.get_by_public_id(public_id), now=clock.now())
        assert session().scalar(select(AddressWish)) is None


def test_whoever_has_not_confirmed_the_address_asks_for_no_other(app, client, send, work):
    with work():
        made = make_registration(make_event(capacity=9), email="kim@example.org", confirmed=False)
        public_id = made.public_id
    with app.app_context():
        path = f"/registrations/{links.seal(LINK, public_id)}"
    assert send(f"{path}/address", email="victim@example.org").status_code == 303
    assert mails_to(work, "victim@example.org") == []
    assert "Adresse ändern" not in client.get(path, headers=GERMAN).text


def _corrected(made, name="Kim Muster", email="kim@example.org", **people_of_it):
    contact = Contact(name, email, "")
    services.correct(registration=made, contact=contact, people=people_of_it, now=clock.now())


def _expired(made):
    clock.move_on(made.held_until - clock.now())
    services.expire_due(now=clock.now())


def _swapped_by_the_desk(made):
    services.replace_attendee(
        registration=made, attendee_id=made.attendees[0].id, head=Head("Wer Anderes"), now=clock.now()
    )


# What may become of a registration, and how it has to stand for that.
OVER = {
    "another address by the desk": ("confirmed", lambda made: _corrected(made, email="zoe@example.org")),
    "no address by the desk": ("confirmed", lambda made: _corrected(made, email="")),
    "another name by the desk": ("confirmed", lambda made: _corrected(made, name="Zoe Zweig")),
    "somebody else by the desk": ("confirmed", _swapped_by_the_desk),
    "cancelled": ("confirmed", cancel),
    "declined": ("requested", lambda made: services.decline(registration=made, reason="voll", now=clock.now())),
    "an offer over": ("offered", _expired),
    "erased": ("confirmed", lambda made: services.erase(registration=made, now=clock.now())),
}


def _standing(how):
    event = make_event(capacity=1 if how == "offered" else 9)
    before = make_registration(event) if how == "offered" else None
    needs_approval = {"category_id": make_category(event, needs_approval=True).id} if how == "requested" else {}
    made = make_registration(event, heads=people("Kim Muster"), email="kim@example.org", **needs_approval)
    if before is not None:
        cancel(before)
    assert made.status == how
    return made


@pytest.mark.parametrize("what", OVER)
def test_whatever_becomes_of_a_registration_ends_the_wish_for_another_address(client, send, work, what):
    how, act = OVER[what]
    with work():
        made = _standing(how)
        public_id = made.public_id
        services.addresses.ask_for_address(registration=made, email="stranger@example.com", now=clock.now())
    page = confirming(work, "stranger@example.com")
    with work():
        act(queries.get_by_public_id(public_id))
    assert client.get(page).status_code == 404
    assert send(f"{page}/confirm").status_code == 404
    with work():
        assert queries.get_by_public_id(public_id).email != "stranger@example.com"
    assert mails_to(work, "stranger@example.com") == []  # what hadn't gone out doesn't


def test_who_was_asked_for_by_whoever_had_the_wrong_address_is_put_before_nobody(work):
    with work():
        event = make_event(capacity=9)
        category = make_category(event, needs_approval=True)
        made = make_registration(event, "Kim Muster", email="wrong@example.org", category_id=category.id)
        services.approve(registration=made, now=clock.now())
        by_link(services.add_attendee, made, head=Head("Sam Fremd", "sam@example.org"))
        _corrected(made, name="Kim Musterin", email="wrong@example.org")
        assert len(queries.wishes_of(made.id)) == 1
        _corrected(made, name="Kim Musterin", email="kim@example.org")
        assert session().scalar(select(AttendeeRequest)) is None
        last = session().scalars(select(Change).order_by(Change.id.desc())).first()
        assert last.kind == "corrected"
        kinds = session().scalars(select(Change.kind)).all()
        assert kinds.count("person_refused") == 1


@pytest.mark.both
@pytest.mark.parametrize("meanwhile", ["ended", "for another address"])
def test_a_wish_that_ended_while_its_link_was_pressed_changes_nothing(work, meanwhile):
    with work():
        made = make_registration(make_event(capacity=9), email="kim@example.org")
        services.addresses.ask_for_address(registration=made, email="stranger@example.com", now=clock.now())
        wish = session().scalars(select(AddressWish)).one()
        # As the transaction of another process leaves it.
        by_another = delete(AddressWish) if meanwhile == "ended" else update(AddressWish).values(public_id="w" * 22)
        session().execute(by_another.execution_options(synchronize_session=False))
        with pytest.raises(OfferOverError):
            services.confirm_new_address(wish=wish, now=clock.now())
        assert made.email == "kim@example.org"
