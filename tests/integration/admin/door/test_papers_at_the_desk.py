"""Badges, lists and certificates, ordered and fetched at the desk."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.html import text_of, tree_of
from tests.integration.admin.printed import printed
from tests.queries import counted
from webapp.checkin.services import let_in
from webapp.documents.queries import orders_of
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.registration.queries import registrations_of
from webapp.registration.types import Head


@pytest.fixture
def slug(work, desk):
    with work():
        event = make_event(host=desk.host, capacity=200)
        for name in ("zoe Klein", "Ada Groß", "Ben Öz"):
            make_registration(event, name, email=f"{name[:3].lower()}@example.org", organisation="Bau")
        return event.slug


def test_badges_carry_names_of_all_who_have_a_place_ten_on_a_page(app, desk, work, slug):
    long_name = "Anna-Katharina Freifrau von und zu Hohenlangenburg-Schillingsfürst"
    with work():
        event = get_event(slug)
        group = tuple(Head(f"Gast {n}") for n in range(6))
        make_registration(event, "Ada", heads=group, organisation="Tischlerei Holzweg & Söhne GmbH")
        for name in (long_name, "=1+1", "José Ñandú"):
            make_registration(event, name)
        make_registration(event, "Noch offen", confirmed=False)
    pages = printed(app, desk, slug, kind="badges", label="cut")
    assert len(pages) == 2
    whole = " ".join(pages)
    for name in ("Gast 0", "Gast 5", "=1+1", "José Ñandú", "zoe Klein"):
        assert name in whole
    assert "Noch offen" not in whole


def test_the_search_of_the_list_narrows_them(app, desk, slug):
    (page,) = printed(app, desk, slug, query="?q=groß", kind="attendance", label="cut")
    assert "Ada Groß" in page
    assert "Ben" not in page
    assert "Nur für die Personen" in desk.page(f"/events/{slug}/papers?q=groß")


def test_the_list_to_sign_is_sorted_and_tells_no_addresses(app, desk, slug):
    (text,) = printed(app, desk, slug, kind="attendance", label="cut")
    assert text.index("Ada Groß") < text.index("Ben Öz") < text.index("zoe Klein")
    assert "@" not in text
    assert "Unterschrift" in text


@pytest.mark.parametrize("kind", ["attendance", "door_list"])
def test_a_long_list_repeats_its_head_and_counts_its_pages(app, desk, work, slug, kind):
    with work():
        for n in range(80):
            make_registration(get_event(slug), f"Person {n:02}")
    pages = printed(app, desk, slug, kind=kind, label="cut")
    assert len(pages) > 1
    assert all("Name" in page for page in pages)
    assert f"1 / {len(pages)}" in pages[0]


def test_without_anybody_it_says_so(app, desk, slug):
    assert printed(app, desk, slug, query="?q=niemand", kind="badges", label="cut") == []
    assert "Niemand von den gefundenen" in desk.page(f"/events/{slug}/papers")


def test_what_is_made_can_be_deleted_and_belongs_to_its_event(app, desk, other_desk, slug, work):
    printed(app, desk, slug, kind="attendance", label="cut")
    with work():
        (order,) = orders_of(get_event(slug).id)
    path = f"/events/{slug}/papers/{order.public_id}"
    assert other_desk.client.get(f"/manage{path}.pdf").status_code == 403
    assert desk.send(f"{path}/discard").status_code == 303
    assert desk.client.get(f"/manage{path}.pdf").status_code == 404


def test_what_can_not_be_printed_is_refused(desk, slug):
    assert desk.send(f"/events/{slug}/papers", {"kind": "poster", "label": "cut"}).status_code == 422
    assert desk.send(f"/events/{slug}/papers", {"kind": "badges", "label": "a7"}).status_code == 422


def test_the_page_takes_the_same_queries_however_much_was_made(app, desk, slug):
    def asked():
        with counted(app) as seen:
            desk.page(f"/events/{slug}/papers")
        return len(seen)

    few = asked()
    for _ in range(3):
        printed(app, desk, slug, kind="attendance", label="cut")
    assert asked() == few


_TOO_SOON = "Teilnahmebescheinigungen gibt es, sobald die Veranstaltung begonnen hat."


def _come(work, slug, name):
    with work():
        event = get_event(slug)
        (found,) = [each for each in registrations_of(event.id).registrations if each.name == name]
        let_in(event=event, registration_id=found.id, gate="", device="", now=clock.now())


@pytest.mark.parametrize("before", [timedelta(days=3), timedelta(hours=1), timedelta(microseconds=1)], ids=str)
def test_nobody_is_certified_to_have_attended_what_has_not_begun(desk, work, read, slug, before):
    with clock.set_to(read(slug, lambda event: event.starts_at) - before):
        _come(work, slug, "Ada Groß")
        answer = desk.send(f"/events/{slug}/papers", {"kind": "certificates", "label": "cut", "everyone": "y"})
        assert answer.status_code == 422
        assert answer.text.count(_TOO_SOON) == 2
        assert 'name="everyone"' not in answer.text
    assert read(slug, lambda event: list(orders_of(event.id))) == []


@pytest.mark.parametrize("status", ["draft", "postponed", "cancelled"])
def test_nor_what_does_not_take_place(desk, work, read, slug, status):
    with work():
        get_event(slug).status = status
    with clock.set_to(read(slug, lambda event: event.ends_at)):
        answer = desk.send(f"/events/{slug}/papers", {"kind": "certificates", "label": "cut"})
        assert (answer.status_code, answer.text.count(_TOO_SOON)) == (422, 2)
        assert desk.send(f"/events/{slug}/papers", {"kind": "attendance", "label": "cut"}).status_code == 303


def test_who_came_is_certified_and_afterwards_on_the_hosts_word_everybody(app, desk, work, read, slug):
    starts_at, ends_at = read(slug, lambda event: (event.starts_at, event.ends_at))
    with clock.set_to(starts_at):
        _come(work, slug, "Ada Groß")
        # What the page doesn't offer yet doesn't count, and whoever sends it all the same is told.
        early = desk.send(f"/events/{slug}/papers", {"kind": "certificates", "label": "cut", "everyone": "y"})
        assert early.status_code == 422
        assert "kann hier nicht mehr geändert werden" in early.text
        pages = printed(app, desk, slug, kind="certificates", label="cut")
        assert len(pages) == 1
        assert "Ada Groß" in pages[0]
    with clock.set_to(ends_at):
        assert "auch für Angemeldete, die nicht eingelassen wurden" in desk.page(f"/events/{slug}/papers")
        assert len(printed(app, desk, slug, kind="certificates", label="cut")) == 1
        everyone = " ".join(printed(app, desk, slug, kind="certificates", label="cut", everyone="y"))
    for name in ("Ada Groß", "Ben Öz", "zoe Klein"):
        assert name in everyone


@pytest.mark.parametrize("uses", [["registration", "stations"], ["stations"], []], ids=str)
def test_the_posters_lie_where_papers_are_and_people_only_where_they_register(desk, work, uses):
    with work():
        slug = make_event(host=desk.host, features=uses).slug
    page = tree_of(desk.page(f"/events/{slug}/papers"))
    found = {link.get("href") for link in page.iter("a")}
    posters = {f"/events/{slug}/poster.pdf", f"/events/{slug}/poster.pdf?size=a3"}
    of_stations = f"/manage/events/{slug}/stations/posters"
    assert posters <= found
    assert (of_stations in found) == ("stations" in uses)
    assert ("Namensschilder" in text_of(page)) == ("registration" in uses)
    for address in posters | ({of_stations} if "stations" in uses else set()):
        assert desk.client.get(address).status_code == 200
