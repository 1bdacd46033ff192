"""Whoever waits is promised an offer only while somebody moves up, on every page and in every letter."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration, people
from tests.html import parsed, text_of
from tests.invited import OWN, invite
from tests.phases import bring_to
from webapp.events.queries import get_event
from webapp.events.types import Whereabouts
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.foundation.settings import ROOT
from webapp.mail.models import OutboxMail
from webapp.mail.telling import write_to_all
from webapp.mail.truth import still_true
from webapp.mail.types import MailKind
from webapp.public import receipts
from webapp.registration import queries, services
from webapp.registration.types import LINK, STAFF_LINK, Receipt

pytestmark = pytest.mark.usefixtures("now")

ENGLISH = {"Accept-Language": "en"}
PROMISE = re.compile(
    r"place becomes available|only offer you|your turn|as soon as there are places|rejoin at the end|be offered places"
)
IT_RUNS = "The event has started, so no more places are being offered."
AT_THE_DOOR = "Please ask at the entrance whether there is still room."
# Where such a sentence stands: for whoever waits, or on forms that are open only while people move up.
PROMISING = {
    "mail/_too_many.txt",
    "mail/waiting_list.html",
    "mail/waiting_list.txt",
    "public/registrations/_states.html",
    "public/registrations/invitation.html",
    "public/registrations/joined.html",
    "public/registrations/register.html",
}
PLACES = {"on site": {}, "online": {"conference_url": "https://meet.example.org/a", "venue": None}}


class Line:
    """A full event for two: one waits, another by an invitation, a family, and a group larger than all there is."""

    def __init__(self, where):
        event = self.event = make_event(capacity=4, starts_in=timedelta(days=3), **PLACES[where])
        self.slug = event.slug
        asking = make_category(event, label={"en": "On request"}, needs_approval=True)
        firms = make_category(event, label={"en": "Firms"})
        said = {"language": "en", "category_id": firms.id}
        self.gone = make_registration(event, heads=people(*"ABCD"), **said)
        self.one = make_registration(event, "Wanda", **said)
        self.family = make_registration(event, "Willy", heads=people("Willy", "Wim"), **said)
        invitation, self.invited = invite(event)
        self.guest = make_registration(event, email=OWN, invited_by=invitation.public_id, **said)
        small = make_category(event, label={"en": "Hall"}, capacity=4)
        self.large = make_registration(event, "Lars", heads=people(*"EFGH"), language="en", category_id=small.id)
        small.pool.capacity = 3
        self.asks = make_registration(event, "Rita", language="en", category_id=asking.id)
        session().flush()

    @property
    def waiting(self):
        return [self.one, self.family, self.guest, self.large]

    def addresses(self):
        tokens = {each.name: links.seal(LINK, each.public_id) for each in self.waiting}
        own = {f"own page of {name}": f"/registrations/{token}" for name, token in tokens.items()}
        join = f"/join/{links.seal(STAFF_LINK, self.family.public_id)}/done"
        receipt = receipts.seal(self.event, Receipt(until=self.event.starts_at, position=2, to_be_approved=False), 1)
        after_sending = f"/events/{self.slug}/register/{receipt}"
        return {**own, "joined": join, "invitation": f"/invitations/{self.invited}", "sent": after_sending}

    def letters(self):
        session().query(OutboxMail).delete()
        for each in self.waiting:
            services.send_again(event=self.event, email=each.email)
        services.approve(registration=self.asks, now=clock.now())
        write_to_all(MailKind.EVENT_CHANGED, self.event, reason="", was_at=Whereabouts(None, ""))
        waiting = {each.public_id for each in [*self.waiting, self.asks]}
        mails = session().scalars(select(OutboxMail).where(OutboxMail.about.in_(waiting))).all()
        assert {each.kind for each in mails} == {"tickets_again", "waiting_list", "event_changed"}
        return {f"{each.kind} for {each.recipient}": each for each in mails}


def holds(said, what, phase, where):
    runs = phase == "running"
    assert (IT_RUNS in said) == runs, (what, said)
    assert (AT_THE_DOOR in said) == (runs and where == "on site"), what
    if runs:
        assert not PROMISE.search(said), (what, said)


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("phase", ["upcoming", "closed", "running"])
def test_pages_promise_an_offer_only_while_somebody_moves_up(client, work, phase, where):
    with work():
        line = Line(where)
        addresses = line.addresses()
        bring_to(line.event, phase)
    for what, address in addresses.items():
        answer = client.get(address, headers=ENGLISH)
        assert answer.status_code == 200, what
        said = text_of(parsed(answer).find(".//main")).replace("\u00a0", " ")
        holds(said, what, phase, where)
        assert "waiting list" in said or what == "own page of Lars" or (what == "sent" and phase == "running")


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("phase", ["upcoming", "closed", "running"])
def test_letters_promise_an_offer_only_while_somebody_moves_up(work, phase, where):
    with work():
        line = Line(where)
        bring_to(line.event, phase)
        for what, mail in line.letters().items():
            for said in (mail.text, mail.html):
                holds(re.sub(r"\s+", " ", re.sub("<[^>]+>", "", said)), what, phase, where)


@pytest.mark.parametrize("phase", ["over", "cancelled", "postponed"])
def test_pages_say_nothing_of_the_beginning_where_there_is_none_any_more(client, work, phase):
    with work():
        line = Line("on site")
        addresses = line.addresses()
        bring_to(line.event, "past" if phase == "over" else phase)
    for what, address in addresses.items():
        said = client.get(address, headers=ENGLISH).text
        assert AT_THE_DOOR not in said, what


def test_a_letter_of_the_waiting_list_goes_out_again_on_its_own_side_of_the_beginning_only(work):
    with work():
        line = Line("on site")
        slug, about = line.slug, line.one.public_id
        said = select(OutboxMail).where(OutboxMail.about == about, OutboxMail.kind == "waiting_list")
        before = session().scalars(said).one()
        assert still_true([before], line.event, clock.now()) == {before.public_id}
    clock.move_on(timedelta(days=3, minutes=1))
    with work():
        event = get_event(slug)
        assert still_true(session().scalars(said).all(), event, clock.now()) == set()
        asks = queries.get_by_public_id(line.asks.public_id)
        services.approve(registration=asks, now=clock.now())
        mail = session().scalars(select(OutboxMail).where(OutboxMail.about == asks.public_id)).all()[-1]
        assert still_true([mail], event, clock.now()) == {mail.public_id}


def test_no_other_text_promises_an_offer():
    folder = ROOT / "templates"
    texts = [each for room in ("mail", "public") for each in (folder / room).rglob("*.*")]
    found = {str(each.relative_to(folder)) for each in texts if PROMISE.search(each.read_text(encoding="utf-8"))}
    assert found == PROMISING
