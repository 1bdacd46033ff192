"""Whoever was let in is told so and hears what others hear, by whichever way they were registered."""

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.invited import GERMAN, invite, send
from webapp.calendar.queries.own import registrations_of
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.mail.queries.mailings import all_recipients
from webapp.mail.types import Recipients
from webapp.registration import services
from webapp.registration.types import LINK, Application, Source

pytestmark = pytest.mark.usefixtures("now")
ADA = "ada@example.org"
UNPROVED = ("noch nicht bestätigt", "Bitte bestätigen")


def by_form(event):
    return make_registration(event, "Ada", email=ADA)


def by_staff(source):
    def put_down(event):
        application = Application(name="Ada", email=ADA, privacy_version="1", source=source)
        return services.walk_in(event=event, application=application, now=clock.now())

    return put_down


def by_invitation(event):
    invitation, _token = invite(event, ADA)
    application = Application(name="Ada", email=ADA, privacy_version="1", source=Source.INVITATION)
    accepted = services.accept_invitation(invitation=invitation, application=application, now=clock.now())
    return accepted.registration


def by_approval(event):
    services.set_up(event=event, needs_approval=True)
    made = make_registration(event, "Ada", email=ADA)
    return services.approve(registration=made, now=clock.now())


def unanswered(event):
    return make_registration(event, "Ada", email=ADA, confirmed=False)


LET_IN = {
    "form": by_form,
    "desk": by_staff(Source.DESK),
    "door": by_staff(Source.DOOR),
    "invitation": by_invitation,
    "approval": by_approval,
}
WAYS = {**LET_IN, "unanswered": unanswered}


@pytest.fixture
def written(work, outbox):
    """The mails written so far: kind, both its texts, and the name it goes to."""

    def read():
        with work():
            return [(mail.kind, mail.text + mail.html, mail.recipient_name) for mail in outbox()]

    return read


def ask_again(client, slug):
    """The tickets are asked for, and the form is sent again with the address."""
    client.post(f"/events/{slug}/tickets", data={"once_key": "again", "email": ADA}, headers=GERMAN)
    send(client, slug, ADA, name="Ada")


@pytest.mark.parametrize("way", LET_IN)
def test_nobody_who_was_let_in_is_asked_to_confirm(client, work, written, way):
    with work():
        event = make_event()
        LET_IN[way](event)
        slug = event.slug
    ask_again(client, slug)
    found = {kind: said for kind, said, _name in written() if kind in {"tickets_again", "repeated"}}
    assert [words for words in UNPROVED for said in found.values() if words in said] == []
    assert "Sie haben einen Platz." in found["tickets_again"]
    assert "/t/" in found["tickets_again"]
    assert "Sie sind schon angemeldet" in found["repeated"]


def test_whoever_has_not_answered_is_asked_to(client, work, written):
    with work():
        event = make_event()
        unanswered(event)
        slug = event.slug
    ask_again(client, slug)
    found = {kind: said for kind, said, _name in written()}
    assert UNPROVED[0] in found["tickets_again"]
    assert UNPROVED[0] in found["repeated"]


@pytest.mark.parametrize("way", WAYS)
def test_what_goes_to_many_and_the_own_calendar_reach_whoever_was_let_in(client, work, written, way):
    with work():
        event = make_event()
        made = WAYS[way](event)
        token = links.seal(LINK, made.public_id)
        expected = [made.id] * (way in LET_IN)
        assert [each.id for each in all_recipients(event.id, Recipients())] == expected
        assert [each.id for each in registrations_of(ADA, clock.now())] == expected
    page = client.get(f"/registrations/{token}", headers=GERMAN).text
    assert (f"/registrations/{token}/calendar" in page) is (way in LET_IN)
    client.post(f"/registrations/{token}/calendar", data={"once_key": "dates"}, headers=GERMAN)
    found = [(kind, name) for kind, _said, name in written() if kind in {"seat_confirmed", "calendar"}]
    assert found == [("seat_confirmed", "Ada"), ("calendar", "Ada")] * (way in LET_IN)


def test_nobody_without_an_address_is_offered_a_calendar_by_mail(client, work, written):
    with work():
        application = Application(name="Ada", email="", privacy_version="1", source=Source.DESK)
        made = services.walk_in(event=make_event(), application=application, now=clock.now())
        token = links.seal(LINK, made.public_id)
    page = client.get(f"/registrations/{token}", headers=GERMAN).text
    assert f"/registrations/{token}/calendar" not in page
    client.post(f"/registrations/{token}/calendar", data={"once_key": "dates"}, headers=GERMAN)
    assert written() == []
