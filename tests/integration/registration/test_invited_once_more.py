"""Whoever is invited anew after their invitation was withdrawn gets another link: the first one opens nothing again."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.factories.events import make_event
from tests.invited import OWN, invite, send
from tests.mails import mails_to, text_to
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.mail.letters.truth import still_true
from webapp.mail.mailings.inviting import write_portion
from webapp.mail.models import OptOut, OutboxMail
from webapp.registration import services
from webapp.registration.models import Invitation, Registration
from webapp.registration.types import INVITATION_LINK

GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def event(work, now):
    with work():
        return make_event(capacity=10).slug


@pytest.fixture
def again(work, event):
    """Withdrawn and invited anew: the links of before and after."""

    def go():
        clock.move_on(timedelta(minutes=1))
        with work():
            services.withdraw_invitation(invitation=session().scalars(select(Invitation)).one(), now=clock.now())
        with work():
            made, _token = invite(get_event(event))
            return links.seal(INVITATION_LINK, made.link_id)

    return go


def test_the_first_link_opens_nothing_and_the_letter_brings_the_new_one(client, work, event, again):
    with work():
        _made, first = invite(get_event(event))
        write_portion()
    assert f"/invitations/{first}" in text_to(work, OWN, "invitation")
    second = again()
    assert mails_to(work) == []  # what waited with the first link is gone
    with work():
        write_portion()
    letter = text_to(work, OWN, "invitation")
    assert f"/invitations/{second}" in letter
    assert first not in letter
    statuses = {link: client.get(f"/invitations/{link}", headers=GERMAN).status_code for link in (first, second)}
    assert statuses == {first: 404, second: 200}
    assert send(client, event, OWN, token=first).status_code == 404
    assert client.post(f"/invitations/{first}/decline", data={"once_key": "no"}).status_code == 404
    assert send(client, event, OWN, token=second).status_code == 303
    with work():
        assert session().scalars(select(Invitation)).one().status == "accepted"


def test_a_letter_of_before_that_failed_does_not_go_out_again(work, event, again):
    with work():
        invite(get_event(event))
        write_portion()
        session().execute(update(OutboxMail).values(state="set_aside"))
    again()
    with work():
        failed = session().scalars(select(OutboxMail)).all()
        assert len(failed) == 1
        assert still_true(failed, get_event(event), clock.now()) == set()


def test_a_form_of_before_does_not_use_up_the_new_one(client, work, event, again):
    with work():
        _made, first = invite(get_event(event))
    send(client, event, "other@example.org", token=first)
    again()
    with work():
        waiting = session().scalars(select(Registration)).one()
        services.confirm_address(registration=waiting, now=clock.now())
    with work():
        assert session().scalars(select(Invitation)).one().status == "open"


def test_the_first_letter_still_says_no_to_further_mail(client, work, event, again):
    with work():
        invite(get_event(event))
        write_portion()
    off = re.search(r"/mail/off/[\w-]+", text_to(work, OWN, "invitation"))[0]
    again()
    assert client.post(off, data={"once_key": "off"}).status_code == 200
    with work():
        assert session().scalars(select(OptOut)).one()
