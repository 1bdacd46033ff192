"""Somebody is in every column that can hold them, under every name and address of theirs: erased, they are in none.

The columns are those of the models: a new one belongs to PEOPLE, and is filled here, or to OTHERS.
"""

import io
from datetime import date, timedelta

import pytest
from sqlalchemy import JSON, String, Text, select

from tests.factories.contacts import take_up
from tests.factories.events import make_event
from tests.factories.mail import make_mailing
from tests.factories.organisations import make_organisation
from tests.factories.registration import by_link, make_category, make_registration
from tests.integration.registration.test_erasing import QUESTIONS, files_that_hold, rows_that_hold
from webapp.calendar import services as calendar
from webapp.contacts import services
from webapp.contacts.models import Contact
from webapp.contacts.tasks import look_through_tables
from webapp.contacts.types import WORDING, Grounds, Wanted
from webapp.documents import services as documents
from webapp.documents.types import PaperKind
from webapp.foundation import clock, files
from webapp.foundation.database import Model, session
from webapp.mail.mailings.inviting import write_portion
from webapp.mail.outbox.tasks import deliver_due
from webapp.mail.types import Recipients
from webapp.registration import queries
from webapp.registration import services as registrations
from webapp.registration.models import AddressWish, AttendeeRequest
from webapp.registration.tasks import look_through_guest_lists
from webapp.registration.types import INVITE_AGAIN, Head, RegistrationFilter
from webapp.registration.types import Contact as Said

pytestmark = pytest.mark.usefixtures("now")

CANARY = "kanarienvog"
NAME, BEFORE = "Kim Kanarienvogel", "Kim Kanarienvogl"
ADDRESS, SPELLED, EARLIER = "kanarienvogel@müller.de", "Kanarienvogel@xn--mller-kva.de", "kanarienvogl@example.org"
TABLE = f"Name;E-Mail;{NAME}\n{NAME};{SPELLED};x\n{NAME};{ADDRESS};y\n{NAME};kanarienvogel@;z\n".encode()

PEOPLE = {
    "address_wish": "email",
    "attendee": "name email email_normal answers",
    "calendar_feed": "owner",
    "contact": "name email email_normal company sorted_by firm note",
    "contact_list": "wanted",
    "contact_table": "sample faults columns",
    "contact_tag": "tag",
    "contact_word": "word backwards",
    "guest_list": "sample faults columns",
    "head_request": "name email answers",
    "invitation": "name email email_normal organisation",
    "mailing": "wanted",
    "outbox_mail": "recipient recipient_normal recipient_name text html",
    "paper_order": "asked",
    "registration": "name email email_normal organisation words answers tags",
    "registration_change": "differences reason",
    "stored_file": "name",
}
# Told by the product, of things, of the office's own people, or what the office says and publishes of its events.
OTHERS = {
    "access_link": "role label part_key created_by",
    "action_field": "title summary",
    "action_plan": "slug title summary region predecessor source press_rule review_rule",
    "agenda_item": "title place track speakers summary calendar_uid",
    "asked_letter": "email",
    "canvas": "values",
    "canvas_link": "reason",
    "canvas_revision": "values",
    "check_in": "id gate area direction device device_verdict server_verdict undoes",
    "check_point": "name",
    "choice_pool": "field_key choice_key",
    "contact": "phone source purpose",
    "contact_consent": "event_title",
    "contact_list": "name",
    "contact_table": "file_name sheet left_sheets source purpose tags problem",
    "date_list": "owner name rows unread hidden_columns left_sheets",
    "demo_content": "laid_in",
    "door_device": "id name",
    "event": "slug format title teaser description plain_language status_reason postponed_for audience bring features"
    " access_note funding_notice contact_name contact_email conference_url calendar_uid",
    "event_change": "reason differences",
    "event_measure": "reason",
    "event_series": "slug title description",
    "field_set": "definitions",
    "former_address": "slug",
    "funding_notice": "title text logos removed_logos formats",
    "goal": "title summary",
    "guest_list": "file_name sheet left_sheets problem",
    "head_request": "consents",
    "indicator": "slug title unit direction",
    "job_trouble": "work item problem",
    "legal_draft": "texts replaced changed_by",
    "legal_version": "texts wording published_by",
    "mail_opt_out": "digest",
    "mail_wording": "subject text",
    "mailing": "texts link",
    "measure": "slug title summary condition due_text cost_share",
    "measure_body": "part",
    "office_settings": "name email accent languages formats_left_out changed_by",
    "one_time_key": "location",
    "organisation": "name short_name city profile street postcode website contact_email contact_phone parts logos"
    " removed_logos logo_alt sender_name reply_to",
    "outbox_mail": "about sender_name reply_to subject unsubscribe last_problem",
    "paper_order": "label",
    "pitch": "title acronym summary vision special_feature presenters partners places volume",
    "presence": "area inside_gate first_gate",
    "registration": "source",
    "registration_category": "label",
    "revision": "scope",
    "role_assignment": "role",
    "running_session": "browser",
    "search_word": "word",
    "sign_up": "replies draft draft_before columns",
    "signatory": "office",
    "small_group": "name route",
    "specification": "title",
    "station": "title summary place facilitator",
    "team_invitation": "email email_normal role",
    "tender": "calendar_uid title trade place link",
    "ticket": "reference",
    "user_account": "email email_normal name password_hash session_epoch",
    "venue": "name street postcode city access directions changed_by",
    "venue_room": "name floor access",
}
_WORDS = (
    "public_id kind state status language key link_id version versions text_key takes zone message_id digest media_type"
    " sha256 actor_key invited_by letter_due code left_out file_id event_key"
)
MACHINE = set(_WORDS.split())


