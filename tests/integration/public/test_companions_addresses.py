"""Whoever has a ticket with somebody else is told so by mail and by their invitation, and no stranger is told."""

import pytest
from sqlalchemy import delete, select

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from tests.html import parsed, text_of
from tests.invited import GERMAN, invite, send
from tests.phases import bring_to
from tests.queries import counted
from webapp.accounts.acting import acting_as
from webapp.accounts.types import Role
from webapp.capacity.queries import level
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.mail.models import OutboxMail
from webapp.mail.outbox.enclosures import enclosures_of
from webapp.registration import queries, services
from webapp.registration.models import Registration
from webapp.registration.types import LINK, Head

pytestmark = pytest.mark.usefixtures("now")
ADA, BEN, NOBODY = "ada@example.org", "ben@example.org", "neu@example.org"
HAS_A_TICKET = "Sie haben schon ein Ticket"


def family(event, **values):
    heads = (Head("Ada"), Head("Ben Busch", BEN))
    return make_registration(event, "Ada Anders", email=ADA, heads=heads, **values)


def told(answer):
    return text_of(parsed(answer).find(".//main"))


def letters_to(address):
    statement = select(OutboxMail).where(OutboxMail.recipient == address).order_by(OutboxMail.id)
    return session().scalars(statement).all()


def ask_for_tickets(client, slug, address, key="tickets"):
    return client.post(f"/events/{slug}/tickets", data={"once_key": key, "email": address}, headers=GERMAN)


def taken(slug):
    return level(get_event(slug).pool_id).taken


def is_his_alone(mail, made):
    """The letter opens Ben's ticket and leads to nothing else of Ada's."""
    said = mail.text + mail.html
    others = ("Ada", "/registrations/", links.seal(LINK, made.public_id), ADA)
    assert [each for each in others if each in said] == []
    assert mail.text.count("/t/") == 1
    assert mail.subject.startswith("Ihr Ticket:")


@pytest.mark.parametrize("capacity", [2, 5])
def test_what_others_typed_takes_no_registration_from_whoever_has_the_address(client, work, capacity):
    """A companion's address is proved by nobody: whoever has it registers as anybody else does."""
    with work():
        event = make_event(capacity=capacity)
        slug = event.slug
        family(event)
    send(client, slug, BEN, name="Ben")
    with work():
        own = queries.find_live(get_event(slug).id, BEN)
        assert letters_to(BEN)[-1].kind == "confirmation_asked"
        services.confirm_address(registration=own, now=clock.now())
        assert own.status == ("confirmed" if capacity == 5 else "waiting")


@pytest.mark.parametrize("capacity", [2, 3, 20])
@pytest.mark.parametrize("approval", [False, True])
def test_no_stranger_learns_from_the_form_who_comes_along(app, work, capacity, approval):
    said = []
    for address in (BEN, NOBODY):
        with work():
            event = make_event("Gleich", capacity=capacity)
            family(event)
            services.set_up(event=event, needs_approval=approval)
            slug = event.slug
            session().execute(delete(OutboxMail))
        for key in ("one", "two", "three"):
            page = send(app.test_client(), slug, address, name="Wer", follow=True, once_key=f"{slug}{address}{key}")
            said.append(told(page).replace(address, "…"))
    assert said[:3] == said[3:]


@pytest.mark.parametrize("how", ["cancelled", "left", "unanswered"])
def test_whoever_has_no_ticket_along_registers_as_anybody_else(client, work, how):
    with work():
        event = make_event()
        made = family(event, confirmed=how != "unanswered")
        if how == "cancelled":
            cancel(made)
        if how == "left":
            by = {"registration": made, "attendee_id": made.attendees[1].id}
            with acting_as(services.history.own(made)):
                services.drop_attendee(**by, now=clock.now())
        slug = event.slug
        before = len(letters_to(BEN))
    ask_for_tickets(client, slug, BEN)
    with work():
        assert len(letters_to(BEN)) == before
    send(client, slug, BEN, name="Ben")
    with work():
        assert letters_to(BEN)[-1].kind == "confirmation_asked"


def test_the_ticket_is_sent_again_to_whoever_comes_along(client, work):
    with work():
        event = make_event()
        services.set_up(event=event, attach_tickets=True)
        made, slug = family(event), event.slug
    assert ask_for_tickets(client, slug, "Ben@Example.org").location.endswith("/tickets/sent")
    with work():
        mail = letters_to(BEN)[-1]
        assert mail.kind == "tickets_again"
        assert "Sie haben einen Platz." in mail.text
        assert "Jemand hat Sie mit angemeldet." in mail.text
        is_his_alone(mail, made)
        assert [mail.kind for mail in letters_to(ADA)].count("tickets_again") == 0
        assert len(enclosures_of(mail).files) == 1


def test_asking_for_it_leaves_the_form_as_it_was(client, work):
    """Tickets go once more only to who has some: else the form would tell that they did."""
    with work():
        event = make_event()
        family(event)
        slug = event.slug
    for turn in range(5):
        assert ask_for_tickets(client, slug, BEN, key=f"turn {turn}").status_code == 303
    assert send(client, slug, BEN, name="Ben").status_code == 303
    with work():
        kinds = [mail.kind for mail in letters_to(BEN)]
        assert kinds.count("tickets_again") == 2


