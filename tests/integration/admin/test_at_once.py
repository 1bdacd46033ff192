"""Two or three at the desk do the same at the same moment: one is first, the others are refused in good order."""

import re
import threading
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.controls import sent
from tests.factories.accounts import sign_in
from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_venue
from tests.factories.office import publish_texts
from tests.fuzzing.desk import pages_of
from tests.integration.admin.test_two_windows import windows
from tests.world import make_world
from webapp.contacts.models import Contact, ContactList
from webapp.events.models import Event
from webapp.foundation import tokens
from webapp.foundation.database import session

both = pytest.mark.both
where_two_write_at_once = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
_TRIES = 3
_ENDS = re.compile(r"sign-out|/account|/sessions/|/close$")  # whoever sends it is signed out
_FITTING = {
    "text": "Wort",
    "textarea": "Wort",
    "email": "ada@example.org",
    "number": "2",
    "date": "2027-06-10",
    "time": "09:30",
    "datetime-local": "2026-11-20T09:30",
    "url": "https://example.org/x",
}


def at_once(*acts):
    bar, found = threading.Barrier(len(acts)), [0] * len(acts)

    def run(place, act):
        bar.wait()
        found[place] = act().status_code

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return found


def _clients(app, email, count):
    found = [app.test_client() for _ in range(count)]
    for each in found:
        sign_in(each, email)
    return found


def _sending(client, path, **said):
    return lambda: client.post(path, data={"once_key": tokens.new_id(), **said})


@both
def test_one_contact_and_one_name_for_a_list(app, work, desk):
    who = {"name": "Kim", "company": "", "phone": "", "language": "de", "source": "Messe", "purpose": "Einladungen"}
    own, clients = f"/manage/contacts/{desk.host.key}", _clients(app, desk.email, 3)
    for number in range(_TRIES):
        typed = {**who, "email": f"kim{number}@example.org", "review_on": "2027-10-01"}
        assert sorted(at_once(*(_sending(each, f"{own}/new", **typed) for each in clients))) == [303, 409, 409]
        lists = at_once(*(_sending(each, f"{own}/lists", name=f"Beirat {number}") for each in clients))
        assert max(lists) < 500
    with work():
        for model in (Contact, ContactList):
            assert session().scalar(select(func.count()).select_from(model)) == _TRIES


@both
def test_a_draft_is_published_or_thrown_away(app, work, desk):
    one, two = _clients(app, desk.email, 2)
    with work():
        publish_texts()
    for number in range(_TRIES):
        with work():
            said = {"teaser": "x", "contact_email": "a@example.org", "venue_id": make_venue().id}
            event = make_event(f"Tisch {number}", host=desk.host, status="draft", published_at=None, **said)
            make_item(event)
            slug, key = event.slug, event.public_id
        gone = _sending(one, "/manage/events/bin", chosen=key)
        shown = _sending(two, f"/manage/events/{slug}/publish")
        assert max(at_once(gone, shown)) < 500
        with work():
            found = session().scalars(select(Event).where(Event.slug == slug)).one()
            assert (found.status == "published") != (found.deleted_at is not None)


@where_two_write_at_once
def test_every_form_of_the_desk_sent_by_two_at_once(app, work, now):
    """As it stands in its page, with its typed fields filled in: whatever constraint it meets, nobody gets an error."""
    with work():
        world = make_world(app)
    one, two = _clients(app, world.admin, 2)
    sent_forms, failed = set(), []
    for page in [each for each in pages_of(app, world) if each.startswith("/manage")]:
        for window in windows(one, page):
            if window.mark in sent_forms or _ENDS.search(window.action):
                continue
            sent_forms.add(window.mark)
            data = sent({key: _filled(each) for key, each in window.controls.items()})
            codes = at_once(*(_sending(each, window.action, **_without_key(data)) for each in (one, two)))
            if max(codes) >= 500:
                failed.append((window.action, codes))
    assert not failed
    assert len(sent_forms) > 50


def _filled(control):
    """Something in a field that is empty still."""
    is_empty = control.is_typed and not control.state and control.type in _FITTING
    return replace(control, state=_FITTING[control.type]) if is_empty else control


def _without_key(data):
    return {name: value for name, value in data.items() if name != "once_key"}
