"""Whoever wants no more mail says so once: by a press in the mail program, or on a page."""

import re

import pytest
from sqlalchemy import func, select

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.factories.mail import make_mailing
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from webapp.accounts.types import Role
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.mail import services
from webapp.mail.mailings import announcing
from webapp.mail.mailings.inviting import write_portion
from webapp.mail.models import OptOut
from webapp.mail.opt_outs.links import digest_of
from webapp.mail.outbox.enclosures import enclosures_of
from webapp.mail.outbox.messages import message_of
from webapp.registration import services as registration
from webapp.registration.types import Contact, Head

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def invite(work, outbox):
    """Invite somebody; the mail as it goes out, None when none does."""

    def write(email="kim@example.org"):
        with work():
            guests = [registration.Guest("Kim", email)]
            event = make_event()
            registration.invite(event=event, guests=guests, now=clock.now())
            while write_portion():
                pass
            mails = outbox(kind="invitation", event_id=event.id)
            if not mails:
                return None
            mail = services.claim(now=clock.now())
            services.mark_sent(mail, now=clock.now())
            return message_of(mail, sender="desk@example.org", enclosures=enclosures_of(mail))

    return write


def path_of(message):
    return re.fullmatch(r"<http://localhost(/mail/off/\S+)>", message["List-Unsubscribe"])[1]


@pytest.mark.both
def test_one_press_in_the_mail_program_is_enough(app, invite):
    message = invite()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # As providers send it: from anywhere, without cookies, keys or a page before it.
    answer = app.test_client().post(path_of(message), data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 204
    assert "Set-Cookie" not in answer.headers
    assert invite() is None
    assert invite("somebody.else@example.org") is not None


def test_the_page_asks_first_and_takes_it_back(client, work, invite):
    path = path_of(invite())
    page = client.get(path, headers={"Accept-Language": "de"})
    assert "Solche E-Mails abbestellen?" in text_of(parsed(page))
    assert page.headers["Cache-Control"] == "no-store"
    with work():
        assert session().scalar(select(func.count()).select_from(OptOut)) == 0
    done = client.post(path, headers={"Accept-Language": "de"})
    assert "Ab jetzt bekommen Sie nur noch" in text_of(parsed(done))
    assert "kim@example.org" not in done.text
    assert invite() is None
    again = client.post(path.replace("/off/", "/on/"), data={"once_key": tokens.new_id()})
    assert again.status_code == 303
    assert invite() is not None


def test_the_desk_sees_who_has_to_be_called(app, client, work, invite):
    client.post(path_of(invite()))
    with work():
        host = make_organisation()
        event = make_event(host=host)
        guests = [registration.Guest(name, f"{name.lower()}@example.org") for name in ("Kim", "Ben")]
        registration.invite(event=event, guests=guests, now=clock.now())
        user, slug = make_user(Role.ORGANIZER, organisation_id=host.id).email, event.slug
    desk = app.test_client()
    sign_in(desk, user)
    page = desk.get(f"/manage/events/{slug}/invitations", headers={"Accept-Language": "de"}).text
    assert page.count("hat E-Mails abbestellt; bitte anrufen") == 1


def test_only_a_digest_is_kept(client, work, invite):
    client.post(path_of(invite()))
    with work():
        (row,) = session().scalars(select(OptOut))
        assert len(row.digest) == 43
        assert "kim" not in row.digest


@pytest.mark.parametrize("token", ["x", "x" * 44, "%00", "../../etc"])
def test_a_made_up_link_opens_nothing(client, work, token):
    assert client.get(f"/mail/off/{token}").status_code == 404
    assert client.post(f"/mail/off/{token}").status_code == 404
    with work():
        assert session().scalar(select(func.count()).select_from(OptOut)) == 0


def test_the_link_of_a_mail_is_no_link_to_the_registration(client, work, outbox):
    with work():
        event = make_event()
        make_registration(event, email="kim@example.org")
        make_mailing(event, is_service=False)
        announcing.write_portion()
        (mail,) = outbox(kind="message")
        token = mail.unsubscribe.rpartition("/")[2]
    assert client.get(f"/registrations/{token}").status_code == 404
    assert client.get(f"/mail/off/{token}").status_code == 200


def test_tickets_are_not_refused_with_news(client, work, outbox, invite):
    client.post(path_of(invite()))
    with work():
        make_registration(make_event(), email="kim@example.org")
        kinds = [mail.kind for mail in outbox(recipient="kim@example.org")]
        assert kinds[-1] == "seat_confirmed"
        assert outbox()[-1].unsubscribe == ""


@pytest.mark.parametrize("whose", ["the registration", "a companion"])
def test_a_link_speaks_for_the_address_that_it_was_written_to_alone(client, work, outbox, whose):
    old = "kim@example.org" if whose == "the registration" else "alex@example.org"
    with work():
        heads = (Head("Kim"), Head("Alex", "alex@example.org"))
        made = make_registration(make_event(), "Kim", email="kim@example.org", heads=heads)
        make_mailing(made.event, is_service=False)
        announcing.write_portion()
        paths = ["/mail/off/" + mail.unsubscribe.rpartition("/")[2] for mail in outbox(kind="message", recipient=old)]
        paths += [paths[0][: len("/mail/off/") + 44]] if whose == "the registration" else []  # in letters of before
        people = {made.attendees[1].id: Head("Alex", "new@example.org")} if whose == "a companion" else {}
        email = "kim@example.org" if people else "new@example.org"
        registration.correct(registration=made, contact=Contact("Kim", email, ""), people=people, now=clock.now())
        services.stop_mail(digest=digest_of("new@example.org"), now=clock.now())
    assert paths
    for path in paths:
        assert client.get(path).status_code == 200
        assert client.post(path).status_code == 200
        assert client.post(path.replace("/off/", "/on/"), data={"once_key": tokens.new_id()}).status_code == 303
    with work():
        assert session().scalars(select(OptOut.digest)).all() == [digest_of("new@example.org")]