def columns_of(said):
    return {(table, column) for table, columns in said.items() for column in columns.split()}


def test_each_column_that_can_hold_words_is_thought_of():
    there = {
        (table.name, column.name)
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, (String, Text, JSON)) and column.name not in MACHINE
    }
    assert there == {each for each in columns_of(PEOPLE) | columns_of(OTHERS) if each[1] not in MACHINE}
    assert not columns_of(PEOPLE) & columns_of(OTHERS)


def answers():
    kept = files.keep(io.BytesIO(b"%PDF-1.7 %%EOF " + CANARY.encode()), name=f"{NAME}.pdf", now=clock.now())
    return {"firm": NAME, "file": {"id": kept.id, "name": kept.name, "size": 1, "type": "x"}}


def asking(host):
    event = make_event(host=host, capacity=30)
    registrations.ask(event=event, definitions=QUESTIONS, now=clock.now())
    return event


def is_registered(host):
    """Under another name and address first."""
    event = asking(host)
    registrations.invite(event=event, guests=[registrations.Guest(BEFORE, EARLIER, NAME)], now=clock.now())
    said = {"organisation": f"{NAME} GmbH", "consents": {INVITE_AGAIN: WORDING}, "answers": answers()}
    version = queries.setup_of(event.id).field_set_id
    made = make_registration(event, BEFORE, email=EARLIER, field_set_id=version, **said)
    registrations.tag(registrations=[made], tags=[NAME], now=clock.now())
    calendar.send_feed(registration=made, now=clock.now())
    take_up()
    contact = session().scalars(select(Contact)).one()
    services.remark(contact=contact, tags=[NAME], note=NAME)
    registrations.addresses.ask_for_address(registration=made, email=SPELLED, now=clock.now())
    wish = session().scalars(select(AddressWish)).one()
    registrations.addresses.confirm_new_address(wish=wish, now=clock.now())
    registrations.correct(registration=made, contact=Said(NAME, ADDRESS, f"{NAME} GmbH"), people={}, now=clock.now())
    calendar.send_feed(registration=made, now=clock.now())


