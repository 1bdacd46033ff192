"""Who corrects one person twice at the same moment, or while the job takes that person up: all of it is stored."""

import threading
from functools import partial

import pytest

from tests.factories.accounts import signed_in
from tests.factories.contacts import make_contact, take_up
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.html import parsed
from webapp.contacts.tasks import take_up_who_is_new
from webapp.foundation import tokens

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
TIMES = 4  # the threads meet nearly each time


def at_once(*acts):
    bar, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        bar.wait()
        found[place] = act()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return found


def correcting(app, desk, slug, made, **typed):
    client, path = signed_in(app, desk.email), f"/manage/events/{slug}/registrations/{made}/correct"
    sent = sent_from(parsed(client.get(path, headers={"Accept-Language": "de"})), "is_told")
    sent.update(typed, once_key=tokens.new_id())
    return lambda: client.post(path, data=sent).status_code


def registered(desk, email):
    event = make_event(host=desk.host)
    return event.slug, make_registration(event, "Kim Muster", email=email).public_id


def take_up_by_job(app):
    with app.app_context():
        take_up_who_is_new()
    return 0


def test_one_contact_twice(app, desk, work):
    codes = []
    for number in range(TIMES):
        email = f"kim{number}@example.org"
        with work():
            made = [registered(desk, email) for _ in range(2)]
            take_up()
            make_contact(desk.host, "Kim Muster", email=email)
        firm = f"Zimmerei Neubau{number} Holzbau GmbH"
        codes += at_once(*(correcting(app, desk, *each, organisation=firm) for each in made))
    assert max(codes) < 500, codes


def test_two_get_one_address(app, desk, work):
    codes = []
    for number in range(TIMES):
        with work():
            made = [registered(desk, f"a{number}{each}@example.org") for each in range(2)]
            take_up()
        codes += at_once(*(correcting(app, desk, *each, email=f"neu{number}@example.org") for each in made))
    assert max(codes) < 500, codes


def test_while_the_worker_takes_up_who_registered(app, desk, work):
    codes = []
    for number in range(TIMES):
        with work():
            made = registered(desk, f"b{number}@example.org")

        codes += at_once(correcting(app, desk, *made, name="Kim Mustermann"), partial(take_up_by_job, app))
    assert max(codes) < 500, codes
