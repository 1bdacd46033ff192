"""Undo that is pressed late, twice, or after a colleague's step: it takes back one's own step, and says what is so."""

import re
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from tests.factories.accounts import make_user, signed_in
from tests.factories.contacts import make_contact
from tests.factories.events import make_event, make_venue
from tests.factories.mail import make_mailing
from tests.factories.organisations import make_funding_notice, make_organisation
from tests.factories.registration import make_category, make_registration
from tests.forms import sent_from
from tests.html import parsed, text_of
from tests.integration.admin.ways_back import GERMAN
from webapp.accounts.types import Role
from webapp.contacts import services as contacts
from webapp.contacts.models import Contact, ContactList
from webapp.events import services as events
from webapp.events.queries import get_event, get_venue
from webapp.foundation import bins, clock, tokens
from webapp.foundation.database import session
from webapp.mail import services as mails
from webapp.mail.types import MailKind
from webapp.office.services import organisations as office
from webapp.organisations.errors import OrganisationNamedError
from webapp.organisations.models import Organisation
from webapp.registration import services
from webapp.registration.queries.drafts import draft_of


def said(client, path):
    return text_of(parsed(client.get(path, headers=GERMAN))).replace("\u00a0", " ")


def test_a_mailing_that_was_sent_meanwhile_is_no_draft(desk, work):
    with work():
        event = make_event(host=desk.host)
        make_registration(event)
        path = f"/events/{event.slug}/mail/mailings/{make_mailing(event, sent=False).public_id}"
    for step in ("drop", "restore", "send"):
        said(desk.client, desk.send(f"{path}/{step}").location)
    late = said(desk.client, desk.send(f"{path}/restore").location)
    assert "war schon wieder da" in late
    assert "als Entwurf wieder da" not in late


def test_a_reminder_that_comes_back_after_its_moment_says_that_it_goes_out_now(desk, work):
    with work():
        event = make_event(host=desk.host, starts_in=timedelta(days=3))
        mailing = make_mailing(event, MailKind.REMINDER, sent=False)
        path = f"/events/{event.slug}/mail/mailings/{mailing.public_id}"
        mails.drop_mailing(mailing=mailing, now=clock.now())
    clock.move_on(timedelta(days=2, hours=12))
    desk.send(f"{path}/restore")
    told = said(desk.client, desk.send(f"{path}/send").location)
    assert "Der gewählte Zeitpunkt ist vorbei" in told
    assert "zum gewählten Zeitpunkt" not in told


def test_a_second_press_finds_it_back_already(desk, work):
    with work():
        event = make_event(host=desk.host)
        category, _other = make_category(event), make_category(event, label={"de": "Presse"})
        kept = contacts.keep_list(organisation_id=desk.host.id, name="L", now=clock.now())
        a_list = f"/contacts/{desk.host.key}/lists/{kept.public_id}"
        a_category = f"/events/{event.slug}/sign-up/categories/{category.public_id}"
        venue = make_venue(name="Am Rand").public_id
    for path, gone, back, words in (
        (a_list, "delete", "restore", "Die Liste ist wieder da"),
        (a_category, "retire", "offer", "wieder"),
    ):
        for step in (gone, back, back):
            answer = desk.send(f"{path}/{step}")
            assert answer.status_code == 303
        assert words in said(desk.client, answer.location)
    own = f"/settings/venues/{venue}"
    for step in ("away", "delete", "back"):  # the first window's Undo, after it was deleted in the second
        assert desk.send(f"{own}/{step}").status_code == 303
    with work():
        found = get_venue(venue)
        assert (found.deleted_at, found.archived_at) == (None, None)  # “is offered again” is what it says


def test_only_ones_own_removal_of_a_question_is_undone(desk, work):
    with work():
        event = make_event(host=desk.host)
        path, slug = f"/events/{event.slug}/sign-up/questions", event.slug
        services.use_usual_questions(event=event)
        mine, theirs, *_ = (each.key for each in draft_of(event.id).definitions if not each.show_when)

    def left():
        with work():
            return {each.key for each in draft_of(get_event(slug).id).definitions} & {mine, theirs}

    def step_after(answer):
        return re.findall(r'name="step" value="(\w+)"', desk.client.get(answer.location).text)[0]

    first = step_after(desk.send(f"{path}/{mine}/remove"))
    second = step_after(desk.send(f"{path}/{theirs}/remove"))  # a colleague
    late = desk.send(f"{path}/restore", {"step": first})
    assert "seitdem geändert" in said(desk.client, late.location)
    assert left() == set()
    desk.send(f"{path}/restore", {"step": second})
    assert left() == {theirs}


