"""What the page of an invitation and the desk say of it agrees with the registration that answered it."""

import itertools
import re

import pytest
from sqlalchemy import select

from tests.factories.accounts import make_user, signed_in
from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from tests.html import parsed, text_of
from tests.invited import GERMAN, OWN, invite, send
from tests.phases import bring_to
from tests.queries import counted
from webapp.accounts.types import Role
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.models import Invitation
from webapp.registration.types import LINK, LIVE, RegistrationStatus

pytestmark = pytest.mark.usefixtures("now")

OTHER = "freund@example.org"
PHASES = ("open", "closed", "running", "past", "cancelled", "postponed")
COMES = "Wir freuen uns auf Sie."
# What only one standing says, at the desk and on the page.
AT_THE_DESK = {
    RegistrationStatus.CONFIRMED: "Kommt",
    RegistrationStatus.OFFERED: "Hat einen Platz angeboten bekommen",
    RegistrationStatus.WAITING: "Auf der Warteliste",
    RegistrationStatus.REQUESTED: "Zu entscheiden",
    RegistrationStatus.DECLINED: "Anfrage abgelehnt",
    RegistrationStatus.CANCELLED: "Anmeldung storniert",
    RegistrationStatus.EXPIRED: "Angebotenen Platz nicht angenommen",
}
ON_THE_PAGE = {
    RegistrationStatus.CONFIRMED: COMES,
    RegistrationStatus.OFFERED: "Ein Platz ist frei geworden",
    RegistrationStatus.WAITING: "stehen Sie auf der Warteliste",
    RegistrationStatus.REQUESTED: "entscheidet noch der Veranstalter",
    RegistrationStatus.DECLINED: "leider keinen Platz",
    RegistrationStatus.CANCELLED: "Ihre Anmeldung ist storniert",
    RegistrationStatus.EXPIRED: "Das Angebot für einen Platz ist abgelaufen",
}
ALWAYS = {RegistrationStatus.DECLINED, RegistrationStatus.CANCELLED, RegistrationStatus.EXPIRED}
FATES = {"past": "ist vorbei", "cancelled": "ist abgesagt", "postponed": "ist verschoben"}


def answered(email, status, phase):
    """An event, and an invitation that somebody answered by its link whose registration stands so."""
    event = make_event(host=None)
    invitation, token = invite(event)
    made = make_registration(event, "Wer Auch Immer", email=email, invited_by=invitation.public_id)
    made.status = status.value
    session().flush()
    bring_to(event, phase)
    return event, token, links.seal(LINK, made.public_id)


def page_of(client, token):
    answer = client.get(f"/invitations/{token}", headers=GERMAN)
    document = parsed(answer)
    return text_of(document.find(".//main")), answer.text


@pytest.fixture
def desk(app, work):
    with work():
        email = make_user(Role.ADMIN).email
    client = signed_in(app, email)

    def rows(slug, query=""):
        document = parsed(client.get(f"/manage/events/{slug}/invitations{query}", headers=GERMAN))
        table = document.find(".//table")
        return [] if table is None else [text_of(each) for each in table.iter("tr")][1:]

    rows.client = client
    return rows


@pytest.mark.in_turns
@pytest.mark.parametrize("status", list(AT_THE_DESK))
def test_page_and_desk_say_how_the_registration_stands(client, desk, work, status):
    for phase in PHASES:
        with work():
            event, token, own = answered(OWN, status, phase)
            slug = event.slug
        said, page = page_of(client, token)
        ahead = phase in {"open", "closed", "running"}
        for each, words in ON_THE_PAGE.items():
            assert (words in said) is (each is status and (ahead or status in ALWAYS)), (phase, each, said)
        assert f"/registrations/{own}" in page
        for each, words in FATES.items():
            assert (words in said) is (each == phase), (phase, each, said)
        assert ("Der Saal steht unter Wasser." in said) is (phase in {"cancelled", "postponed"})
        thinks_it_over = phase == "open" and status in {RegistrationStatus.CANCELLED, RegistrationStatus.EXPIRED}
        assert (f"invitation={token}" in page) is thinks_it_over, phase
        (row,) = desk(slug)
        for each, words in AT_THE_DESK.items():
            assert (words in row) is (each is status), (phase, each, row)
        assert "beantwortet von" not in row
        (value,) = _filters(desk, slug)
        assert desk(slug, f"?status={value}") == [row]


