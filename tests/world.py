"""Something of everything, and where it lies: real values for each part of each address, found from the routes."""

import io
import itertools
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.factories.accounts import make_access_link, make_user
from tests.factories.agenda import make_item
from tests.factories.canvases import make_canvas, make_plan
from tests.factories.contacts import make_contact
from tests.factories.events import make_event, make_venue
from tests.factories.mail import make_mailing
from tests.factories.office import publish_text
from tests.factories.organisations import make_funding_notice, make_organisation
from tests.factories.procurement import make_tender
from tests.factories.registration import make_category, make_registration, people
from tests.factories.stations import make_group, make_pitch, make_station
from webapp.accounts import services as accounts
from webapp.accounts.models import AskedLetter, User
from webapp.accounts.queries import unseen_letters
from webapp.accounts.types import ADDRESS_LINK, PASSWORD_LINK, TEAM_LINK, Asked, Role, Scope
from webapp.accounts.types import LINK as ACCESS_LINK
from webapp.calendar import services as calendars
from webapp.calendar.types import FEED_LINK, OwnFeed
from webapp.canvases import services as canvases
from webapp.canvases.types import LINK as CANVAS_LINK
from webapp.checkin import services as checkin
from webapp.checkin.types import PointKind
from webapp.contacts import services as contacts
from webapp.contacts.types import Grounds
from webapp.documents import services as documents
from webapp.documents.types import PaperKind
from webapp.events import services as events
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.mail.types import OPT_OUT_LINK
from webapp.office import services as office
from webapp.office.queries import find_published
from webapp.office.types import SET_UP_LINK, TextKind
from webapp.public.registrations import receipts
from webapp.registration import services as registrations
from webapp.registration.models import AddressWish, AttendeeRequest, Invitation
from webapp.registration.presets import of_format
from webapp.registration.queries import receipt_of
from webapp.registration.types import ADDRESS_LINK as OTHER_ADDRESS_LINK
from webapp.registration.types import CONSENT_LINK, INVITATION_LINK, STAFF_LINK, RegistrationId
from webapp.registration.types import LINK as REGISTRATION_LINK
from webapp.stations.types import POSTER
from webapp.tickets.payload import payload_of
from webapp.tickets.queries import tickets_of_registration

CALENDAR = b"\r\n".join(
    [
        b"BEGIN:VCALENDAR",
        b"VERSION:2.0",
        b"BEGIN:VEVENT",
        b"UID:1",
        b"SUMMARY:Tag der Meister",
        b"DTSTART:20270610T090000Z",
        b"END:VEVENT",
        b"END:VCALENDAR",
        b"",
    ]
)
TABLE = b"Name;E-Mail\nKim Muster;kim.muster@example.org\n"


@dataclass
class World:
    """Real values by the name of a part of an address; where a name means several things, by the route's beginning."""

    admin: str
    organizer: str
    door_link: str
    values: dict[str, list[str]] = field(default_factory=dict)

    def addresses_of(self, rule: Rule) -> list[str]:
        """The rule's address with each combination of real values; KeyError for a part that nobody has told of."""
        names = sorted(rule.arguments)
        found = []
        for chosen in itertools.product(*(self._values(rule, name) for name in names)):
            _, path = rule.build(dict(zip(names, chosen, strict=True))) or ("", "")
            found.append(path)
        return found

    def _values(self, rule: Rule, name: str) -> list[str]:
        told = [key for key in self.values if key.partition(" ")[0] == name]
        best = [key for key in told if " " in key and rule.rule.startswith(key.partition(" ")[2])]
        return self.values[max(best, key=len) if best else name]


def _wishes_at(registration_id: RegistrationId, now: datetime) -> tuple[AttendeeRequest, AddressWish]:
    """Somebody who asks to come along, and another address that nobody has confirmed."""
    both = {"registration_id": registration_id, "asked_at": now}
    wish = AttendeeRequest(public_id=tokens.new_id(), name="Uli Neu", answers={}, consents={}, **both)
    other_address = AddressWish(public_id=tokens.new_id(), email="kim.neu@example.org", **both)
    session().add_all([wish, other_address])
    return wish, other_address


