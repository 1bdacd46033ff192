"""The card of an organisation: who it is, what it holds and held, what it puts out to tender; nothing of its drafts."""

import json
from datetime import timedelta

from tests.factories.events import make_event, make_venue
from tests.factories.organisations import make_organisation
from tests.factories.procurement import make_tender
from tests.html import parsed
from tests.queries import counted
from webapp.events.services import add_partner
from webapp.office.services.organisations import change_organisation
from webapp.organisations.queries import find_by_key
from webapp.procurement.types import TenderStatus

GERMAN = {"Accept-Language": "de"}


def test_it_shows_what_the_organisation_holds_and_announces(client, work, now):
    with work():
        host, other = make_organisation(city="Chemnitz"), make_organisation("Stadt Plauen")
        change_organisation(organisation=host, website="https://hwk.example", street="Am Markt 1", postcode="09111")
        key = host.key
        make_event("Als Gastgeber", host=host, venue=make_venue())
        joint = make_event("Als Partner", host=other)
        add_partner(event=joint, organisation_id=host.id)
        make_event("Lange her", host=host, starts_in=timedelta(days=-30))
        make_event("Noch geheim", host=host, status="draft", published_at=None)
        make_event("Von anderen", host=other)
        for title, status in (("Dach", TenderStatus.ACTIVE), ("Altes Tor", TenderStatus.COMPLETE)):
            make_tender(host, title, place="", status=status)
        slug = joint.slug
    answer = client.get(f"/organisations/{key}", headers=GERMAN)
    page = answer.text
    for words in (
        "Als Gastgeber",
        "Als Partner",
        "Lange her",
        "Dach",
        "Am Markt 1, 09111 Chemnitz",
        "https://hwk.example",
    ):
        assert words in page
    for words in ("Noch geheim", "Von anderen", "Altes Tor"):
        assert words not in page
    assert page.index("Als Gastgeber") < page.index("Lange her")
    assert f"webcal://localhost/calendar/organisation/{key}.ics" in page
    (data,) = [each for each in parsed(answer).iter("script") if each.get("type") == "application/ld+json"]
    told = json.loads(data.text)
    assert (told["@type"], told["sameAs"], told["address"]["addressLocality"]) == (
        *("Organization", "https://hwk.example"),
        "Chemnitz",
    )
    event = client.get(f"/events/{slug}", headers=GERMAN).text
    assert f'href="/organisations/{key}"' in event
    assert client.get("/organisations/nobody").status_code == 404


def test_an_organisation_of_which_nothing_is_said_has_a_card_all_the_same(client, work, now):
    with work():
        key = make_organisation().key
    for lang, said in (("de", "Im Moment ist nichts geplant."), ("en", "Nothing is planned at the moment.")):
        page = client.get(f"/organisations/{key}", headers={"Accept-Language": lang})
        assert (page.status_code, said in page.text) == (200, True)
        assert "Vergaben" not in page.text
        assert "None" not in page.text


def test_its_card_takes_as_many_queries_for_three_events_as_for_one(app, client, work, now):
    with work():
        host = make_organisation()
        key = host.key
        make_event(host=host, venue=make_venue())
    counts = []
    for number in range(2):
        with counted(app) as seen:
            assert client.get(f"/organisations/{key}?{number}").status_code == 200
        counts.append(len(seen))
        with work():
            for _ in range(2):
                make_event(host=find_by_key(key), venue=make_venue())
    assert counts[0] == counts[1]
