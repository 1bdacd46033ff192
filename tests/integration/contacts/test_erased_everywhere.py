"""Somebody is erased from one page: from registrations, those of others, invitations, mails, lists, files, search."""

import io
import json
import logging
from datetime import date

import pytest
from sqlalchemy import select

from tests.factories.contacts import make_contact, take_up
from tests.factories.events import make_event
from tests.factories.mail import make_mailing
from tests.factories.organisations import make_organisation
from tests.factories.registration import by_link, make_category, make_registration
from tests.integration.registration.test_erasing import files_that_hold, rows_that_hold
from webapp.admin.disclosures.data import data_of
from webapp.admin.disclosures.lines import lines_of
from webapp.contacts import queries, services
from webapp.contacts.models import Contact
from webapp.contacts.queries.lists import members_of
from webapp.contacts.types import WORDING, Grounds, Wanted
from webapp.documents import services as documents
from webapp.documents.types import PaperKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.mailings.inviting import write_portion
from webapp.mail.outbox.tasks import deliver_due
from webapp.mail.types import Recipients
from webapp.registration import queries as registration_queries
from webapp.registration import services as registrations
from webapp.registration.models import AttendeeRequest, Change
from webapp.registration.types import INVITE_AGAIN, Head, RegistrationFilter

pytestmark = pytest.mark.usefixtures("now")
CANARY = "Kanarienvogel"
ADDRESS = f"{CANARY}@example.org"
TABLE = f"Name;E-Mail\nKim {CANARY};{ADDRESS}\n".encode()


def leave_traces(host):
    """Whatever somebody can leave at an organisation's events."""
    first, later, third = (make_event(host=host, capacity=9) for _ in range(3))
    name, consents = f"Kim {CANARY}", {INVITE_AGAIN: WORDING}
    make_registration(first, name, email=ADDRESS, organisation=CANARY, consents=consents)
    with_others = make_registration(
        later, "Ada Andere", email="ada@example.org", heads=(Head("Ada Andere"), Head("Zuerst"))
    )
    registrations.replace_attendee(
        registration=with_others,
        attendee_id=with_others.attendees[1].id,
        head=Head(f"{CANARY} dabei", ADDRESS),
        now=clock.now(),
    )
    registrations.invite(event=third, guests=[registrations.Guest(name, ADDRESS, CANARY)], now=clock.now())
    write_portion()
    kept = {"category_id": None, "language": "de", "now": clock.now()}
    registrations.take_list(event=third, stream=io.BytesIO(TABLE), name="gaeste.csv", **kept)
    grounds = Grounds("Messe", "Einladungen", date(2027, 1, 1))
    services.take_table(
        organisation_id=host.id,
        stream=io.BytesIO(TABLE),
        name="messe.csv",
        language="de",
        grounds=grounds,
        tags=[],
        now=clock.now(),
    )
    documents.order_paper(
        event=later, kind=PaperKind.DOOR_LIST, label="", asked={"q": CANARY}, language="de", now=clock.now()
    )
    take_up()
    return first, later


