"""Series at the desk and for readers: each organisation's own, with all its dates."""

from datetime import timedelta

import icalendar
import pytest

from tests.factories.contacts import take_up
from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from tests.queries import counted
from webapp.accounts.acting import acting_as
from webapp.accounts.errors import MayNotError
from webapp.accounts.types import Actor, Assignment, Role
from webapp.contacts.queries import contacts_of
from webapp.contacts.types import WORDING, Wanted
from webapp.events import services
from webapp.events.errors import SeriesInvalidError
from webapp.events.queries import get_event, get_series
from webapp.foundation import clock
from webapp.foundation.bins import empty_bins
from webapp.foundation.http import page_cache
from webapp.registration.types import INVITE_AGAIN

GERMAN = {"Accept-Language": "de"}


def begin(desk, title="Stammtisch", **values):
    return desk.send("/series", {"title": title, "language": "de", "host": desk.host.key, **values})


def add(work, slug, *, starts_in=7, **values):
    with work():
        series = get_series(slug)
        event = make_event(host=series.organisation, starts_in=timedelta(days=starts_in), **values)
        services.update_event(event=event, now=clock.now(), series_id=series.id)
        return event.slug


def test_each_organisation_has_its_own_series_of_a_name(desk, other_desk, client, work):
    assert begin(desk).location.endswith("/series/stammtisch")
    assert "schon eine Reihe dieses Namens" in begin(desk, " STAMMTISCH ").text
    assert begin(other_desk).location.endswith("/series/stammtisch-2")
    assert "/manage/series/stammtisch-2" not in desk.page("/series")
    for path in ("stammtisch-2", "stammtisch-2/edit"):
        assert desk.client.get(f"/manage/series/{path}").status_code == 404
    assert desk.send("/series/stammtisch-2/edit", {"title": "Fremd", "language": "de"}).status_code == 404
    assert begin(desk, "Fremd", host=other_desk.host.key).status_code == 422
    # An event finds its host's, whatever its letters.
    with work():
        mine, theirs = make_event(host=desk.host), make_event(host=other_desk.host)
        found = [services.settle_series(title="stammtisch", host_id=each.host_id).slug for each in (mine, theirs)]
        assert found == ["stammtisch", "stammtisch-2"]


def test_a_series_is_renamed_described_and_shown_with_all_its_dates(desk, client, work, monkeypatch):
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)
    begin(desk, description="Wir **treffen** uns.")
    add(work, "stammtisch", title="Geheim", status="draft", published_at=None)
    for path in ("/series/stammtisch", "/calendar/series/stammtisch.ics"):
        assert client.get(path).status_code == 404  # drafts tell nobody its name
    past = add(work, "stammtisch", title="Der erste", starts_in=-30)
    ahead = add(work, "stammtisch", title="Der zweite")
    page = client.get("/series/stammtisch", headers=GERMAN).text
    assert "<strong>treffen</strong>" in page
    assert page.index("Nächster Termin") < page.index(ahead) < page.index("Vergangene Termine") < page.index(past)
    assert "Geheim" not in page
    assert "webcal://localhost/calendar/series/stammtisch.ics" in page
    shown = client.get(f"/events/{ahead}", headers=GERMAN).text
    assert 'href="/series/stammtisch"' in shown
    answer = desk.send("/series/stammtisch/edit", {"title": "Runde Tische", "description": "", "language": "de"})
    assert answer.location.endswith("/series/stammtisch")
    page = client.get("/series/stammtisch", headers=GERMAN).text
    assert "Runde Tische" in page
    assert "treffen" not in page
    assert "Runde Tische" in client.get(f"/events/{ahead}", headers=GERMAN).text
    calendar = icalendar.Calendar.from_ical(client.get("/calendar/series/stammtisch.ics").data)
    assert len(calendar.walk("VEVENT")) == 2
    at_desk = text_of(parsed(desk.client.get("/manage/series/stammtisch", headers=GERMAN)))
    assert at_desk.index("Geheim") < at_desk.index("Der erste")
    assert "3\u00a0Termine" in desk.page("/series")


def test_a_series_goes_only_without_events(desk, work):
    begin(desk)
    slug = add(work, "stammtisch")
    desk.send("/series/stammtisch/drop")
    assert "Zu dieser Reihe gehören Veranstaltungen." in desk.page("/series/stammtisch")
    with work():
        services.update_event(event=get_event(slug), now=clock.now(), series_id=None)
    assert desk.send("/series/stammtisch/drop").location.endswith("/series")
    clock.move_on(timedelta(days=29))
    with desk.client.application.app_context():
        empty_bins()
    assert "Papierkorb" in desk.page("/series/stammtisch")
    begin(desk)  # a name in the bin is taken
    assert desk.page("/series").count("stammtisch/restore") == 1
    clock.move_on(timedelta(days=2))
    with desk.client.application.app_context():
        empty_bins()
    assert desk.client.get("/manage/series/stammtisch").status_code == 404