def test_the_draft_of_a_legal_text_that_a_version_replaces_can_be_taken_back(app, work, legal_texts):
    with work():
        admin = signed_in(app, make_user(Role.ADMIN).email)
    page = "/manage/settings/texts/imprint"

    def send(path, **typed):
        return admin.post(path, data={"once_key": tokens.new_id(), **typed})

    sent = sent_from(parsed(admin.get(page, headers=GERMAN)), "german")
    admin.post(page, data={**sent, "german": "LANGER ENTWURF"})
    for _twice in range(2):
        shown = said(admin, send(f"{page}/versions/1/restore").location)
        assert "Entwurf wiederherstellen" in shown
    assert "LANGER ENTWURF" not in admin.get(page).text
    assert "wieder da" in said(admin, send(f"{page}/restore").location)
    assert "LANGER ENTWURF" in admin.get(page).text
    assert "nichts geändert" in said(admin, send(f"{page}/restore").location)
    assert "LANGER ENTWURF" in admin.get(page).text


def test_a_series_in_the_bin_says_so_on_each_of_its_pages(desk, work):
    with work():
        events.drop_series(series=events.open_series(organisation_id=desk.host.id, title="Treff"), now=clock.now())
    for path in ("/series/treff", "/series/treff/edit"):
        assert "im Papierkorb" in said(desk.client, f"/manage{path}")
    assert "/series/treff/edit" not in desk.page("/series/treff")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_is_taken_back_while_bins_are_emptied_stays(app, desk, work, monkeypatch):
    with work():
        kept = contacts.keep_list(organisation_id=desk.host.id, name="Gerettet", now=clock.now())
        contact = make_contact(desk.host, "Alma")
        base = f"/manage/contacts/{desk.host.key}"
        paths = [f"{base}/lists/{kept.public_id}/restore", f"{base}/people/{contact.public_id}/restore"]
        contacts.delete_list(contact_list=kept, now=clock.now())
        contacts.put_in_bin(contact=contact, now=clock.now())
    clock.move_on(timedelta(days=30, minutes=1))
    client, got = signed_in(app, desk.email), []

    def press(path):
        got.append(client.post(path, data={"once_key": tokens.new_id()}).status_code)

    def before(real, path):
        def go(work_, items):
            if list(items) and path in paths:
                paths.remove(path)
                thread = Thread(target=press, args=[path])
                thread.start()
                thread.join()
            return real(work_, items)

        return go

    forgetting = contacts.forgetting
    monkeypatch.setattr(bins, "go_through", before(bins.go_through, paths[0]))
    monkeypatch.setattr(forgetting, "go_through", before(forgetting.go_through, paths[1]))
    with app.app_context():
        bins.empty_bins()
    with work():
        contacts.empty_bin(now=clock.now())
    with work():
        assert got == [303, 303]
        assert session().scalars(select(ContactList.name)).all() == ["Gerettet"]
        assert session().scalars(select(Contact.name)).all() == ["Alma"]


def test_an_organisation_whose_notice_is_carried_elsewhere_is_not_deleted(app, desk, work):
    with work():
        other = make_organisation("A")
        key = other.id
        event = make_event(host=desk.host, funding_id=make_funding_notice(other).id)  # the host was changed since
        with pytest.raises(OrganisationNamedError):
            office.delete_organisation(organisation=other, now=clock.now())
        slug, funding = event.slug, event.funding_id
        event.funding_id = None
        session().flush()
        office.delete_organisation(organisation=other, now=clock.now())
        event.funding_id = funding
    clock.move_on(timedelta(days=31))
    with app.app_context():
        bins.empty_bins()
    with work():
        assert session().get(Organisation, key).deleted_at is None
        assert get_event(slug).funding_id == funding
