"""Three items for each job, of which the second one is going to raise."""

import io
from datetime import date, timedelta

from sqlalchemy import select

from tests.factories.accounts import make_user
from tests.factories.events import make_event
from tests.factories.mail import make_mailing
from tests.factories.organisations import make_organisation
from tests.factories.registration import cancel, make_registration
from tests.integration.foundation.scene import Scene, states, three
from tests.integration.foundation.scenes_of_bins import Binned, BinnedContacts, BinnedEvents
from webapp.accounts import services as accounts
from webapp.accounts.queries import unseen_letters
from webapp.calendar.models import DateList
from webapp.calendar.services import importing as dates
from webapp.capacity.services import resize
from webapp.contacts.models import ContactTable
from webapp.contacts.services import importing as contact_tables
from webapp.contacts.types import Grounds
from webapp.documents import services as papers
from webapp.documents.models import PaperOrder
from webapp.documents.types import PaperKind
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.mail.mailings import announcing, inviting
from webapp.mail.models import Mailing, OutboxMail
from webapp.mail.outbox import tasks as mail_tasks
from webapp.registration import services
from webapp.registration.models import GuestList, Invitation, Registration
from webapp.registration.services import erasing, expiring, guest_tables, importing, waiting_list


class Offers(Scene):
    module, function = expiring.history, "record"

    def make(self):
        event = make_event(capacity=3)
        seated = three(lambda: make_registration(event))
        waiting = three(lambda: make_registration(event).id)
        for each in seated:
            cancel(each)
        return waiting

    def prepare(self):
        clock.move_on(timedelta(hours=25))

    def key_of(self, registration, *_, **__):
        return registration.id

    def is_done(self, key):
        return states(Registration, key, "status") == "expired"


class OffersOfEvents(Offers):
    def make(self):
        return [Offers.make(self)[0] for _ in range(3)]


class Places(Scene):
    module, function = waiting_list, "offer"
    places = 3  # one is taken: the place that the bad one can't get goes to the next in line

    def make(self):
        event = make_event(capacity=1)
        make_registration(event)
        waiting = three(lambda: make_registration(event).id)
        resize(event.pool_id, capacity=self.places)
        self.places = 4
        return waiting

    def key_of(self, registration, *_):
        return registration.id

    def is_done(self, key):
        return states(Registration, key, "status") == "offered"


def table(rows="Ada;ada@example.org\n"):
    event = make_event(capacity=10)
    stream = io.BytesIO(f"Name;Mail\n{rows}".encode())
    return services.take_list(
        event=event, stream=stream, name="x.csv", category_id=None, language="de", now=clock.now()
    )


class Lists(Scene):
    module, function = guest_tables, "_counted"

    def make(self):
        return three(lambda: table().id)

    def key_of(self, guest_list):
        return guest_list.id

    def is_done(self, key):
        return states(GuestList, key) == "ready"


class Inviting(Scene):
    module, function = guest_tables, "_go_through"

    def make(self):
        made = three(table)
        for each in made:
            each.state, each.good, each.columns = "inviting", 1, {"name": 0, "email": 1}
        return [each.id for each in made]

    def is_done(self, key):
        return states(GuestList, key) == "done"


class Guests(Scene):
    module, function = guest_tables, "invite"

    def make(self):
        made = table("Ada;a@example.org\nBen;b@example.org\nCem;c@example.org\n")
        made.state, made.good, made.columns = "inviting", 3, {"name": 0, "email": 1}
        return ["Ada", "Ben", "Cem"]

    def key_of(self, *, guests, **_):
        return {each.name for each in guests}

    def is_done(self, key):
        return session().scalar(select(Invitation.id).where(Invitation.name == key)) is not None


class People(Scene):
    module, function = erasing, "_invitations_to"

    def make(self):
        event = make_event()
        made = three(lambda: make_registration(event).id)
        clock.move_on(event.ends_at - clock.now() + timedelta(days=400))
        return made

    def key_of(self, registration):
        return registration.id

    def is_done(self, key):
        return states(Registration, key, "erased_at") is not None


class OldLists(Scene):
    module, function = importing, "discard_list"

    def make(self):
        return three(lambda: table().id)

    def prepare(self):
        clock.move_on(timedelta(days=8))

    def key_of(self, *, guest_list):
        return guest_list.id

    def is_done(self, key):
        return session().get(GuestList, key) is None


class Mails(Scene):
    module, function = mail_tasks, "message_of"

    def make(self):
        event = make_event()
        for _ in range(3):
            make_registration(event, confirmed=False)
        return list(session().scalars(select(OutboxMail.id).order_by(OutboxMail.id)))[-3:]

    def key_of(self, mail, **_):
        return mail.id

    def is_done(self, key):
        return states(OutboxMail, key) == "sent"