def test_whoever_has_both_gets_both(client, work):
    with work():
        event = make_event()
        family(event)
        own = make_registration(event, "Ben", email=BEN)
        slug, page = event.slug, links.seal(LINK, own.public_id)
    ask_for_tickets(client, slug, BEN)
    with work():
        first, second = [mail for mail in letters_to(BEN) if mail.kind == "tickets_again"]
        assert page in first.text
        assert page not in second.text
        assert "/t/" in second.text


@pytest.mark.parametrize(
    ("phase", "words"), [("cancelled", "findet nicht statt"), ("past", "ist vorbei"), ("postponed", "ist verschoben")]
)
def test_what_is_sent_again_says_what_became_of_the_event(client, work, phase, words):
    with work():
        event = make_event()
        made = family(event)
        bring_to(event, phase)
        slug = event.slug
    ask_for_tickets(client, slug, BEN)
    with work():
        mail = letters_to(BEN)[-1]
        assert words in " ".join(mail.text.split())
        assert ("/t/" in mail.text) is (phase == "postponed")
        assert links.seal(LINK, made.public_id) not in mail.text


def test_two_who_share_an_address_get_both_tickets(client, work):
    with work():
        event = make_event()
        services.set_up(event=event, most_heads=4)
        heads = (Head("Ada"), Head("Ben", BEN), Head("Cem", BEN))
        make_registration(event, "Ada", email=ADA, heads=heads)
        slug = event.slug
    ask_for_tickets(client, slug, BEN)
    with work():
        again = letters_to(BEN)[-1]
        assert again.text.count("/t/") == 2
        assert "Sie haben 2\N{NO-BREAK SPACE}Plätze." in again.text


@pytest.mark.parametrize("full", [True, False])
def test_the_page_of_the_invitation_says_that_there_is_a_ticket(client, work, full):
    with work():
        event = make_event(capacity=2 if full else 5)
        _invitation, token = invite(event, BEN)
        own, slug = links.seal(LINK, family(event).public_id), event.slug
    page = client.get(f"/invitations/{token}", headers=GERMAN)
    assert HAS_A_TICKET in told(page)
    assert "Warteliste" not in told(page)
    for each in ("/decline", "/registrations/", "/t/", own, "Ada"):
        assert each not in page.text.replace(f"/events/{slug}/tickets", "")
    assert f"/events/{slug}/tickets" in page.text
    assert "Selbst anmelden" in told(page)
    client.post(f"/invitations/{token}/decline", data={"once_key": "no"}, headers=GERMAN)
    assert HAS_A_TICKET in told(client.get(f"/invitations/{token}", headers=GERMAN))
    assert send(client, slug, BEN, token=token, name="Ben").status_code == 303
    with work():
        own_one = queries.find_live(get_event(slug).id, BEN)
        assert own_one.status == ("waiting" if full else "confirmed")
        assert taken(slug) == (2 if full else 3)


@pytest.mark.parametrize("phase", ["open", "closed", "running", "past", "cancelled", "postponed"])
def test_the_page_offers_a_ticket_only_while_it_leads_anywhere(client, work, phase):
    with work():
        event = make_event()
        _invitation, token = invite(event, BEN)
        family(event)
        bring_to(event, phase)
    said = told(client.get(f"/invitations/{token}", headers=GERMAN))
    assert (HAS_A_TICKET in said) is (phase in {"open", "closed", "running"})
    assert "Jemand hat Sie mit angemeldet." in said
    assert "Sobald" not in said or phase == "postponed"


def test_the_page_leads_on_once_the_ticket_is_gone(client, work):
    with work():
        event = make_event()
        _invitation, token = invite(event, BEN)
        made = family(event)
        made_id, slug = made.id, event.slug
    with work():
        cancel(session().get(Registration, made_id))
    page = client.get(f"/invitations/{token}", headers=GERMAN)
    assert HAS_A_TICKET not in told(page)
    assert "/registrations/" in send(client, slug, BEN, token=token, name="Ben").location


def test_the_desk_says_that_they_come_and_by_whom_no_letter_is_due(app, work):
    with work():
        event, email = make_event(), make_user(Role.ADMIN).email
        family(event)
        slug = event.slug
    desk = app.test_client()
    sign_in(desk, email)
    typed = {"once_key": "invite", "name": "Ben Busch", "email": BEN, "language": "de"}
    answer = desk.post(f"/manage/events/{slug}/invitations", data=typed, headers=GERMAN)
    assert answer.status_code == 303
    page = desk.get(f"/manage/events/{slug}/invitations?status=comes", headers=GERMAN)
    assert "Ben Busch ist schon angemeldet" in told(page)
    (row,) = [text_of(each) for each in parsed(page).iter("tr")][1:]
    assert "Kommt" in row
    assert "kommt mit der Anmeldung von jemand anderem" in row
    assert "war schon angemeldet" in row
    assert "/remind" not in page.text
    assert "/withdraw" in page.text


def test_the_desk_asks_the_same_however_many_come_along(app, work):
    def bring(event, first, last):
        for number in range(first, last):
            invite(event, f"guest{number}@example.org")
            make_registration(event, heads=(Head("Ada"), Head("Ben", f"guest{number}@example.org")))

    with work():
        event, email = make_event(capacity=None), make_user(Role.ADMIN).email
        bring(event, 0, 2)
        slug = event.slug
    desk = app.test_client()
    sign_in(desk, email)
    address = f"/manage/events/{slug}/invitations"
    with counted(app) as few:
        desk.get(address)
    with work():
        bring(get_event(slug), 2, 8)
    with counted(app) as many:
        desk.get(address)
    assert len(few) == len(many)
