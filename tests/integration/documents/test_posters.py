"""What hangs on walls and what messengers show of an event."""

import io
import itertools
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image

from tests.factories.events import make_event, make_venue
from tests.factories.organisations import make_organisation
from tests.html import parsed
from tests.integration.documents.paper import Paper
from tests.queries import counted
from webapp.events.models import EventPartner
from webapp.events.presets import PRESETS
from webapp.events.queries import get_event
from webapp.events.services import update_event
from webapp.foundation import clock
from webapp.foundation.http import page_cache

LONGEST = "Vergabekonferenz für Handwerksbetriebe " * 5
A4, A3 = (595, 842), (842, 1191)


@pytest.fixture
def slug_of(work, now):
    def make(title="Zukunftswerkstatt Holz", partners=(), *, has_venue=False, **values):
        with work():
            event = make_event(title, venue=make_venue() if has_venue else None, **values)
            for number, name in enumerate(partners):
                event.partners.append(EventPartner(organisation=make_organisation(name), position=number))
            return event.slug

    return make


def poster(client, slug, size="", **headers):
    answer = client.get(f"/events/{slug}/poster.pdf{size}", headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return Paper(answer.data)


def test_it_says_all_in_the_language_of_the_event_and_leads_to_its_page(slug_of, client):
    slug = slug_of(
        has_venue=True,
        partners=["Stadt Chemnitz", "IHK"],
        teaser="Fünf Themen.",
        funding_notice="Gefördert vom Freistaat Sachsen.",
        features=["registration"],
    )
    made = poster(client, slug, **{"Accept-Language": "en"})
    for said in (
        *("Zukunftswerkstatt Holz", "Fünf Themen.", "Mi., 25. November 2026, 10:00–12:00 Uhr", "Handwerkskammer"),
        *("Haus der Wirtschaft", "Jetzt anmelden", f"localhost/events/{slug}", "Gemeinsam mit Stadt Chemnitz, IHK"),
        "Gefördert vom Freistaat Sachsen.",
    ):
        assert said in made.text.replace("\u2060", "")
    assert (made.is_tagged, made.root["/Lang"]) == (True, "de")
    assert made.alternatives() == ["QR-Code zur Seite der Veranstaltung. Er führt zur Adresse, die daneben steht."]
    (code,) = zxingcpp.read_barcodes(made.qr_code())
    assert code.text == f"http://localhost/events/{slug}"


@pytest.mark.parametrize("size", ["", "?size=a3", "?size=a0"])
def test_any_event_has_one_page_of_each_size_and_a_picture(slug_of, client, size):
    wanted = A3 if size == "?size=a3" else A4
    for kind, status in itertools.product(PRESETS, ("published", "cancelled", "postponed")):
        slug = slug_of(LONGEST.strip()[:200], format=kind.value, status=status, starts_in=timedelta(days=-1))
        made = poster(client, slug, size)
        assert (round(made.page.mediabox.width), round(made.page.mediabox.height)) == wanted
        picture = Image.open(io.BytesIO(client.get(f"/events/{slug}/card.png").data))
        assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_whoever_stands_before_it_learns_that_nothing_takes_place(slug_of, client):
    assert poster(client, slug_of(status="cancelled")).text.count("Abgesagt") == 1
    off = poster(client, slug_of(status="postponed")).text
    assert ("Verschoben" in off, "25. November" in off, "Jetzt anmelden" in off) == (True, True, False)
    free = poster(client, slug_of(features=["agenda"])).text
    assert ("Jetzt anmelden" in free, "Kommen Sie einfach." in free) == (False, True)


def test_messengers_find_the_picture_of_what_everybody_may_read(slug_of, client):
    slug, draft = slug_of(), slug_of(status="draft")
    (head,) = parsed(client.get(f"/events/{slug}")).iter("head")
    pictures = [each.get("content") for each in head.iter("meta") if each.get("property") == "og:image"]
    assert pictures == [f"http://localhost/events/{slug}/card.png"]
    for name in ("card.png", "poster.pdf"):
        assert client.get(f"/events/{draft}/{name}").status_code == 404


def test_both_follow_the_event(slug_of, app, work, monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)
    slug, client = slug_of(), app.test_client(use_cookies=False)
    before, was = client.get(f"/events/{slug}/card.png").data, poster(client, slug).text
    with work():
        update_event(event=get_event(slug), now=clock.now(), title="Zukunftswerkstatt Metall")
    assert client.get(f"/events/{slug}/card.png").data != before
    assert ("Holz" in was, "Metall" in poster(client, slug).text) == (True, True)


def test_partners_are_read_at_once(slug_of, app, client):
    few, many = slug_of(partners=["A"]), slug_of(partners=["A", "B", "C"])
    with counted(app) as of_few:
        poster(client, few)
    with counted(app) as of_many:
        poster(client, many)
    assert len(of_few) == len(of_many)
