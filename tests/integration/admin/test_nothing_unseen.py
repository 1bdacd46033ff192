"""No button of the desk publishes, releases or sends what nobody saw: whatever does is found from the routes.

Each page is opened, somebody else changes what it shows, and its button is pressed: nothing is done, what stands now is
shown, and from there it goes.
"""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from tests.factories.agenda import make_item
from tests.factories.canvases import make_written_canvas
from tests.factories.contacts import make_contact
from tests.factories.events import make_event, make_venue
from tests.factories.mail import make_mailing
from tests.factories.office import publish_texts
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from webapp.canvases import services as canvases
from webapp.canvases.queries import get_canvas
from webapp.canvases.types import CanvasStatus
from webapp.contacts import services as contacts
from webapp.contacts.queries.lists import get_list
from webapp.events import services as events
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import Mailing
from webapp.mail.types import MailKind
from webapp.registration import services
from webapp.registration.models import Invitation
from webapp.registration.queries.drafts import draft_of

GERMAN = {"Accept-Language": "de"}
GOES_OUT = re.compile(
    r"(publish|release|send|schedule|ask|invite|remind|set_canvas_status|again|approve|promote|enter)"
)
FROZEN = "what it shows never changes"
OWN = "what goes is in the form that is sent"
ASKED = "the decision names what was asked for, which is held by test_who_is_approved"
NOTHING = "what is sent or offered again is what the button names, whatever anybody changes"
WITHOUT = {
    "invitations.invite_one": OWN,
    "invitations.invite_list": FROZEN,
    "contacts.enter_table": FROZEN,
    "letters.send_mail_again": FROZEN,
    "letters.send_all_again": FROZEN,
    "team.invite_again": NOTHING,
    "team.invite_to_event_again": NOTHING,
    "team.invite_administrator_again": NOTHING,
    "organisations.send_test_mail": NOTHING,
    "door.offer_check_point_again": NOTHING,
    "sign_up.offer_category_again": NOTHING,
    "registration.send_again": NOTHING,
    "registration.approve": ASKED,
    "registration.approve_wish": ASKED,
    "registration.promote": ASKED,
    "office.publish_text": "held by office/test_what_was_seen",
}
acts = {}


def act(endpoint):
    """The decorated function makes what is published or sent, and says where, how it is changed and what shows it."""

    def remember(make):
        acts[endpoint] = make
        return make

    return remember


def _case(page, action, change, is_done):
    return SimpleNamespace(page=page, action=action, change=change, is_done=is_done)


@act("events.publish")
def _event(desk):
    publish_texts()
    said = {"teaser": "Kommen Sie!", "contact_email": "a@example.org", "venue_id": make_venue().id}
    event = make_event("Angekündigt", host=desk.host, status="draft", published_at=None, **said)
    make_item(event)
    slug = event.slug
    return _case(
        f"/events/{slug}",
        f"/events/{slug}/publish",
        lambda: events.update_event(event=get_event(slug), now=clock.now(), description="Noch nicht fertig"),
        lambda: get_event(slug).status == "published",
    )


@act("sign_up.ask_questions")
def _questions(desk):
    event = make_event(host=desk.host)
    services.use_usual_questions(event=event)
    slug, page = event.slug, f"/events/{event.slug}/sign-up/questions"
    first = draft_of(event.id).definitions[-1].key
    return _case(
        page,
        f"{page}/ask",
        lambda: services.remove_question(event=get_event(slug), key=first),
        lambda: not draft_of(get_event(slug).id).is_changed,
    )


@act("results.set_canvas_status")
def _canvas(desk):
    canvas = make_written_canvas(make_event(host=desk.host))
    canvases.set_status(canvas=canvas, status=CanvasStatus.PRESENTED, now=clock.now())
    page, key = f"/events/{get_canvas(canvas.public_id).group.station.event.slug}/results", canvas.public_id

    def write():
        found = get_canvas(key)
        said = {"core_approach": "Namen von Kindern"}
        canvases.save(canvas=found, seen_version=found.version, values=said, now=clock.now())

    return _case(page, f"{page}/{key}/status", write, lambda: get_canvas(key).status == "approved")


