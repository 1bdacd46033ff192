"""Contacts at the desk, as an office works with them: enter, find, tag, list, table, invite, export, bin, erase."""

import io

import pytest
from sqlalchemy import select

from tests.factories.contacts import take_up
from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.contacts import queries
from webapp.contacts.tasks import look_through_tables
from webapp.contacts.types import Wanted
from webapp.events.queries import get_event
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail

ENTRY = {
    "name": "Uta Bekannt",
    "email": "uta@example.org",
    "company": "=Metallbau & Söhne GmbH",
    "phone": "03727 1234",
    "language": "de",
    "source": "Visitenkarte",
    "purpose": "Einladungen",
    "review_on": "2027-05-06",
}


@pytest.fixture
def at(desk):
    return f"/contacts/{desk.host.key}"


def ids(desk, work, **wanted):
    with work():
        return [each.public_id for each in queries.contacts_of(desk.host.id, Wanted(**wanted), limit=50).contacts]


def test_somebody_is_entered_found_tagged_listed_exported_binned_and_erased(desk, work, at):
    assert desk.client.get("/manage/contacts").location.endswith(at)
    assert "Noch keine Kontakte" in desk.page(at)
    missing = desk.send(f"{at}/new", {"name": "Uta Bekannt", "language": "de"})
    assert missing.status_code == 422
    assert text_of(parsed(missing)).count("Bitte nennen Sie") == 4  # at the fields, and above
    led = desk.send(f"{at}/new", ENTRY)
    assert led.status_code == 303
    (contact_id,) = ids(desk, work)
    page = desk.page(f"{at}/people/{contact_id}")
    for said in ("Uta Bekannt", "Visitenkarte", "Einladungen", "03727 1234", "Vom Büro eingetragen"):
        assert said in page
    taken = desk.send(f"{at}/new", {**ENTRY, "name": "Noch einmal"})
    assert (taken.status_code, "schon ein Kontakt" in taken.text) == (409, True)
    desk.send(f"{at}/many", {"do": "tag", "word": "Innung, Presse", "chosen": contact_id})
    assert ids(desk, work, tag="Innung") == [contact_id]
    assert desk.send(f"{at}/lists", {"name": "Beirat"}).status_code == 303
    assert desk.send(f"{at}/lists", {"name": "beirat"}).status_code == 409
    assert desk.send(f"{at}/lists", {"name": "Metall", "q": "metallbau"}).status_code == 303
    lists = parsed(desk.client.get(f"/manage{at}/lists"))
    addresses = [each.get("href") for each in lists.iter("a") if "/lists/" in (each.get("href") or "")]
    picked = addresses[0].rpartition("/")[2]
    desk.send(f"{at}/many", {"do": "list", "list": picked, "everybody": "y"})
    assert "1 von 1 kann eingeladen werden" in desk.page(f"{at}/lists/{picked}").replace("\u00a0", " ")
    for asked in ("", "?q=metallbau", "?tag=Innung", "?source=Visitenkarte"):
        table = desk.client.get(f"/manage{at}/contacts.csv{asked}").data.decode()
        assert "Uta Bekannt;uta@example.org;'=Metallbau & Söhne GmbH" in table
    assert desk.client.get(f"/manage{at}/contacts.xlsx").data.startswith(b"PK")
    assert "Uta Bekannt" in desk.page(f"{at}/businesses/metallbau-sohne")
    assert "Uta Bekannt" in desk.page(f"{at}/people/{contact_id}/data")
    assert desk.client.get(f"/manage{at}/people/{contact_id}/data.json").json["contact"]["source"] == "Visitenkarte"
    desk.send(f"{at}/people/{contact_id}/bin")
    assert ids(desk, work) == []
    assert "Uta Bekannt" in desk.page(f"{at}/bin")
    desk.send(f"{at}/people/{contact_id}/restore")
    assert ids(desk, work, words="uta") == [contact_id]
    assert "überall löschen" in desk.page(f"{at}/people/{contact_id}/erase")
    desk.send(f"{at}/people/{contact_id}/erase")
    assert (ids(desk, work), desk.client.get(f"/manage{at}/people/{contact_id}").status_code) == ([], 404)


