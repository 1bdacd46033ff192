"""No form, link or page leads to a registration whose address that browser hasn't proved."""

import itertools
import re
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import by_link, cancel, make_registration
from tests.html import parsed, text_of
from tests.invited import GERMAN, OWN, invite, send
from webapp.calendar.queries.own import registrations_of
from webapp.events.queries import get_event
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.http import links
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.models import Invitation, Registration
from webapp.registration.types import LINK, STAFF_LINK, Head
from webapp.tickets.payload import payload_of
from webapp.tickets.queries import tickets_of_registration

pytestmark = pytest.mark.usefixtures("now")

OTHER = "olaf@example.org"
STANDS = ("fresh", "confirmed", "unconfirmed", "cancelled", "waiting", "other_event")
SPELLINGS = (str, str.upper, lambda address: f"  {address.title()} ")


def lay_in(stands, email, *, capacity=50):
    """An event, and how the address stands there before anybody does anything."""
    event = make_event(capacity=1 if stands == "waiting" else capacity)
    if stands == "waiting":
        make_registration(event)
    if stands == "other_event":
        make_registration(make_event("Woanders"), "Geheim Halten", email=email)
    elif stands != "fresh":
        made = make_registration(event, "Geheim Halten", email=email, confirmed=stands != "unconfirmed")
        if stands == "cancelled":
            cancel(made)
    return event


def secrets_of(email):
    """Whatever opens a registration of this address: its ids, sealed links and tickets."""
    found = []
    for made in session().scalars(select(Registration).where(Registration.email_normal == normal_form(email))):
        found += [made.public_id, links.seal(LINK, made.public_id), links.seal(STAFF_LINK, made.public_id)]
        found += [payload_of(each, made.event) for each in tickets_of_registration(made.id)]
        found += [each.code for each in tickets_of_registration(made.id)]
    return found


def all_of(answer):
    """What a browser gets: where it is led, its cookies, and the page."""
    said = [answer.text, *(f"{name}: {value}" for name, value in answer.headers.items())]
    for before in answer.history:
        said += [before.text, *(f"{name}: {value}" for name, value in before.headers.items())]
    return unquote("\n".join(said))