def _mailing(desk, kind, change):
    event = make_event(host=desk.host)
    make_registration(event)
    mailing = make_mailing(event, kind, sent=False)
    slug, key = event.slug, mailing.public_id
    page = f"/events/{slug}/mail/mailings/{key}"
    found = select(Mailing.state).where(Mailing.public_id == key)
    return _case(page, f"{page}/send", lambda: change(get_event(slug)), lambda: session().scalar(found) == "planned")


@act("letters.send_mailing")
def _message(desk):
    return _mailing(desk, MailKind.MESSAGE, lambda event: make_registration(event, "Nicht Gemeint"))


@act("letters.send_mailing of another date")
def _reminder(desk):
    def move(event):
        later = event.starts_at + timedelta(days=3), event.ends_at + timedelta(days=3)
        events.postpone_event(event=event, now=clock.now(), reason="x", starts_at=later[0], ends_at=later[1])

    return _mailing(desk, MailKind.REMINDER, move)


def _invited(slug):
    found = select(Invitation).where(Invitation.event_id == get_event(slug).id)
    return session().scalars(found).all()


def _invite(slug, *names):
    guests = [services.Guest(name, f"{name}@example.org") for name in names]
    return services.invite(event=get_event(slug), guests=guests, now=clock.now())


@act("invitations.remind")
def _remind(desk):
    slug = make_event(host=desk.host).slug
    for each in _invite(slug, "ida"):
        each.letter_due = None

    def invite():
        for each in _invite(slug, "uli"):
            each.letter_due = None

    page = f"/events/{slug}/invitations"
    return _case(page, f"{page}/remind", invite, lambda: any(each.reminded_at for each in _invited(slug)))


@act("invitations.invite_again")
def _again(desk):
    series = events.settle_series(title="Werkstätten", host_id=desk.host.id).id
    past = make_event(host=desk.host, starts_in=timedelta(days=9), series_id=series).slug
    _invite(past, "ida")
    slug = make_event(host=desk.host, starts_in=timedelta(days=60), series_id=series).slug
    page = f"/events/{slug}/invitations"
    return _case(page, f"{page}/again", lambda: _invite(past, "uli"), lambda: bool(_invited(slug)))


@act("invitations.invite_from_list")
def _from_list(desk):
    host, people = desk.host, [make_contact(desk.host, "Ida")]
    key = contacts.keep_list(organisation_id=host.id, name="Beirat", now=clock.now(), contacts=people).public_id
    slug = make_event(host=host).slug

    def put_on():
        contacts.put_on(contact_list=get_list(host.id, key), contacts=[make_contact(host, "Uli")])

    page = f"/events/{slug}/invitations/contacts"
    return _case(f"{page}?list={key}", f"{page}/{key}", put_on, lambda: bool(_invited(slug)))


def test_every_button_by_which_something_goes_out_is_held_here(app):
    rules = [each for each in app.url_map.iter_rules() if each.endpoint.startswith("admin.") and "POST" in each.methods]
    buttons = {each.endpoint.removeprefix("admin.") for each in rules if "GET" not in each.methods}
    going = {each for each in buttons if GOES_OUT.search(each.partition(".")[2])}
    assert going == {each.partition(" ")[0] for each in acts} | WITHOUT.keys()


@pytest.mark.parametrize("endpoint", acts)
def test_what_nobody_saw_stays(desk, work, endpoint):
    with work():
        case = acts[endpoint](desk)
    opened = desk.client.get(f"/manage{case.page}", headers=GERMAN)
    with work():
        case.change()
    refused = _press(desk, opened, case.action)
    with work():
        assert not case.is_done()
    shown = desk.client.get(refused.location, headers=GERMAN)
    assert "geändert" in text_of(parsed(shown))
    _press(desk, shown, case.action)
    with work():
        assert case.is_done()


def _press(desk, page, action):
    forms = [each for each in parsed(page).iter("form") if each.get("action") == f"/manage{action}"]
    assert forms, text_of(parsed(page))[:3000]
    sent = {each.get("name"): each.get("value") for each in forms[0].iter("input") if each.get("name")}
    answer = desk.client.post(f"/manage{action}", data=sent, headers=GERMAN)
    assert answer.status_code == 303, answer.text
    return answer