def _filters(desk, slug):
    page = desk.client.get(f"/manage/events/{slug}/invitations", headers=GERMAN)
    (chosen,) = (each for each in parsed(page).iter("select") if each.get("name") == "status")
    return [each.get("value") for each in chosen.iter("option") if each.get("value")]


@pytest.mark.in_turns
@pytest.mark.parametrize("status", list(AT_THE_DESK))
def test_what_another_address_answered_is_told_at_the_desk_alone(client, desk, work, status):
    is_live = status in LIVE
    for phase in PHASES:
        with work():
            event, token, other = answered(OTHER, status, phase)
            slug = event.slug
        said, page = page_of(client, token)
        told = (*ON_THE_PAGE.values(), OTHER, "Wer Auch Immer", "zugesagt")
        assert not [words for words in told if words in said], phase
        assert other not in page
        assert ("mit einer anderen E-Mail-Adresse beantwortet" in said) is is_live, phase
        assert (f"invitation={token}" in page) is (phase == "open")
        assert ("/decline" in page) is (phase not in {"past", "cancelled"} and not is_live), phase
        (row,) = desk(slug)
        assert f"beantwortet von Wer Auch Immer, {OTHER}" in row
        assert AT_THE_DESK[status] in row


@pytest.mark.parametrize("phase", PHASES)
def test_who_has_not_answered_reads_what_became_of_the_event_and_may_say_no_while_it_is_to_come(client, work, phase):
    with work():
        event = make_event()
        _invitation, token = invite(event)
        bring_to(event, phase)
    said, page = page_of(client, token)
    for each, words in FATES.items():
        assert (words in said) is (each == phase), said
    assert ("Der Saal steht unter Wasser." in said) is (phase in {"cancelled", "postponed"})
    assert ("Die Anmeldung ist geschlossen" in said) is (phase in {"closed", "running"})
    assert (f"invitation={token}" in page) is (phase == "open")
    may_leave = phase not in {"past", "cancelled"}
    assert ("/decline" in page) is may_leave
    answer = client.post(f"/invitations/{token}/decline", data={"once_key": phase}, headers=GERMAN)
    said, _page = page_of(client, token)
    assert answer.status_code == 303
    assert ("Danke" in said) is may_leave
    assert ("immer noch zusagen" in said) is (phase == "open")
    assert ("Sie haben abgesagt" in said) is may_leave
    with work():
        assert session().scalar(select(Invitation.status)) == ("declined" if may_leave else "open")


def test_whoever_is_registered_cancels_and_declines_nothing_by_an_old_page(client, work):
    with work():
        _event, token, _own = answered(OWN, RegistrationStatus.CONFIRMED, "open")
    assert client.post(f"/invitations/{token}/decline", data={"once_key": "old"}).status_code == 303
    with work():
        assert session().scalar(select(Invitation.status)) == "accepted"


def test_an_invitation_that_a_friend_used_is_still_open_to_its_own_address(client, desk, work):
    with work():
        event, token, _other = answered(OTHER, RegistrationStatus.CONFIRMED, "open")
        slug = event.slug
    assert client.get(f"/events/{slug}/register?invitation={token}").status_code == 200
    answer = send(client, slug, OWN, token=token)
    with work():
        made = queries.find_live(get_event(slug).id, OWN)
        assert made.is_proved
        assert links.seal(LINK, made.public_id) in answer.location
        assert queries.find_live(get_event(slug).id, OTHER).status == "confirmed"
        assert session().scalar(select(Invitation.registration_id)) == made.id
    assert COMES in page_of(client, token)[0]
    (row,) = desk(slug)
    assert "beantwortet von" not in row
    assert "Kommt" in row


def test_with_a_third_address_a_used_up_invitation_is_like_the_public_form(client, work):
    with work():
        event, token, _other = answered(OTHER, RegistrationStatus.CONFIRMED, "open")
        slug = event.slug
    assert "/register/" in send(client, slug, "dritter@example.org", token=token).location
    with work():
        made = queries.find_live(get_event(slug).id, "dritter@example.org")
        services.confirm_address(registration=made, now=clock.now())
        used_by = session().scalar(select(Invitation.registration_id))
        assert (made.is_proved, made.invited_by, used_by == made.id) == (True, "", False)


