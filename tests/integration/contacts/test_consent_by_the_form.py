"""May the host invite again? Asked by the form, proved by the link, taken back on the own page and by mail."""

import pytest
from sqlalchemy import func, select

from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_registration
from tests.forms import sent_from
from tests.html import parsed
from tests.queries import counted
from webapp.contacts.models import Contact, ContactConsent
from webapp.contacts.types import WORDING
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.registration import services as registrations
from webapp.registration.models import Consent, Registration
from webapp.registration.types import CONSENT_LINK, INVITE_AGAIN, LINK

pytestmark = pytest.mark.usefixtures("now")
GERMAN = {"Accept-Language": "de"}
BOX = "Ich möchte zu weiteren Veranstaltungen eingeladen werden."


def event_that(work, *, asks):
    with work():
        event = make_event(host=make_organisation("Kammer Musterstadt"))
        registrations.set_up(event=event, asks_to_invite=asks)
        return event.slug


def register(client, slug, email, **ticked):
    page = parsed(client.get(f"/events/{slug}/register", headers=GERMAN))
    typed = {**sent_from(page, "email"), "name": "Willi Wieder", "email": email, "consent": "y", **ticked}
    assert client.post(f"/events/{slug}/register", data=typed, headers=GERMAN).status_code == 303


def sent(client, path):
    """A button of a page."""
    return client.post(path, data={"once_key": tokens.new_id()}, headers=GERMAN)


def sealed(app, purpose, public_id):
    return tokens.seal(app.config["SECRET_KEY"], purpose, public_id)


def stands(work):
    with work():
        found = session().scalars(select(Contact)).one_or_none()
        return None if found is None else (bool(found.agreed_at), bool(found.withdrew_at))


def test_the_box_is_empty_asked_only_where_the_event_asks_and_counts_once_the_address_is_proved(app, client, work):
    quiet, asking = event_that(work, asks=False), event_that(work, asks=True)
    assert BOX not in client.get(f"/events/{quiet}/register", headers=GERMAN).text
    page = client.get(f"/events/{asking}/register", headers=GERMAN).text
    assert BOX in page
    assert "Kammer Musterstadt" in page
    assert not sent_from(parsed(client.get(f"/events/{asking}/register")), "email").get("invite_again")
    register(client, asking, "still@example.org")
    register(client, asking, "willi@example.org", invite_again="y")
    with work():
        given = session().execute(select(Consent.version).where(Consent.text_key == INVITE_AGAIN)).all()
        assert given == [(WORDING,)]
        assert session().scalar(select(func.count()).select_from(Contact)) == 0
        ids = list(session().scalars(select(Registration.public_id).order_by(Registration.id)))
    for each in ids:
        assert sent(client, f"/registrations/{sealed(app, LINK, each)}/confirm").status_code == 303
    assert stands(work) == (True, False)
    own = f"/registrations/{sealed(app, LINK, ids[1])}"
    assert "Zustimmung widerrufen" in client.get(own, headers=GERMAN).text
    sent(client, f"{own}/no-further-invitations")
    assert stands(work) == (False, True)
    assert "Ja, ich möchte eingeladen werden" in client.get(own, headers=GERMAN).text
    sent(client, f"{own}/further-invitations")
    assert stands(work) == (True, False)
    with work():
        consents = session().scalars(select(ContactConsent).order_by(ContactConsent.id)).all()
        assert [(each.version, bool(each.withdrawn_at)) for each in consents] == [(WORDING, True), (WORDING, False)]
        by_mail = f"/consents/{sealed(app, CONSENT_LINK, _contact_id())}"
    assert "Sie haben zugestimmt" in client.get(by_mail, headers=GERMAN).text
    assert stands(work) == (True, False)  # a scanner that opens it changes nothing
    sent(client, f"{by_mail}/withdraw")
    assert stands(work) == (False, True)
    sent(client, f"{by_mail}/give")
    assert stands(work) == (True, False)
    assert client.get(f"/consents/{sealed(app, LINK, 'x' * 22)}").status_code == 404
    assert BOX not in client.get(f"/registrations/{sealed(app, LINK, ids[0])}", headers=GERMAN).text


def _contact_id():
    return session().scalar(select(Contact.public_id))


def test_whoever_has_not_proved_the_address_can_agree_to_nothing(app, client, work):
    with work():
        event = make_event()
        registrations.set_up(event=event, asks_to_invite=True)
        made = make_registration(event, confirmed=False)
        token = sealed(app, LINK, made.public_id)
    assert sent(client, f"/registrations/{token}/further-invitations").status_code == 404
    assert stands(work) is None


def test_confirming_costs_nothing_more_where_nothing_was_agreed(app, work):
    counts = {}
    for consents in ({}, {INVITE_AGAIN: WORDING}):
        with work():
            made = make_registration(make_event(), confirmed=False, consents=consents)
            session().flush()
            with counted(app) as statements:
                registrations.confirm_address(registration=made, now=clock.now())
                session().flush()
            counts[bool(consents)] = [each for each in statements if "contact" in each.split("WHERE")[0]]
    assert counts[False] == []
    assert counts[True]