class Mailings(Scene):
    module, function = announcing, "letter_of"

    def make(self):
        def one():
            event = make_event()
            make_registration(event)
            return make_mailing(event).id

        return three(one)

    def key_of(self, mailing, *_, **__):
        return mailing.id

    def is_done(self, key):
        return states(Mailing, key) == "done"


class Readers(Scene):
    module, function = announcing, "_addressed"

    def make(self):
        event = make_event()
        names = ["Ada", "Ben", "Cem"]
        for each in names:
            make_registration(event, each, email=f"{each}@example.org")
        make_mailing(event)
        return names

    def key_of(self, _wording, _gaps, person, *_, **__):
        return person.name

    def is_done(self, key):
        found = select(OutboxMail.id).where(OutboxMail.recipient_name == key, OutboxMail.kind == "message")
        return session().scalar(found) is not None


class Letters(Scene):
    module, function = inviting, "opt_out_address"

    def make(self):
        guests = [services.Guest(name, f"{name}@example.org") for name in ("Ada", "Ben", "Cem")]
        return [each.public_id for each in services.invite(event=make_event(), guests=guests, now=clock.now())]

    def key_of(self, public_id, *_):
        return public_id

    def is_done(self, key):
        return session().scalar(select(OutboxMail.id).where(OutboxMail.about == key)) is not None


def ordered():
    event = make_event()
    made = papers.order_paper(
        event=event, kind=PaperKind.ATTENDANCE, label="cut", asked={}, language="de", now=clock.now()
    )
    return made.id


class Papers(Scene):
    module, function = papers, "_make"

    def make(self):
        return three(ordered)

    def is_done(self, key):
        return states(PaperOrder, key) == "empty"


class OldPapers(Scene):
    module, function = papers, "discard"

    def make(self):
        return three(ordered)

    def prepare(self):
        clock.move_on(timedelta(days=2))

    def key_of(self, *, order):
        return order.id

    def is_done(self, key):
        return session().get(PaperOrder, key) is None


class OldDates(Scene):
    module, function = dates, "discard_dates"

    def make(self):
        def one():
            row = DateList(
                public_id=tokens.new_id(), owner="x", name="x", zone="Europe/Berlin", rows=[], created_at=clock.now()
            )
            session().add(row)
            session().flush()
            return row.id

        return three(one)

    def prepare(self):
        clock.move_on(timedelta(days=8))

    def key_of(self, *, dates):
        return dates.id

    def is_done(self, key):
        return session().get(DateList, key) is None


class ContactTables(Scene):
    module, function = contact_tables, "_looked_through"

    def make(self):
        host, grounds = make_organisation(), Grounds("Messe", "Einladungen", date(2027, 3, 1))
        return three(
            lambda: (
                contact_tables.take_table(
                    organisation_id=host.id,
                    stream=io.BytesIO(b"Name;Mail\nAda;ada@example.org\n"),
                    name="x.csv",
                    language="de",
                    grounds=grounds,
                    tags=[],
                    now=clock.now(),
                ).id
            )
        )

    def key_of(self, table):
        return table.id

    def is_done(self, key):
        return states(ContactTable, key) == "ready"


class AskedLetters(Scene):
    module, function = accounts, "look_at_asked"

    def make(self):
        users = three(make_user)
        for each in users:
            accounts.ask_for_password(email=each.email, language="de", now=clock.now())
        by_address = {each.email: each.public_id for each in unseen_letters()}
        return [by_address[each.email] for each in users]

    def key_of(self, *, letter, **_):
        return letter.public_id

    def is_done(self, key):
        return session().scalar(select(OutboxMail.id).where(OutboxMail.about == key)) is not None


SCENES = {
    "webapp.foundation.bins.empty_bins": [Binned],
    "webapp.accounts.tasks.look_at_asked_letters": [AskedLetters],
    "webapp.events.tasks.erase_what_was_thrown_away": [BinnedEvents],
    "webapp.registration.tasks.keep_places_moving": [Offers, OffersOfEvents, Places],
    "webapp.registration.tasks.look_through_guest_lists": [Lists, Inviting, Guests],
    "webapp.registration.tasks.forget_in_time": [People, OldLists],
    "webapp.mail.outbox.tasks.deliver_due": [Mails],
    "webapp.mail.mailings.announcing.write_mailings": [Mailings, Readers],
    "webapp.mail.mailings.inviting.write_invitations": [Letters],
    "webapp.documents.tasks.make_papers": [Papers],
    "webapp.documents.tasks.forget_papers": [OldPapers],
    "webapp.calendar.tasks.forget_old_dates": [OldDates],
    "webapp.contacts.tasks.look_through_tables": [ContactTables],
    "webapp.contacts.tasks.forget_contacts": [BinnedContacts],
}