def test_a_table_is_looked_at_before_anybody_is_entered(app, desk, work, at):
    rows = "Name;E-Mail;Firma\nAda Eins;ada@example.org;Bau\nOhne Adresse;;\nBen Zwei;ben@example.org;Dach\n"
    sent = {**{name: ENTRY[name] for name in ("language", "source", "purpose", "review_on")}, "tags": "Messe"}
    answer = desk.client.post(
        f"/manage{at}/tables",
        data={**sent, "once_key": tokens.new_id(), "table": (io.BytesIO(rows.encode()), "messe.csv")},
    )
    assert answer.status_code == 303
    table = answer.location.partition("/manage")[2]
    with app.app_context():
        look_through_tables()
    page = desk.page(table).replace("\u00a0", " ")
    assert "Zeile 3" in page
    assert "2 Kontakte eintragen" in page
    assert ids(desk, work) == []
    assert desk.send(f"{table}/enter").status_code == 303
    with app.app_context():
        look_through_tables()
    assert "2 Kontakte sind eingetragen" in desk.page(table).replace("\u00a0", " ")
    assert len(ids(desk, work, tag="Messe", source="Visitenkarte")) == 2


def test_a_list_is_counted_before_it_is_invited(desk, work, at):
    desk.send(f"{at}/new", ENTRY)
    with work():
        event = make_event(host=desk.host)
        make_registration(event, "Anna Vogel", email="anna@example.org")
        slug = make_event(host=desk.host).slug
        take_up()
    desk.send(f"{at}/lists", {"name": "Beirat"})
    page = parsed(desk.client.get(f"/manage/events/{slug}/invitations"))
    (list_id,) = {each.get("value") for each in page.iter("option") if each.text == "Beirat"}
    desk.send(f"{at}/many", {"do": "list", "list": list_id, "chosen": ids(desk, work)})
    shown = desk.page(f"/events/{slug}/invitations/contacts?list={list_id}").replace("\u00a0", " ")
    assert "1 Person fehlt:" in shown
    assert "1: ohne Zustimmung" in shown
    assert desk.send(f"/events/{slug}/invitations/contacts/{list_id}").status_code == 303
    invited = desk.page(f"/events/{slug}/invitations")
    assert "uta@example.org" in invited
    assert "anna@example.org" not in invited


def test_the_page_names_no_mail_of_an_event_in_the_bin_and_the_data_does(desk, work, at):
    with work():
        event = make_event("Verworfen", host=desk.host)
        cancel(make_registration(event, "Anna Vogel", email="anna@example.org"))
        take_up()
        mails = [each.subject for each in session().scalars(select(OutboxMail))]
    assert any("Verworfen" in each for each in mails)
    (contact_id,) = ids(desk, work)
    path = f"{at}/people/{contact_id}"
    assert "Verworfen" in desk.page(path)
    with work():
        event = get_event(event.slug)
        event.status, event.deleted_at = "draft", clock.now()
    page = desk.page(path)
    assert "Verworfen" not in page
    assert mails[0] not in page
    kept = desk.client.get(f"/manage{path}/data.json").json["mails"]
    assert sorted(each["subject"] for each in kept) == sorted(mails)


def test_pages_ask_the_database_as_often_for_three_as_for_one(app, desk, work, at):
    asked = {}
    for number in (1, 3):
        for each in range(number):
            desk.send(f"{at}/new", {**ENTRY, "email": f"p{number}{each}@example.org"})
        with work():
            event = make_event(host=desk.host)
            for each in range(number):
                make_registration(
                    event,
                    f"Uta Bekannt {each}",
                    email="p10@example.org" if not each else f"x{number}{each}@example.org",
                )
            take_up()
        desk.send(f"{at}/many", {"do": "tag", "word": f"Wort {number}", "everybody": "y"})
        (first, *_) = ids(desk, work, words="p10@example.org")
        for path in (at, f"{at}?q=bekannt", f"{at}/people/{first}", f"{at}/lists", f"{at}/businesses/metallbau-sohne"):
            desk.page(path.replace(first, first))
            with counted(app) as statements:
                desk.page(path)
            asked.setdefault(path, []).append(len(statements))
    assert {path: counts for path, counts in asked.items() if len(set(counts)) > 1} == {}
