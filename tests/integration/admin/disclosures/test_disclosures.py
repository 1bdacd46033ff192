"""What somebody is told who asks what is kept about them: all that erasing deletes, and each word in the desk's own."""

import re

import pytest
from sqlalchemy import select, update

from tests.factories.contacts import take_up
from tests.factories.events import make_event
from tests.factories.office import publish_text
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from webapp.admin.disclosures.labels import DATA, VALUES
from webapp.admin.disclosures.lines import lines_of
from webapp.admin.wording.changes import CHANGED, changed_said, value_said
from webapp.contacts import queries
from webapp.contacts.types import Basis, Wanted
from webapp.foundation.database import session
from webapp.foundation.http.language import speaking
from webapp.foundation.http.operator_texts import privacy_version
from webapp.mail.models import OutboxMail
from webapp.mail.types import MailKind, MailState
from webapp.office.types import TextKind
from webapp.registration.types import (
    ACCESS_NEEDS,
    CONSENTS,
    INVITE_AGAIN,
    PRIVACY,
    STANDING,
    ChangeKind,
    Head,
    InvitationStatus,
    RegistrationStatus,
)


@pytest.fixture
def told_of(desk, work):
    """What is told of somebody who registered with others, and whose address the desk put right since."""
    with work():
        publish_text(TextKind.PRIVACY, "## Datenschutz\n\nAlles gesagt.")
        event = make_event("Werkstatt", host=desk.host)
        heads = (Head("Kim Muster"), Head("Alex Beispiel", "alex@example.org"))
        made = make_registration(
            event, heads=heads, email="kim@example.org", privacy_version=privacy_version(), consents={}
        )
        session().execute(update(OutboxMail).values(state=MailState.SENT.value))
        path = f"/events/{event.slug}/registrations/{made.public_id}/correct"
    sent = sent_from(parsed(desk.client.get(f"/manage{path}")), "is_told")
    del sent["once_key"]
    assert desk.send(path, {**sent, "email": "kim@example.com"}).status_code == 303
    with work():
        take_up()
        (found,) = queries.contacts_of(desk.host.id, Wanted(words="kim"), limit=5).contacts
        return f"/contacts/{desk.host.key}/people/{found.public_id}"


def kept_mails(work):
    with work():
        return set(session().scalars(select(OutboxMail.public_id)))


def test_all_mails_that_erasing_deletes_are_told_and_counted(desk, work, told_of):
    with work():
        make_registration(make_event(host=desk.host), "Uta Fremd", email="uta@example.org")
    mails = desk.client.get(f"/manage{told_of}/data.json").json["mails"]
    assert {each["sent_to"] for each in mails} == {"kim@example.org", "kim@example.com", "alex@example.org"}
    page = text_of(parsed(desk.client.get(f"/manage{told_of}/erase", headers={"Accept-Language": "de"})))
    assert re.search(r"E-Mails\s+(\d+)", page)[1] == str(len(mails))
    for each in ("", "/data"):
        assert all(mail["subject"] in desk.page(f"{told_of}{each}") for mail in mails)
    before = kept_mails(work)
    assert desk.send(f"{told_of}/erase").status_code == 303
    assert len(before - kept_mails(work)) == len(mails)


@pytest.mark.parametrize(
    ("lang", "said", "wording"),
    [
        ("de", ("Von Veranstaltungen", "Bestätigt", "Deutsch", "Datenschutzhinweise", "E-Mail"), "Fassung 1 vom"),
        ("en", ("From events", "Confirmed", "German", "Privacy notice", "Email"), "Version 1 of"),
    ],
)
def test_the_page_to_print_speaks_the_words_of_the_desk(desk, told_of, lang, said, wording):
    tree = parsed(desk.client.get(f"/manage{told_of}/data", headers={"Accept-Language": lang}))
    page = text_of(tree)
    for each in (*said, wording):
        assert each in page
    raw = {*ChangeKind, *MailKind, *MailState, *RegistrationStatus, *InvitationStatus, *Basis, PRIVACY, "de"}
    values = {text_of(each) for each in tree.iter("bdi")}
    assert values
    assert not raw & values
    assert not re.search(r"\b[0-9a-f]{12}\b", page)
    assert wording in text_of(parsed(desk.client.get(f"/manage{told_of}", headers={"Accept-Language": lang})))


KNOWN = {
    ("contact", "language"): ("de", "en"),
    ("contact", "known_because"): Basis,
    ("consents", "text"): (PRIVACY, ACCESS_NEEDS, INVITE_AGAIN),
    ("registrations", "language"): ("de", "en"),
    ("registrations", "status"): RegistrationStatus,
    ("history", "what"): ChangeKind,
    ("invitations", "status"): InvitationStatus,
    ("mails", "kind"): MailKind,
    ("mails", "state"): MailState,
}


def test_each_value_has_words_in_both_languages(app, work):
    assert set(KNOWN) == set(VALUES)
    for lang in ("de", "en"):
        with work(), app.test_request_context(), speaking(lang):
            for (part, name), values in KNOWN.items():
                for value in values:
                    beside = {"version": "", "text": PRIVACY} if part == "consents" else {}
                    said = [str(line.said) for line in lines_of({part: [{**beside, name: str(value)}]})]
                    assert str(value) not in said, (lang, part, value)
            for field in CHANGED:
                assert changed_said(field) != field
            for field, values in ((STANDING, RegistrationStatus), (CONSENTS, (PRIVACY, ACCESS_NEEDS, INVITE_AGAIN))):
                assert all(value_said(field, [str(each)]) != str(each) for each in values)


def test_each_name_in_the_file_has_words(desk, told_of):
    def names(told, within=""):
        if isinstance(told, dict):
            for key, value in told.items():
                if within != "answers":
                    yield key
                yield from names(value, key)
        elif isinstance(told, list):
            for each in told:
                yield from names(each, within)

    assert set(names(desk.client.get(f"/manage{told_of}/data.json").json)) <= set(DATA)
