"""Lists: who is invited from them, who is left out and why, and the list that a series keeps."""

import pytest
from sqlalchemy import func, select

from tests.factories.contacts import make_contact, take_up
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_registration
from webapp.contacts import queries, services
from webapp.contacts.errors import ContactListNotFoundError, ListNameTakenError
from webapp.contacts.queries.lists import invitable, missing_of_series
from webapp.contacts.types import WORDING, Left, Wanted, WhyNot
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.mailings.inviting import write_portion
from webapp.mail.models import OutboxMail
from webapp.mail.opt_outs.links import digest_of
from webapp.mail.services import stop_mail
from webapp.registration import services as registrations
from webapp.registration.models import Invitation
from webapp.registration.types import INVITE_AGAIN

pytestmark = pytest.mark.usefixtures("now")


def stage(host):
    """Somebody for each way to stand, all registered before or entered."""
    before = make_event(host=host)
    agreed = make_registration(before, "Willi Wieder", email="willi@example.org", consents={INVITE_AGAIN: WORDING})
    make_registration(before, "Anna Vogel", email="anna@example.org")
    refusing = make_registration(before, "Rita Ruhe", email="rita@example.org", consents={INVITE_AGAIN: WORDING})
    back = make_registration(before, "Zora Zurück", email="zora@example.org", consents={INVITE_AGAIN: WORDING})
    gone = make_registration(before, "Weg Weg")
    registrations.erase(registration=gone, now=clock.now())
    take_up()
    stop_mail(digest=digest_of(refusing.email_normal), now=clock.now())
    services.withdraw(contact=contact_of(host, back.email), now=clock.now())
    make_contact(host, "Ernst Eintrag", email="ernst@example.org")
    make_contact(host, "Ohne Adresse", email="")
    return before, agreed


def contact_of(host, words):
    (found,) = queries.contacts_of(host.id, Wanted(words=words), limit=5).contacts
    return found


@pytest.mark.both
def test_whoever_has_no_basis_or_wants_no_mail_is_left_out_and_counted(work):
    with work():
        host = make_organisation()
        stage(host)
        everybody = queries.contacts_of(host.id, Wanted(), limit=50).contacts
        event = make_event(host=host)
        made = services.keep_list(organisation_id=host.id, name="Alle", now=clock.now(), contacts=everybody)
        make_registration(event, "Ernst Eintrag", email="ernst@example.org")
        reasons = {WhyNot.NO_BASIS: 1, WhyNot.REFUSES: 1, WhyNot.WITHDREW: 1, WhyNot.NO_ADDRESS: 1}
        assert invitable(made).left == Left(2, reasons)
        assert invitable(made, event.id).left == Left(1, {**reasons, WhyNot.KNOWN: 1})
        done = services.invite_from(event=event, contact_list=made, now=clock.now())
        assert (done.made, done.rest, done.left.left) == (1, 0, 5)
        assert session().scalars(select(Invitation.email)).all() == ["willi@example.org"]
        assert services.invite_from(event=event, contact_list=made, now=clock.now()).made == 0
        write_portion()
        mail = session().scalars(select(OutboxMail).where(OutboxMail.kind == "invitation")).one()
        assert "/consents/" in mail.text
        assert "/consents/" in mail.html
        with pytest.raises(ContactListNotFoundError):
            services.invite_from(event=make_event(), contact_list=made, now=clock.now())


def test_a_list_of_a_search_is_always_up_to_date_and_names_are_told_apart(work):
    with work():
        host = make_organisation()
        made = services.keep_list(
            organisation_id=host.id, name="Metall", now=clock.now(), wanted=Wanted(words="metallbau")
        )
        assert invitable(made).left.invited == 0
        make_contact(host, company="Metallbau Vogel")
        assert invitable(made).left.invited == 1
        with pytest.raises(ListNameTakenError):
            services.keep_list(organisation_id=host.id, name="METALL", now=clock.now())
        assert services.put_on(contact_list=made, contacts=[make_contact(host)]) == 0


def test_a_series_keeps_its_list_by_the_same_rules_and_says_who_is_missing(work):
    with work():
        host = make_organisation()
        before, _ = stage(host)
        how = {"organisation_id": host.id, "series_key": "reihe", "name": "Dialogreihe", "now": clock.now()}
        made = services.list_for_series(event_ids=[before.id], **how)
        assert invitable(made).left == Left(1, {WhyNot.NO_BASIS: 1, WhyNot.REFUSES: 1, WhyNot.WITHDREW: 1})
        missing = missing_of_series(organisation_id=host.id, event_ids=[before.id])
        assert missing == Left(1, {WhyNot.NO_BASIS: 1, WhyNot.REFUSES: 1, WhyNot.WITHDREW: 1, WhyNot.GONE: 1})
        again = services.list_for_series(event_ids=[before.id, make_event().id], **how)
        assert again.id == made.id
        anna = contact_of(host, "anna")
        services.erase_everywhere(contact=anna, now=clock.now())
        assert WhyNot.NO_BASIS not in invitable(made).left.why
        assert session().scalar(select(func.count()).select_from(Invitation)) == 0