@pytest.mark.both
def test_a_canary_leaves_no_trace_and_what_is_counted_stays(app, work, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    with work():
        host = make_organisation()
        first, later = leave_traces(host)
        (contact,) = queries.contacts_of(host.id, Wanted(words=ADDRESS), limit=5).contacts
        services.remark(contact=contact, tags=[f"Tag {CANARY}"], note=f"Notiz {CANARY}")
        services.keep_list(organisation_id=host.id, name="Liste", now=clock.now(), contacts=[contact])
        ids = first.id, later.id
        counts = [registration_queries.counts_of(each) for each in ids]
        contact_id, host_id = contact.id, host.id
    with app.app_context():
        deliver_due()
    with work():
        tables = {table for table, _ in rows_that_hold(CANARY)}
        assert {"contact", "contact_word", "contact_tag", "registration", "attendee", "invitation"} <= tables
        assert {"outbox_mail", "registration_change"} <= tables
        assert files_that_hold(tmp_path, CANARY)
    with work():
        services.erase_everywhere(contact=session().get(Contact, contact_id), now=clock.now())
    with work():
        assert rows_that_hold(CANARY) == []
        assert queries.contacts_of(host_id, Wanted(words=CANARY), limit=5).total == 0
        after = [registration_queries.counts_of(each) for each in ids]
        assert (after[1], after[0].cancelled, after[0].confirmed) == (counts[1], 1, 0)
        assert session().scalars(select(Contact.name)).all() == ["Ada Andere"]
    with app.app_context():
        deliver_due()
    assert files_that_hold(tmp_path, CANARY) == []
    assert CANARY.casefold() not in caplog.text.casefold()


def test_other_organisations_keep_what_is_theirs(work):
    with work():
        host, other = make_organisation(), make_organisation()
        for each in (host, other):
            make_registration(make_event(host=each), f"Kim {CANARY}", email=ADDRESS)
            make_contact(each, f"Kim {CANARY}", email=ADDRESS)
        take_up()
        services.erase_everywhere(contact=_only(host), now=clock.now())
    with work():
        assert queries.contacts_of(host.id, Wanted(), limit=5).total == 0
        assert _only(other).email == ADDRESS
        left = {table for table, _ in rows_that_hold(CANARY)}
        assert {"contact", "registration", "outbox_mail"} <= left


def _only(host):
    (found,) = queries.contacts_of(host.id, Wanted(words=CANARY), limit=5).contacts
    return found


def test_all_that_is_known_goes_into_a_file_and_onto_a_page(work):
    with work():
        host = make_organisation()
        leave_traces(host)
        (contact,) = queries.contacts_of(host.id, Wanted(words=ADDRESS), limit=5).contacts
        told = data_of(host, contact, clock.now())
        assert json.loads(json.dumps(told)) == told
        assert (len(told["registrations"]), len(told["comes_along"]), len(told["invitations"])) == (1, 1, 1)
        assert told["consents"][0]["version"] == WORDING
        assert {each["kind"] for each in told["mails"]} >= {"invitation", "seat_confirmed"}
        assert any(ADDRESS in str(line.said) for line in lines_of(told))


def test_a_search_for_a_part_of_a_name_keeps_no_word_of_it_once_it_finds_nobody(work):
    with work():
        host = make_organisation()
        make_registration(make_event(host=host), "Zora Altwort", email="z@example.org")
        take_up()
        found = make_contact(host, "Zora Zettwitz", email="z@example.org", company="Bootsbau Kiel")
        make_contact(host, "Zora Anders", email="anders@example.com")
        searches = {"Zettwitz": "", "altwort": "", "Zora": "Zora", "Bootsbau": "Bootsbau", "Zettwitz Nirgends": ""}
        searches["Nirgends"] = "Nirgends"
        own = {"organisation_id": host.id, "now": clock.now()}
        lists = [
            services.keep_list(name=f"L{at}", wanted=Wanted(words=each), **own) for at, each in enumerate(searches)
        ]
        services.erase_everywhere(contact=found, now=clock.now())
        kept = {said: one.wanted.get("words", "") for said, one in zip(searches, lists, strict=True)}
        assert kept == searches
        assert [any(members_of(each)) for each in lists] == [False, False, True, False, False, False]


def test_what_was_found_by_the_address_reaches_nobody_then_and_others_of_the_name_stay(work):
    name, other = f"Kim {CANARY}", f"other.{ADDRESS}"
    with work():
        host = make_organisation()
        event = make_event(host=host, capacity=20)
        category = make_category(event, needs_approval=True)
        for each in (ADDRESS, other, "uli@example.org"):
            make_contact(host, "Uli" if each.startswith("uli") else name, email=each)
        now = clock.now()
        searches = {words: Wanted(words=words) for words in (ADDRESS.upper(), name)}
        lists = [
            services.keep_list(organisation_id=host.id, name=words, now=now, wanted=wanted)
            for words, wanted in searches.items()
        ]
        mailing = make_mailing(event, recipients=Recipients(RegistrationFilter(words=ADDRESS)), sent=False)
        ada = make_registration(event, "Ada", email="ada@example.org", category_id=category.id)
        registrations.approve(registration=ada, now=now)
        for each in (ADDRESS, other):
            by_link(registrations.add_attendee, ada, head=Head(name, each))
        asked = session().scalars(select(Change).where(Change.kind == "person_asked").order_by(Change.id)).all()
        of_before = Change(registration_id=ada.id, kind="person_refused", actor_key="system", made_at=now)
        of_before.differences = [{"field": "person", "before": name, "after": None}]
        session().add(of_before)
        found = session().scalars(select(Contact).where(Contact.email == ADDRESS)).one()
        services.erase_everywhere(contact=found, now=now)
        reached = [[each.email for page in members_of(one) for each in page] for one in lists]
        assert reached == [[], [other]]
        assert Recipients.from_record(mailing.wanted).wanted == RegistrationFilter(chosen=())
        assert [each.differences[0]["after"] for each in asked] == ["", name]
        assert of_before.differences[0]["before"] == ""
        assert session().scalars(select(AttendeeRequest.email)).all() == [other]