def test_no_stranger_opens_or_changes_a_series(desk, other_desk, work):
    begin(desk)
    with work():
        series = get_series("stammtisch")
        stranger = Actor("x", (Assignment(Role.ORGANIZER, other_desk.host.id),))
        with acting_as(stranger):
            for act in (
                lambda: services.open_series(organisation_id=desk.host.id, title="Neu"),
                lambda: services.change_series(series=series, title="Neu"),
                lambda: services.drop_series(series=series, now=clock.now()),
            ):
                with pytest.raises(MayNotError):
                    act()
        for title, problem in (("  ", "missing"), ("x" * 201, "too_long")):
            with pytest.raises(SeriesInvalidError) as refusal:
                services.change_series(series=series, title=title)
            assert refusal.value.fields == {"title": problem}


def past_date(work, slug, *names, days=30):
    """A date that is over, with these people; who is called Ja agreed to be invited again."""
    made = add(work, slug)
    with work():
        event = get_event(made)
        for name in names:
            agreed = {INVITE_AGAIN: WORDING} if name.startswith("Ja") else {}
            make_registration(event, name, email=f"{name.lower()}@example.org", consents=agreed)
        event.starts_at, event.ends_at = (each - timedelta(days=days) for each in (event.starts_at, event.ends_at))
        take_up()
    return made


def said_at(desk, path):
    return text_of(parsed(desk.client.get(f"/manage{path}", headers=GERMAN))).replace("\u00a0", " ")


def test_a_series_shows_its_list_who_is_missing_and_who_came_often_and_invites_them(desk, other_desk, work):
    begin(desk)
    assert "Liste für Einladungen" not in said_at(desk, "/series/stammtisch")
    past_date(work, "stammtisch")
    page = said_at(desk, "/series/stammtisch")
    assert "Noch steht niemand auf der Liste" in page
    assert "nach dem zweiten Termin" in page
    past_date(work, "stammtisch", "Jana", "Jasper", "Nele", days=20)
    assert "Bisher niemand" in said_at(desk, "/series/stammtisch")
    past_date(work, "stammtisch", "Jana", days=10)
    page = said_at(desk, "/series/stammtisch")
    for said in (
        "2 Personen können von der Liste dieser Reihe eingeladen werden.",
        "1 Person früherer Termine fehlt: 1: ohne Zustimmung",
        "Sobald der nächste Termin geplant ist",
        "1 von 3 Personen kam zu mehr als einem Termin.",
        "2 von 3 Terminen",
    ):
        assert said in page
    ahead = add(work, "stammtisch", starts_in=20)
    shown = parsed(desk.client.get("/manage/series/stammtisch", headers=GERMAN))
    links = [each.get("href") for each in shown.iter("a")]
    (choose,) = [each for each in links if each.startswith(f"/manage/events/{ahead}/invitations/contacts?list=")]
    (listed,) = [each for each in links if "/lists/" in each]
    page = said_at(desk, choose.removeprefix("/manage"))
    assert "2 Personen erhalten" in page
    assert "Wer auf der Liste der Reihe fehlt" in page
    # The invitations of a date offer the list of its series before all others.
    desk.send(f"/contacts/{desk.host.key}/lists", {"name": "Aufsichtsrat"})
    page = parsed(desk.client.get(f"/manage/events/{ahead}/invitations", headers=GERMAN))
    (select,) = [each for each in page.iter("select") if each.get("name") == "list"]
    assert [each.text.strip() for each in select] == ["Stammtisch (Reihe)", "Aufsichtsrat"]
    list_id = listed.rpartition("/")[2]
    desk.send(f"/events/{ahead}/invitations/contacts/{list_id}")
    invited = desk.page(f"/events/{ahead}/invitations")
    assert [f"{name}@example.org" in invited for name in ("jana", "jasper", "nele")] == [True, True, False]
    # It goes with the series, and only by it.
    own = f"/contacts/{desk.host.key}/lists/{list_id}"
    assert "Löschen" not in said_at(desk, own)
    assert [desk.send(f"{own}/{do}", {"name": "X"}).status_code for do in ("name", "delete")] == [409, 409]
    with work():
        jasper = get_contact_named(desk.host, "Jasper")
    desk.send(f"{own}/people/{jasper}/off")
    assert "1: vom Büro von der Liste genommen" in said_at(desk, "/series/stammtisch")
    for client in (other_desk.client, desk.client.application.test_client()):
        for path in ("/manage/series/stammtisch", listed, choose):
            assert client.get(path).status_code in {302, 303, 403, 404}


def get_contact_named(host, name):
    (found,) = contacts_of(host.id, Wanted(words=name), limit=2).contacts
    return found.public_id


def test_the_pages_ask_the_database_no_more_for_more_series_and_dates(app, desk, work):
    def ask():
        found = []
        for path in ("/series", "/series/stammtisch"):
            with counted(app) as seen:
                desk.page(path)
            found.append(len(seen))
        return found

    begin(desk)
    past_date(work, "stammtisch", "Jana", "Nele")
    past_date(work, "stammtisch", "Jana", "Nele")
    before = ask()
    past_date(work, "stammtisch", "Jana", "Jasper", "Nele", "Nora", "Jutta")
    for title in ("Zweite", "Dritte"):
        begin(desk, title)
        add(work, title.lower())
        add(work, "stammtisch")
    assert ask() == before