def mask(text):
    """An answer without what differs with each of them anyway."""
    text = re.sub(r"(?<=register/)[\w.~-]+", "-", text)
    text = re.sub(r'(name="(?:once_key|csrf_token)"\s+value=)"[^"]*"', r"\1", text)
    return re.sub(r"^(Set-Cookie|Date|ETag|Last-Modified|Content-Length): .*$", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("invited", [False, True], ids=["plain", "by_invitation"])
def test_another_address_is_asked_by_its_own_mail_first(app, work, invited):
    for stands, spelling in itertools.product(STANDS, SPELLINGS):
        case, address = (stands, spelling(OTHER)), f"{stands}.{OTHER}"
        with work():
            event = lay_in(stands, address)
            slug, token = event.slug, None
            if invited:
                token = invite(event)[1]
        client = app.test_client()
        answer = send(client, slug, spelling(address), token=token, follow=True)
        page = client.get(f"/invitations/{token}", headers=GERMAN) if invited else answer
        with work():
            assert answer.status_code == 200, case
            got = all_of(answer) + all_of(page)
            assert not [secret for secret in secrets_of(address) if secret in got], case
            assert "Geheim" not in got, case
            event = get_event(slug)
            made = queries.find_live(event.id, address)
            assert (made.address_confirmed_at is not None) is (stands in {"confirmed", "waiting"}), case
            if invited:
                status = session().scalar(select(Invitation.status).where(Invitation.event_id == event.id))
                assert status == "open", case
            made.email_normal = f"-{made.public_id}"  # the next spelling begins anew
            for mail in session().scalars(select(OutboxMail)):
                session().delete(mail)


@pytest.mark.parametrize("invited", [False, True], ids=["plain", "by_invitation"])
def test_what_an_unproved_browser_is_told_is_the_same_for_everybody(app, work, invited):
    told = {}
    for stands in ("fresh", "confirmed", "unconfirmed", "cancelled"):
        with work():
            event = lay_in(stands, f"{stands}@example.org")
            event.title, slug = "Ein Titel", event.slug
            token = invite(event)[1] if invited else None
        answer = send(app.test_client(), slug, f"{stands}@example.org", token=token, follow=True)
        told[stands] = mask(all_of(answer).replace(slug, "slug").replace(f"{stands}@example.org", "address"))
    assert len(set(told.values())) == 1


def test_an_invitation_is_used_up_when_the_other_address_answers(client, work):
    with work():
        event = make_event()
        slug, (invitation, token) = event.slug, invite(event)
    assert "/register/" in send(client, slug, OTHER, token=token).location
    with work():
        made = queries.find_live(get_event(slug).id, OTHER)
        services.confirm_address(registration=made, now=clock.now())
        (invitation,) = session().scalars(select(Invitation))
        assert (invitation.status, invitation.registration_id) == ("accepted", made.id)
        own = links.seal(LINK, made.public_id)
    page = client.get(f"/invitations/{token}", headers=GERMAN)
    assert "mit einer anderen E-Mail-Adresse beantwortet" in page.text
    assert own not in page.text
    # With that address or a third one it is as by the public form; the invited one is still proved by the link.
    assert "/register/" in send(client, slug, OTHER, token=token).location
    assert "/registrations/" in send(client, slug, OWN, token=token).location


def test_a_withdrawn_invitation_says_so_and_leads_to_the_form_for_everybody(client, work):
    with work():
        event = make_event()
        slug, (invitation, token) = event.slug, invite(event)
        services.withdraw_invitation(invitation=invitation, now=clock.now())
    asked = [
        client.get(f"/events/{slug}/register?invitation={token}"),
        send(client, slug, OTHER, token=token),
        client.post(f"/invitations/{token}/decline", data={"once_key": "no"}),
    ]
    assert [(answer.status_code, answer.location) for answer in asked] == [(303, f"/invitations/{token}")] * 3
    page = client.get(f"/invitations/{token}", headers=GERMAN)
    assert page.status_code == 410
    assert "hat diese Einladung zurückgezogen" in page.text
    assert f'href="/events/{slug}/register"' in page.text
    with work():
        assert [each.status for each in session().scalars(select(Invitation))] == ["withdrawn"]
        assert queries.find_live(get_event(slug).id, OTHER) is None


@pytest.mark.parametrize("stands", ["fresh", "confirmed", "unconfirmed", "cancelled"])
def test_the_link_proves_the_address_that_it_was_sent_to(client, work, stands):
    with work():
        event = make_event()
        slug, (_invitation, token) = event.slug, invite(event)
        if stands != "fresh":
            made = make_registration(event, "Ina Invited", email=OWN, confirmed=False)
            if stands == "cancelled":
                cancel(made)
            if stands == "confirmed":
                made.address_confirmed_at, made.status, made.held_until = clock.now(), "confirmed", None
    answer = send(client, slug, OWN.upper(), token=token)
    with work():
        made = queries.find_live(get_event(slug).id, OWN)
        assert made.address_confirmed_at is not None
        assert answer.location.removesuffix("?sent=1").endswith(links.seal(LINK, made.public_id))
        assert session().scalar(select(Invitation.status)) == "accepted"
    said = client.get(answer.location, headers=GERMAN).text
    assert ("schon angemeldet" in said) is (stands == "confirmed")


@pytest.mark.parametrize("stands", ["fresh", "confirmed", "unconfirmed"])
def test_asking_for_the_tickets_once_more_says_the_same_to_everybody(client, work, stands):
    with work():
        slug = lay_in(stands, OTHER).slug
    for _ in range(4):
        key = {"once_key": tokens.new_id(), "email": OTHER}
        answer = client.post(f"/events/{slug}/tickets", data=key, headers=GERMAN, follow_redirects=True)
        assert answer.status_code == 200
    with work():
        assert not [secret for secret in secrets_of(OTHER) if secret in all_of(answer)]
    # Nor does the form tell afterwards that mails went out.
    assert send(client, slug, OTHER).status_code == 303


def test_the_links_of_colleagues_and_companions_lead_to_no_registration(client, work):
    with work():
        event = make_event(capacity=9)
        made = make_registration(event, email=OWN, heads=(Head("Ina"), Head("Cem", "cem@example.org")))
        own = [links.seal(LINK, made.public_id)]
        staff = links.seal(STAFF_LINK, made.public_id)
        companion = made.attendees[1]
        ticket = next(each for each in tickets_of_registration(made.id) if each.attendee_id == companion.id)
        paths = [f"/join/{staff}", f"/join/{staff}/done", f"/t/{payload_of(ticket, event)}"]
        ticket_pdf = f"/t/{payload_of(ticket, event)}.svg"
        by_link(services.replace_attendee, made, attendee_id=companion.id, head=Head("Dana", "dana@example.org"))
    for path in [*paths, ticket_pdf]:
        answer = client.get(path, headers=GERMAN)
        assert answer.status_code == 200, path
        assert not [secret for secret in own if secret in all_of(answer)], path
    typed = {"once_key": "join", "name": "Eva", "email": "eva@example.org"}
    answer = client.post(f"/join/{staff}", data=typed, headers=GERMAN, follow_redirects=True)
    assert not [secret for secret in own if secret in all_of(answer)]
    with work():
        for mail in session().scalars(select(OutboxMail).where(OutboxMail.recipient != OWN)):
            assert not [secret for secret in own if secret in mail.text + mail.html], mail.kind


def _own(made):
    from webapp.registration.services import history

    return history.own(made)


def test_whoever_registers_with_an_invited_address_has_answered_once_it_is_proved(client, work):
    with work():
        event = make_event()
        slug = event.slug
        invite(event)
    send(client, slug, OWN.upper())
    with work():
        assert session().scalar(select(Invitation.status)) == "open"
        services.confirm_address(registration=queries.find_live(get_event(slug).id, OWN), now=clock.now())
        (invitation,) = session().scalars(select(Invitation))
        assert (invitation.status, invitation.letter_due) == ("accepted", None)
        assert services.remind(event=get_event(slug), now=clock.now()) == 0


def test_whoever_is_registered_is_not_asked_any_more(work):
    with work():
        event = make_event()
        made = make_registration(event, email=OWN)
        invitation, _token = invite(event)
        assert (invitation.status, invitation.registration_id, invitation.letter_due) == ("accepted", made.id, None)
        assert services.remind(event=event, now=clock.now()) == 0


def test_whoever_said_yes_and_cancels_has_said_no_and_may_think_it_over(client, work):
    with work():
        event = make_event()
        slug, (_invitation, token) = event.slug, invite(event)
    send(client, slug, OWN, token=token)
    with work():
        cancel(queries.find_live(get_event(slug).id, OWN))
        assert session().scalar(select(Invitation.status)) == "declined"
    assert send(client, slug, OWN, token=token).status_code == 303
    with work():
        assert session().scalar(select(Invitation.status)) == "accepted"


def test_the_letter_says_what_became_of_a_second_person_with_the_same_address(client, work):
    with work():
        event = make_event()
        slug = event.slug
        make_registration(event, email=OWN)
    send(client, slug, OWN)
    with work():
        (mail,) = session().scalars(select(OutboxMail).where(OutboxMail.kind == "repeated"))
        assert "Für jede Adresse gilt eine Anmeldung" in mail.text
        assert "Für jede Adresse gilt eine Anmeldung" in mail.html
        assert "Wer Auch Immer" not in mail.text


def test_pages_of_the_form_are_proper(client, work):
    with work():
        event = make_event()
        slug, (_invitation, token) = event.slug, invite(event)
    page = client.get(f"/events/{slug}/register?invitation={token}", headers=GERMAN)
    assert "Ina Invited" in page.text
    assert text_of(parsed(page))


def test_an_invitation_stays_open_when_somebody_confirms_their_own_registration(client, work):
    with work():
        event = lay_in("unconfirmed", OTHER)
        slug, (_invitation, token) = event.slug, invite(event)
        own = queries.find_live(event.id, OTHER).public_id
    send(client, slug, OTHER, token=token)
    with work():
        made = queries.get_by_public_id(own)
        services.confirm_address(registration=made, now=clock.now())
        (invitation,) = session().scalars(select(Invitation))
        assert (invitation.status, invitation.registration_id, made.invited_by) == ("open", None, "")


ALIKE = [("eva@straße.example", "eva@strasse.example"), ("groß@example.org", "gross@example.org")]


@pytest.mark.parametrize(("one", "other"), [*ALIKE, *(pair[::-1] for pair in ALIKE)])
def test_an_address_that_looks_alike_is_somebody_else(client, work, one, other):
    with work():
        event, elsewhere = make_event(), make_event("Woanders")
        slug, (_invitation, token) = event.slug, invite(event, one)
        make_registration(event, "Geheim Halten", email=other)
        make_registration(elsewhere, "Geheim Halten", email=other)
        own = make_registration(make_event("Eigenes"), email=one)
        dates = [each.event.title for each in registrations_of(own.email_normal, clock.now())]
        hidden = secrets_of(other)
    page = client.get(f"/invitations/{token}", headers=GERMAN)
    answer = send(client, slug, one, token=token, follow=True)
    assert not [secret for secret in hidden if secret in all_of(page) + all_of(answer)]
    assert dates == ["Eigenes"]
    with work():
        assert queries.find_live(get_event(slug).id, normal_form(one)).name == "Wer Auch Immer"