def test_whoever_registers_with_the_invited_address_has_answered_whatever_was_before(desk, work):
    for status, email in itertools.product(AT_THE_DESK, (OWN, OTHER)):
        if email == OWN and status in LIVE:
            continue
        with work():
            event, _token, _own = answered(email, status, "open")
            make_registration(event, "Ina Selbst", email=OWN)
            slug = event.slug
        (row,) = desk(slug)
        assert "Kommt" in row, (status, email)
        assert "beantwortet von" not in row, (status, email)


def test_full_and_approved_events_are_told_as_they_are(client, desk, work):
    with work():
        full, asking = make_event(capacity=1), make_event()
        make_registration(full)
        services.set_up(event=asking, needs_approval=True)
        slugs = [full.slug, asking.slug]
        tokens = [invite(full)[1], invite(asking)[1]]
    for slug, token in zip(slugs, tokens, strict=True):
        send(client, slug, OWN, token=token)
    assert "Auf der Warteliste" in desk(slugs[0])[0]
    assert "stehen Sie auf der Warteliste" in page_of(client, tokens[0])[0]
    assert "Zu entscheiden" in desk(slugs[1])[0]
    with work():
        made = queries.find_live(get_event(slugs[1]).id, OWN)
        services.decline(registration=made, reason="Leider voll.", now=clock.now())
    assert "Anfrage abgelehnt" in desk(slugs[1])[0]
    said, _page = page_of(client, tokens[1])
    assert "leider keinen Platz" in said
    assert COMES not in said


def test_whoever_was_registered_before_was_not_invited(client, desk, work, now):
    with work():
        event = make_event()
        make_registration(event, email=OWN)
        slug = event.slug
        invite(event)
        _invitation, token = invite(event, "neu@example.org")
    send(client, slug, "neu@example.org", token=token)
    new, before = desk(slug)
    assert "war schon angemeldet" in before
    assert "eingeladen am" not in before
    assert "eingeladen am" in new
    assert "war schon" not in new
    with work():
        cancel(queries.find_live(get_event(slug).id, OWN))
    assert "Anmeldung storniert" in desk(slug)[1]
    assert "eingeladen am" not in desk(slug)[1]


def test_an_invitation_is_withdrawn_only_while_nobody_comes_by_it(desk, work):
    for status, email in itertools.product(AT_THE_DESK, (OWN, OTHER)):
        with work():
            event, _token, _own = answered(email, status, "open")
            slug = event.slug
            (public_id,) = session().scalars(select(Invitation.public_id).where(Invitation.event_id == event.id))
        is_live = status in LIVE
        address = f"/manage/events/{slug}/invitations/{public_id}/withdraw"
        page = desk.client.get(f"/manage/events/{slug}/invitations", headers=GERMAN).text
        assert (address in page) is not is_live, status
        desk.client.post(address, data={"once_key": f"{status}{email}"}, headers=GERMAN)
        with work():
            found = session().scalar(select(Invitation.status).where(Invitation.public_id == public_id))
            assert (found == "withdrawn") is not is_live, status


def test_the_desk_asks_the_same_however_many_have_answered(app, desk, work):
    def answer(event, first, last):
        for number in range(first, last):
            invitation, _token = invite(event, f"g{number}@example.org")
            make_registration(event, email=f"other{number}@example.org", invited_by=invitation.public_id)

    with work():
        event = make_event(capacity=None)
        slug = event.slug
        answer(event, 0, 2)
    with counted(app) as few:
        desk(slug)
    with work():
        answer(get_event(slug), 2, 12)
    with counted(app) as many:
        assert len(re.findall("beantwortet von", " ".join(desk(slug)))) == 12
    assert len(few) == len(many)


@pytest.mark.parametrize("before", [False, True], ids=["fresh", "unproved"])
def test_whom_the_link_proves_is_not_asked_to_confirm(client, work, before):
    with work():
        event = make_event()
        if before:
            make_registration(event, "Irgendwer", email=OWN, confirmed=False)
        for mail in session().scalars(select(OutboxMail)):
            session().delete(mail)
        slug, (_invitation, token) = event.slug, invite(event)
    send(client, slug, OWN, token=token)
    with work():
        kinds = session().scalars(select(OutboxMail.kind).where(OutboxMail.recipient == OWN)).all()
        assert kinds == ["seat_confirmed"]
