"""Whom another date or a list knows is read by nobody who organizes this one event alone."""

from datetime import timedelta

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.contacts import make_contact
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from webapp.accounts import services as accounts
from webapp.accounts.acting import acting_as
from webapp.accounts.errors import MayNotError
from webapp.accounts.queries import actor_of
from webapp.accounts.types import Role
from webapp.contacts import services as contacts
from webapp.events import services as events
from webapp.foundation import clock, tokens
from webapp.registration import services


@pytest.fixture
def series(work, now):
    """Two dates of a series; to the first one somebody was invited."""
    with work():
        host = make_organisation()
        of = events.settle_series(title="Reihe", host_id=host.id).id
        old = make_event("Alt", host=host, starts_in=timedelta(days=3), series_id=of)
        guest = services.Guest("Geheim Gast", "geheim@example.org", "Geheimbau")
        services.invite(event=old, guests=[guest], now=clock.now())
        new = make_event("Neu", host=host, starts_in=timedelta(days=30), series_id=of)
    return host, old, new


@pytest.mark.parametrize("of_both", [False, True], ids=["of one date", "of both"])
def test_guests_are_invited_again_by_whoever_organizes_their_date_too(app, work, series, of_both):
    _host, old, new = series
    with work():
        user = make_user(Role.ORGANIZER, event_key=new.public_id)
        if of_both:
            accounts.assign_role(user=user, role=Role.ORGANIZER, organisation_id=None, event_key=old.public_id)
        email = user.email
    client = app.test_client()
    sign_in(client, email)
    page = f"/manage/events/{new.slug}/invitations"
    assert ("/invitations/again" in client.get(page).text) is of_both
    answer = client.post(f"{page}/again", data={"once_key": tokens.new_id()})
    assert answer.status_code == (303 if of_both else 403)
    assert ("geheim@example.org" in client.get(page).text) is of_both


def test_a_list_of_the_host_invites_only_for_who_works_for_the_host(work, series):
    host, _old, new = series
    with work():
        kim = make_contact(host, "Kim Kontakt")
        kept = contacts.keep_list(organisation_id=host.id, name="Beirat", now=clock.now(), contacts=[kim])
        one, all_of_them = (
            make_user(Role.ORGANIZER, event_key=new.public_id),
            make_user(Role.ORGANIZER, organisation_id=host.id),
        )
        with acting_as(actor_of(one)), pytest.raises(MayNotError):
            contacts.invite_from(event=new, contact_list=kept, now=clock.now())
        with acting_as(actor_of(all_of_them)):
            assert contacts.invite_from(event=new, contact_list=kept, now=clock.now()).made == 1
