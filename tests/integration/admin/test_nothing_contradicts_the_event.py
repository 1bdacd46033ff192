"""No page of the desk says what can't be so at this kind of event, at this moment."""

from datetime import timedelta

import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_venue
from tests.factories.registration import make_registration, people
from tests.factories.stations import make_station
from tests.html import parsed, text_of
from webapp.foundation import clock

_WORDS = {
    "de": {
        "door": "Ein Helfer-Link für den Einlass",
        "station": "Ein Ort für jede Station",
        "ahead": "Der Termin liegt noch vor uns",
        "away": "Nicht gekommen",
        "not yet": "noch nicht da",
        "line": "Warteliste",
        "change": "Jemand anderes kommt",
        "add": "Noch jemand kommt mit",
        "cancel": "Anmeldung stornieren",
    },
    "en": {
        "door": "A helper link for the door",
        "station": "A location for each station",
        "ahead": "A date in the future",
        "doors": "Before the doors open",
        "away": "Did not attend",
        "not yet": "not here yet",
        "line": "waiting list",
        "change": "Someone else is coming",
        "add": "Add another person",
        "cancel": "Cancel the registration",
    },
}
_KINDS = {
    "several days": {"has_venue": True, "lasts": timedelta(days=2, hours=5)},
    "online": {"has_venue": False, "conference_url": "https://treffen.example.org/raum"},
    "nowhere yet": {"has_venue": False},
    "without a limit": {"has_venue": True, "capacity": None},
}
_A_MOMENT = timedelta(minutes=5)


@pytest.fixture(params=list(_KINDS))
def kind(request):
    return request.param


@pytest.fixture(params=["de", "en"])
def told(request, work, desk, kind):
    """Which of the words each page says, at the moments of an event of this kind."""
    values = dict(_KINDS[kind])
    with work():
        venue = make_venue() if values.pop("has_venue") else None
        event = make_event(host=desk.host, venue=venue, **values)
        make_item(event)
        make_station(event)
        registration = make_registration(event, "Kim Muster", heads=people("Kim Muster", "Ina"))
        slug, own = event.slug, registration.public_id
        moments = {"ahead": clock.now(), "running": event.starts_at + _A_MOMENT, "past": event.ends_at + _A_MOMENT}

    def tell(page, when):
        path = f"/manage/events/{slug}{page}".replace("OWN", own)
        with clock.set_to(moments[when]):
            (main,) = parsed(desk.client.get(path, headers={"Accept-Language": request.param})).iter("main")
        for tabs in [each for each in main.iter("nav") if "dw-tabs" in each.get("class", "")]:
            main.remove(tabs)
        said = " ".join(text_of(main).split())
        return {key for key, word in _WORDS[request.param].items() if word in said}

    return tell


def test_the_steps_of_getting_ready_are_those_of_the_event(told, kind):
    for when in ("ahead", "running"):
        said = told("", when)
        assert "ahead" not in said
        assert said >= {"door", "station"} or kind == "online"
        assert not said & {"door", "station"} or kind != "online"
        assert "doors" not in said or kind != "online"


def test_nobody_has_stayed_away_before_the_end(told):
    assert not told("/statistics", "ahead") & {"away", "not yet"}
    assert told("/statistics", "running") & {"away", "not yet"} == {"not yet"}
    assert told("/statistics", "past") & {"away", "not yet"} == {"away"}


def test_a_place_goes_to_the_waiting_list_where_there_is_one(told):
    for when in ("ahead", "running", "past"):
        assert "line" not in told("/registrations/OWN/cancel", when)


def test_where_somebody_waits_it_does(desk, work):
    with work():
        event = make_event(host=desk.host, capacity=1)
        seated, waiting = make_registration(event), make_registration(event)
        slug, starts_at = event.slug, event.starts_at
    path = f"/events/{slug}/registrations"
    assert "geht an die Warteliste" in desk.page(f"{path}/{seated.public_id}/cancel")
    assert "verliert seine Gültigkeit" not in desk.page(f"{path}/{waiting.public_id}/cancel")
    with clock.set_to(starts_at):
        assert "geht an die Warteliste" not in desk.page(f"{path}/{seated.public_id}/cancel")


def test_only_what_is_done_when_asked_for_is_offered(told):
    offered = {"change", "add", "cancel"}
    assert told("/registrations/OWN", "ahead") & offered == offered
    assert told("/registrations/OWN", "running") & offered == offered
    assert told("/registrations/OWN", "past") & offered == set()