def comes_along(host):
    """Corrected, asked for, turned down, and mistaken for the contact of others; what others are told of it."""
    event = asking(host)
    heads = (Head("Ada"), Head(BEFORE, EARLIER, answers()))
    ada = make_registration(event, "Ada", email="ada@example.org", heads=heads)
    now = clock.now()
    people = {ada.attendees[1].id: Head(NAME, EARLIER)}
    registrations.correct(registration=ada, contact=Said("Ada", "ada@example.org", ""), people=people, now=now)
    people = {ada.attendees[1].id: Head(NAME, SPELLED)}
    registrations.correct(registration=ada, contact=Said("Ada", "ada@example.org", ""), people=people, now=now)
    eve = make_registration(event, NAME, email="eve@example.org", organisation=NAME)
    for contact in (Said(NAME, "kanarienvogel@müller.de", NAME), Said("Eve", "eve@example.org", "")):
        registrations.correct(registration=eve, contact=contact, people={}, now=now)
    clock.move_on(timedelta(hours=1))  # nobody gets more than three letters an hour
    approving, now = asking(host), clock.now()
    registrations.addresses.ask_for_address(registration=eve, email=ADDRESS, now=now)
    category = make_category(approving, needs_approval=True)
    for number in range(2):
        asker = make_registration(approving, "Ben", email=f"b{number}@example.org", category_id=category.id)
        registrations.approve(registration=asker, now=now)
        by_link(registrations.add_attendee, asker, head=Head(NAME, SPELLED, answers()))
    wish = session().scalars(select(AttendeeRequest)).first()
    registrations.decline_attendee(request=wish, reason=f"{NAME} war schon da", now=now)


def is_looked_for_and_listed(host):
    event, now = make_event(host=host), clock.now()
    registrations.invite(event=event, guests=[registrations.Guest(NAME, SPELLED, NAME)], now=now)
    write_portion()
    make_mailing(event, recipients=Recipients(RegistrationFilter(words=ADDRESS)), sent=False)
    asked = {"event": event, "kind": PaperKind.DOOR_LIST, "label": "", "language": "de"}
    documents.order_paper(**asked, asked={"q": ADDRESS}, now=now)
    for words in (ADDRESS, SPELLED, NAME):
        services.keep_list(organisation_id=host.id, name=f"L{len(words)}", now=now, wanted=Wanted(words=words))
    kept = {"category_id": None, "language": "de", "now": now}
    registrations.take_list(event=event, stream=io.BytesIO(TABLE), name="gaeste.csv", **kept)
    grounds = Grounds("Messe", "Einladungen", date(2027, 1, 1))
    named = {"organisation_id": host.id, "name": "messe.csv", "language": "de", "grounds": grounds, "tags": []}
    services.take_table(**named, stream=io.BytesIO(TABLE), now=now)


def columns_that_hold(word):
    """Letters as they are, and backwards, as an index has them."""
    return {
        (table, column)
        for said in (word, word[::-1])
        for table, row in rows_that_hold(said)
        for column, value in row.items()
        if said in repr(value).casefold()
    }


@pytest.mark.both
def test_nothing_holds_whoever_was_erased_everywhere(app, work, tmp_path):
    with work():
        host = make_organisation()
        for leave_traces in (is_registered, comes_along, is_looked_for_and_listed):
            leave_traces(host)
        take_up()
    with app.app_context():
        deliver_due()
        look_through_guest_lists()
        look_through_tables()
    with work():
        assert columns_of(PEOPLE) - columns_that_hold(CANARY) == set()
        assert files_that_hold(tmp_path, CANARY)
        found = session().scalars(select(Contact).where(Contact.email_normal == SPELLED.lower())).one()
        services.erase_everywhere(contact=found, now=clock.now())
    with work():
        assert columns_that_hold(CANARY) == set()
    with app.app_context():
        deliver_due()
    assert files_that_hold(tmp_path, CANARY) == []
