"""People's names as they are: from the form over the mail to the mailbox page."""

import re

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.html import parsed, text_of
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.mail.outbox import tasks
from webapp.public import mailbox_access
from webapp.registration.models import Attendee, Registration
from webapp.registration.services import confirm_address
from webapp.registration.types import LINK

NAMES = [
    "Ö",
    "O'Brien-D’Artagnan",
    "Jürgen Großmüller-Österreicher von und zu Überlingen am Bodensee",
    "Ä" * 160,
    "Mu\u0308ller",
    "نور الهدى",
    "\u202eretsuM miK",
    "李小龍",
    "Kim 🦊👩🏽‍🔧",
    "Zoë \u200fשלום",
    "Kim, Robin; Alex <a@example.com>",
    "Kim\r\nBcc: all@example.org",
    "{{ 7*7 }} %(name)s %s {0}",
    "=?utf-8?q?Mia?=",
    "<img src=x onerror=alert(1)>",
    '"; DROP TABLE registration; --',
    "Name\x00mit\x07Zeichen",
]
CLEANED = {
    "Mu\u0308ller": "Müller",
    "\u202eretsuM miK": "retsuM miK",
    "Kim\r\nBcc: all@example.org": "Kim Bcc: all@example.org",
    "Name\x00mit\x07Zeichen": "NamemitZeichen",
}


@pytest.mark.in_turns
@pytest.mark.parametrize("typed", NAMES, ids=range(len(NAMES)))
def test_a_name_survives_form_mail_and_mailbox(app, client, work, now, typed, tmp_path):
    with work():
        event = make_event()
        form = f"/events/{event.slug}/register"
    sent = {"name": typed, "email": "kim@example.org", "consent": "y", "privacy_version": "none", "once_key": "k"}
    assert client.post(form, data=sent).status_code == 303
    name = " ".join(CLEANED.get(typed, typed).split())
    with work():
        registration = session().scalar(select(Registration))
        assert registration.name == name
        assert session().scalar(select(Attendee.name)) == name
        confirm_address(registration=registration, now=now)
        page = f"/registrations/{links.seal(LINK, registration.public_id)}"
    assert name in text_of(parsed(client.get(page)))
    with app.app_context():
        tasks.deliver_due()
    raws = [file.read_bytes() for file in (tmp_path / "mail").iterdir()]
    assert len(raws) == 2
    assert not any(re.search(rb"^bcc:", raw, re.IGNORECASE | re.MULTILINE) for raw in raws)
    object.__setattr__(app.config["SETTINGS"], "base_url", "http://127.0.0.1:8123")
    here = {"base_url": "http://127.0.0.1:8123", "headers": {"Accept-Language": "de"}}
    with app.app_context():
        client.set_cookie(mailbox_access.COOKIE, mailbox_access.key(), domain="127.0.0.1")
    listed = text_of(parsed(client.get("/mailbox", **here)))
    assert name in listed.replace('\\"', '"')
    letters = [text_of(parsed(client.get(f"/mailbox/{file.stem}", **here))) for file in (tmp_path / "mail").iterdir()]
    assert any(f"Guten Tag {name}, Sie haben einen Platz." in letter for letter in letters)
