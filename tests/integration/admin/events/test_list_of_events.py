"""The list of events is searched, narrowed by what there is, and sorted; each says in one word how it stands."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from tests.phases import bring_to
from webapp.events.services import change_capacity

GERMAN = {"Accept-Language": "de"}


def listed(desk, query=""):
    """The titles on the list, each with what is said of it."""
    page = parsed(desk.client.get(f"/manage/events{query}", headers=GERMAN))
    (rows,) = [each for each in page.iter("ul") if "dw-desk-list" in each.get("class", "")] or [None]
    items = [item for item in rows if item.tag == "li"] if rows is not None else []
    return {text_of(next(item.iter("h2"))).strip(): " ".join(text_of(item).split()) for item in items}


def offered(desk, query=""):
    page = parsed(desk.client.get(f"/manage/events{query}", headers=GERMAN))
    return {
        each.get("name"): [option.get("value") for option in each.iter("option")][1:] for each in page.iter("select")
    }


@pytest.mark.parametrize(
    ("phase", "kind", "word"),
    [
        ("draft", "drafts", "Entwurf"),
        ("upcoming", "ahead", "Anmeldung offen"),
        ("running", "ahead", "Läuft"),
        ("past", "past", "Vorbei"),
        ("cancelled", "cancelled", "Abgesagt"),
        ("postponed", "ahead", "Verschoben"),
    ],
)
def test_an_event_says_in_a_word_how_it_stands_in_list_and_overview(desk, work, phase, kind, word):
    with work():
        event = make_event("Werkschau", host=desk.host, **({"published_at": None} if phase == "draft" else {}))
        if phase != "draft":
            bring_to(event, phase)
        else:
            event.status = "draft"
        slug = event.slug
    assert word in listed(desk, f"?show={kind}")["Werkschau"]
    assert word in desk.page(f"/events/{slug}")


def test_what_registration_and_places_make_of_it(desk, work):
    with work():
        make_event("Ohne", host=desk.host, features=[])
        full = make_event("Voll", host=desk.host, capacity=2)
        make_registration(full, "Kim")
        make_event("Zu", host=desk.host, registration_closes_at=full.starts_at - timedelta(days=30))
        make_event("Endlos", host=desk.host, capacity=None)
    said = listed(desk)
    assert "Veröffentlicht" in said["Ohne"]
    assert "belegt" not in said["Ohne"]
    assert "Anmeldung geschlossen" in said["Zu"]
    assert "1 von 2 Plätzen belegt 1 frei" in said["Voll"].replace("\u00a0", " ")
    assert "ohne Begrenzung" in said["Endlos"]
    with work():
        change_capacity(event=full, capacity=1)
    assert "Ausgebucht" in listed(desk)["Voll"]


def test_it_is_narrowed_by_what_there_is_and_sorted(desk, work):
    with work():
        first = make_event("Zweig", host=desk.host, format="crafts_day", starts_in=timedelta(days=3))
        make_event("Ast", host=desk.host, starts_in=timedelta(days=5))
        make_registration(first, "Kim")
    assert listed(desk).keys() == {"Zweig", "Ast"}
    assert list(listed(desk)) == ["Zweig", "Ast"]
    assert list(listed(desk, "?sort=title")) == ["Ast", "Zweig"]
    assert list(listed(desk, "?sort=places")) == ["Zweig", "Ast"]
    assert set(offered(desk)["format"]) == {"crafts_day", "future_workshop"}
    assert "host" not in offered(desk)
    assert "series" not in offered(desk)
    assert listed(desk, "?format=crafts_day").keys() == {"Zweig"}
    assert listed(desk, "?format=crafts_day&q=ast") == {}
    assert "Alle zeigen" in desk.page("/events?format=crafts_day&q=ast")
    for odd in ("?format=nonsense", "?state=nonsense", "?series=nonsense", "?host=nonsense"):
        assert listed(desk, odd) == {}
    assert listed(desk, "?show=nonsense&sort=nonsense").keys() == {"Zweig", "Ast"}
    desk.send(f"/events/{first.slug}/edit", {})  # nothing that is refused changes the list
    assert listed(desk, "?state=open").keys() == {"Zweig", "Ast"}
