"""My registration: how it stands, and the buttons that change it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.conftest import settings_for
from tests.factories.events import make_event, make_venue
from tests.factories.registration import cancel, make_registration
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.accounts.acting import acting_as
from webapp.accounts.types import SYSTEM
from webapp.factory import create_app
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.foundation.transaction import unit_of_work
from webapp.mail.models import OutboxMail
from webapp.registration.models import Registration
from webapp.registration.rules import HELD_FOR
from webapp.registration.types import LINK, RegistrationStatus

pytestmark = pytest.mark.usefixtures("now")
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def page(work):
    """The address of a registration made with these values, behind so many others."""

    def make(registered=0, *, confirmed=True, event_values=None, **values):
        with work():
            event = make_event("Werkstatt <Holz>", **{"venue": make_venue(), **(event_values or {})})
            for _ in range(registered):
                make_registration(event)
            registration = make_registration(event, confirmed=confirmed, **values)
            return f"/registrations/{links.seal(LINK, registration.public_id)}"

    return make


@pytest.fixture
def read(client):
    return lambda place: text_of(parsed(client.get(place, headers=ENGLISH))).replace("\u00a0", " ")


@pytest.fixture
def press(client):
    numbers = iter(range(1000))

    def post(place, action, key=None):
        return client.post(f"{place}/{action}", data={"once_key": key or f"press{next(numbers)}"}, headers=ENGLISH)

    return post


@pytest.fixture
def status(work):
    def read_it():
        with work():
            return list(session().scalars(select(Registration.status).order_by(Registration.id)))

    return read_it


def buttons(document):
    return [text_of(each) for each in document.iter("button")]


def test_opening_the_link_confirms_nothing_and_the_button_does(client, page, read, press, status):
    place = page(confirmed=False)
    for _ in range(2):
        said = read(place)
        assert "One more step: please confirm." in said
        assert "The place is kept for you until 10:30." in said
    assert client.head(place).status_code == 200
    assert client.get(f"{place}/confirm").status_code == 405
    assert status() == ["pending"]
    answer = press(place, "confirm")
    assert (answer.status_code, answer.location) == (303, place)
    assert status() == ["confirmed"]
    said = read(place)
    assert "You have a place." in said
    assert "Haus der Wirtschaft, Am Markt 1, 09648 Mittweida" in said
    assert "Ticket for Kim Muster" in said


def test_confirming_twice_or_from_two_tabs_does_no_harm(page, press, status, work):
    place = page(confirmed=False)
    for key in ("a", "a", "b"):
        assert press(place, "confirm", key).status_code == 303
    assert status() == ["confirmed"]
    with work():
        kinds = list(session().scalars(select(OutboxMail.kind).order_by(OutboxMail.id)))
    assert kinds == ["confirmation_asked", "seat_confirmed"]


def test_on_the_waiting_list_the_position_is_shown_before_and_after(page, read, press):
    place = page(3, confirmed=False, event_values={"capacity": 1})
    assert "Once you confirm, you’ll be number 3 on the waiting list." in read(place)
    press(place, "confirm")
    assert "You are number 3 on the waiting list." in read(place)


def test_giving_up_needs_no_second_question_but_says_what_it_means(client, page, read, press, status):
    place = page()
    said = read(place)
    assert "Your place becomes free for someone else straight away" in said
    assert press(place, "cancel").status_code == 303
    assert status() == ["cancelled"]
    said = read(place)
    assert "This registration has been cancelled." in said
    assert "Ticket for" not in said
    document = parsed(client.get(place, headers=ENGLISH))
    assert "Register again" in said
    assert not {"Cancel my place", "Confirm the registration"} & set(buttons(document))
    assert press(place, "cancel").status_code == 303
    assert press(place, "confirm").status_code == 303
    assert "This can no longer be confirmed." in read(place)


def test_leaving_the_line(page, read, press, status):
    place = page(1, event_values={"capacity": 1})
    assert "You’ll lose your position." in read(place)
    press(place, "cancel")
    assert status() == ["confirmed", "cancelled"]


def test_too_late_can_still_confirm(page, read, press, status):
    place = page(confirmed=False)
    clock.move_on(HELD_FOR)
    assert "The time for confirming has passed. Please confirm anyway" in read(place)
    press(place, "confirm")
    assert status() == ["confirmed"]


@pytest.mark.parametrize(
    ("event_values", "said"),
    [
        ({"status": "cancelled", "status_reason": "Sturm"}, "This event has been cancelled"),
        ({"status": "postponed", "status_reason": "Sturm"}, "We’ll email you as soon as the new date is known."),
    ],
)
@pytest.mark.parametrize("confirmed", [True, False])
def test_the_fate_of_the_event_comes_first(client, work, page, event_values, said, confirmed):
    place = page(confirmed=confirmed)
    with work():
        event = session().scalar(select(Registration)).event
        for name, value in event_values.items():
            setattr(event, name, value)
    document = parsed(client.get(place, headers=ENGLISH))
    if confirmed:
        assert said in text_of(document)
    assert "Sturm" in text_of(document)
    assert ("Cancel my place" in buttons(document)) is (event_values["status"] == "postponed")
    # Without a date the time to confirm goes on: it can be done, and the place is for the date to come.
    waits = event_values["status"] == "postponed" and not confirmed
    assert ("Confirm the registration" in buttons(document)) is waits
    # A ticket for nothing would only send somebody on the way.
    assert ("Ticket for" in text_of(document)) is (confirmed and event_values["status"] == "postponed")


def test_after_the_event_nothing_is_left_to_do(client, page, press, read, status):
    place = page()
    clock.move_on(timedelta(days=8))
    document = parsed(client.get(place, headers=ENGLISH))
    assert not {"Cancel my place", "Confirm the registration"} & set(buttons(document))
    assert press(place, "cancel").status_code == 303
    assert "The event is over" in read(place)
    assert status() == ["confirmed"]


@pytest.mark.in_turns
@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("stands", RegistrationStatus)
@pytest.mark.parametrize("fate", ["published", "cancelled", "postponed"])
def test_every_state_is_a_proper_page_in_both_languages(client, page, work, lang, stands, fate):
    place = page(confirmed=False, event_values={"bring": ["Stift"]})
    with work():
        found = session().scalar(select(Registration))
        found.status, found.event.status = stands.value, fate
        found.event.status_reason = "Sturm" if fate != "published" else ""
        found.held_until = clock.now() + HELD_FOR if stands == "pending" else None
        found.queued_at = clock.now() if stands == "waiting" else None
    answer = client.get(place, headers={"Accept-Language": lang})
    document = parsed(answer)
    assert document.get("lang") == lang
    assert answer.headers["Cache-Control"] == "no-store"
    assert "None" not in text_of(document)
    assert len(list(document.iter("h1"))) == 1


@pytest.mark.usefixtures("same_minute")
def test_a_wrong_link_opens_nothing_and_guessing_ends(client, page, press, app):
    place = page()
    wrong = place[:-1] + ("A" if place[-1] != "A" else "B")
    with app.app_context():
        poster = links.seal("station", place.rpartition("/")[2][:22])
    for bad in (wrong, f"/registrations/{poster}", "/registrations/x", place + "x"):
        assert client.get(bad).status_code == 404
        assert press(bad, "confirm").status_code == 404
        assert press(bad, "cancel").status_code == 404
    codes = {client.get(wrong).status_code for _ in range(60)}
    assert codes == {404, 429}


def test_a_registration_that_was_deleted_is_not_there(client, page, work):
    place = page()
    with work():
        cancel(session().scalar(select(Registration)))
        session().execute(Registration.__table__.update().values(public_id="x" * 22, link_id="x" * 22))
    assert client.get(place).status_code == 404


def test_the_page_costs_few_queries(app, client, page):
    costs = {}
    for registered in (0, 4):
        place = page(registered)
        with counted(app) as seen:
            client.get(place)
        costs[registered] = len(seen)
    assert costs[0] == costs[4] <= 9, seen


def test_what_people_typed_is_shown_as_text(client, page):
    place = page(name="<script>alert(1)</script>")
    answer = client.get(place)
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


@pytest.mark.parametrize("act", ["confirm", "cancel"])
def test_the_buttons_carry_a_token_that_belongs_to_the_browser(app, page, act):
    app.config["WTF_CSRF_ENABLED"] = True
    place = page(confirmed=False)
    client = app.test_client()
    form = re.search(rf'action="{place}/{act}".*?</form>', client.get(place).text, re.DOTALL)[0]
    typed = dict(re.findall(r'name="(\w+)"\s+value="([^"]+)"', form))
    assert set(typed) - {"seen"} == {"csrf_token", "once_key"}
    assert app.test_client().post(f"{place}/{act}", data=typed).status_code == 400
    assert client.post(f"{place}/{act}", data=typed).status_code == 303


def secure_site(folder, database_url):
    """A site under https and the address of an unconfirmed registration."""
    app = create_app(settings_for(folder, database_url, base_url="https://localhost"))
    with app.app_context(), acting_as(SYSTEM), unit_of_work():
        registration = make_registration(make_event(), confirmed=False)
        return app, f"/registrations/{links.seal(LINK, registration.public_id)}"


def test_over_https_the_button_works_under_the_page_s_referrer_policy(tmp_path, database_url):
    app, place = secure_site(tmp_path, database_url)
    client = app.test_client()
    https = {"base_url": "https://localhost"}
    shown = client.get(place, **https)
    typed = dict(re.findall(r'name="(csrf_token|once_key)" value="([^"]+)"', shown.text))
    assert (
        shown.headers["Referrer-Policy"] == "strict-origin"
    )  # so that a browser sends this along, and nowhere the link's secret
    sent = {"Referer": "https://localhost/"}
    assert client.post(f"{place}/confirm", data=typed, headers=sent, **https).status_code == 303


def test_control_a_page_that_says_nothing_of_where_it_is_could_not_be_confirmed_over_https(tmp_path, database_url):
    app, place = secure_site(tmp_path, database_url)
    client = app.test_client()
    https = {"base_url": "https://localhost"}
    typed = dict(re.findall(r'name="(csrf_token|once_key)" value="([^"]+)"', client.get(place, **https).text))
    assert client.post(f"{place}/confirm", data=typed, **https).status_code == 400