def _letters_to(user: User, now: datetime) -> tuple[AskedLetter, AskedLetter]:
    """The letter with which somebody gets a new password, and the one that proves another address."""
    accounts.ask_for_password(email=user.email, language="de", now=now)
    accounts.ask_for_address(user=user, email="anders@example.org", language="de", now=now)
    *_, forgotten = unseen_letters()
    accounts.look_at_asked(letter=forgotten, now=now)
    asked = select(AskedLetter).filter_by(kind=Asked.ADDRESS.value, user_id=user.id)
    return forgotten, session().scalars(asked).one()


def make_world(app: Flask) -> World:
    """An event with all that there can be, a draft, one that is over, and whoever may open them."""
    now = clock.now()
    first = office.open_link(now=now) or ""  # before there is any account
    if find_published(TextKind.PRIVACY) is None:
        publish_text(TextKind.PRIVACY, "Wir behalten, was Sie sagen.")
    host = make_organisation()
    action_field, _goal, measure = make_plan()
    event = make_event("Zukunftswerkstatt", host=host, capacity=30, venue=make_venue(), features=_all_features())
    draft = make_event("Noch nicht reif", host=host, status="draft", published_at=None, capacity=None)
    past = make_event("Vorbei", host=host, starts_in=timedelta(days=-30), capacity=None)
    series = events.settle_series(title="Werkstätten", host_id=host.id)
    events.update_event(event=event, now=now, series_id=series.id)
    notice = make_funding_notice(host, formats=[])
    event.funding_id = notice.id
    category = make_category(event)
    registrations.ask(event=event, definitions=of_format("future_workshop").questions, now=now)
    mine = make_registration(event, heads=people("Kim Muster", "Alex Beispiel"), category_id=category.id)
    make_registration(event, category_id=category.id, confirmed=False)
    wish, other_address = _wishes_at(mine.id, now)
    station = make_station(event, action_field_id=action_field.id)
    item = make_item(event)
    canvas = make_canvas(event, group=make_group(station, pitch=make_pitch(event)))
    link = canvases.link_to_measure(
        canvas=canvas, measure_id=measure.id, kind="contributes", reason="Weil es hilft.", now=now
    )
    registrations.invite(event=event, guests=[registrations.Guest("Ada", "ada@example.org")], now=now)
    invitation = session().scalars(select(Invitation).where(Invitation.event_id == event.id)).one()
    admin, organizer = make_user(Role.ADMIN), make_user(Role.ORGANIZER, organisation_id=host.id)
    colleague = make_user(Role.DOOR, organisation_id=host.id)
    accounts.give_role(user=colleague, role=Role.DOOR, at=event.scope)
    accounts.give_role(user=make_user(), role=Role.ADMIN, at=None)
    places = (Scope.of_organisation(host.id), event.scope, None)
    asked = [
        accounts.invite(email=f"neu@{host.key}.example.org", role=role, at=at, language="de", now=now)
        for role, at in zip((Role.READER, Role.READER, Role.ADMIN), places, strict=True)
    ]
    forgotten, changed = _letters_to(organizer, now)
    door, guide = make_access_link(event), make_access_link(event, Role.FACILITATOR)
    staff_feed = calendars.open_feed(kind=OwnFeed.STAFF, owner=organizer.public_id, now=now)
    own_feed = calendars.open_feed(kind=OwnFeed.ATTENDEE, owner=mine.email_normal, now=now)
    dates = calendars.take_dates(
        content=CALENDAR, name="dates.ics", owner=admin.public_id, zone="Europe/Berlin", now=now
    )
    guests = registrations.take_list(
        event=event, stream=io.BytesIO(TABLE), name="guests.csv", category_id=None, language="de", now=now
    )
    contact = make_contact(host, "Uta Bekannt", company="Metallbau Bekannt")
    picked = contacts.keep_list(organisation_id=host.id, name="Beirat", now=now, contacts=[contact])
    people_table = contacts.take_table(
        organisation_id=host.id,
        stream=io.BytesIO(TABLE),
        name="people.csv",
        language="de",
        grounds=Grounds("Messe", "Einladungen", date(2027, 3, 1)),
        tags=[],
        now=now,
    )
    tender = make_tender(host)
    point = checkin.add_point(event=event, kind=PointKind.GATE, name="Nord")
    order = documents.order_paper(event=event, kind=PaperKind.DOOR_LIST, label="", asked={}, language="de", now=now)
    mailing = make_mailing(event, sent=False)
    ticket = tickets_of_registration(mine.id)[0]
    mail = session().scalars(select(OutboxMail)).first()

    def seal(purpose: str, public_id: str) -> str:
        return tokens.seal(app.config["SECRET_KEY"], purpose, public_id)

    door_link = seal(ACCESS_LINK, door.public_id)
    return World(
        admin.email,
        organizer.email,
        door_link,
        {
            "slug": [event.slug],
            "slug /events": [event.slug, past.slug],
            "slug /series": [series.slug],
            "series": [series.slug],
            "slug /calendar/<kind>": ["future-workshop", host.key],
            "slug /plans": [action_field.plan.slug],
            "slug /measures": [measure.slug],
            "kind /calendar": ["format", "organisation"],
            "organisation": [host.key],
            "key /organisations": [host.key],
            "notice_id": [notice.public_id],
            "venue_id": [event.venue.public_id],
            "file_id /logos": [notice.pictures[0].file],
            "shade": ["light"],
            "kind": ["confirmation_asked"],
            "lang": ["de"],
            "name /mailbox": ["nothing"],
            "name": ["message"],
            "name /manage/events/<slug>/registrations": ["mail"],
            "text": ["privacy"],
            "version": ["1"],
            "token /set-up": [seal(SET_UP_LINK, first)],
            "member": [colleague.public_id],
            "member /manage/settings/administrators": [admin.public_id],
            "role": [Role.DOOR.value],
            "role /manage/settings/administrators": [Role.ADMIN.value],
            "invitation_id /manage/settings/team": [asked[0].public_id],
            "invitation_id /manage/events/<slug>/team": [asked[1].public_id],
            "invitation_id /manage/settings/administrators": [asked[2].public_id],
            "token /sign-in/invitation": [seal(TEAM_LINK, each.public_id) for each in asked],
            "token /sign-in/password": [seal(PASSWORD_LINK, forgotten.public_id)],
            "token /sign-in/address": [seal(ADDRESS_LINK, changed.public_id)],
            "token /link": [door_link, seal(ACCESS_LINK, guide.public_id)],
            "token /calendar": [seal(FEED_LINK, own_feed.public_id), seal(FEED_LINK, staff_feed.public_id)],
            "token /canvases": [seal(CANVAS_LINK, canvas.public_id)],
            "token /stations": [seal(POSTER, station.public_id)],
            "token /registrations": [seal(REGISTRATION_LINK, mine.public_id)],
            "token /addresses": [seal(OTHER_ADDRESS_LINK, other_address.public_id)],
            "token /join": [seal(STAFF_LINK, mine.public_id)],
            "token /invitations": [seal(INVITATION_LINK, invitation.public_id)],
            "token /consents": [seal(CONSENT_LINK, contact.public_id)],
            "contact_id": [contact.public_id],
            "firm": [contact.firm],
            "table_id": [people_table.public_id],
            "list_id /manage/contacts": [picked.public_id],
            "list_id /manage/events/<slug>/invitations/contacts": [picked.public_id],
            "token /mail": [seal(OPT_OUT_LINK, mine.public_id)],
            "payload": [payload_of(ticket, event)],
            "receipt": [receipts.seal(event, receipt_of(mine), 1)],
            "item_id": [item.public_id],
            "link_id /canvases": [link.public_id],
            "link_id": [door.public_id],
            "station_id": [station.public_id],
            "canvas_id": [canvas.public_id],
            "registration_id": [mine.public_id],
            "person": [mine.attendees[1].public_id],
            "wish": [wish.public_id],
            "category_id": [category.public_id],
            "key": [of_format("future_workshop").questions[0].key],
            "file_id": ["nothing"],
            "point_id": [point.public_id],
            "invitation_id": [invitation.public_id],
            "list_id": [guests.public_id],
            "mail_id": [mail.public_id],
            "mailing_id": [mailing.public_id],
            "order_id": [order.public_id],
            "dates_id": [dates.public_id],
            "tender_id": [tender.public_id],
            "draft": [draft.slug],
        },
    )


def _all_features() -> list[str]:
    return ["registration", "agenda", "pitches", "stations", "canvases"]
