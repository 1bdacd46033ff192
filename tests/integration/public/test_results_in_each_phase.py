"""A page of results without any says what is true of its event."""

import pytest

from tests.factories.events import make_event
from tests.html import parsed, text_of
from tests.phases import bring_to
from webapp.events.types import Feature

GERMAN = {"Accept-Language": "de"}
TO_COME = "steht dann hier"
SAID = {
    "upcoming": ("Noch gibt es keine Ergebnisse", "füllen Gruppen Ideen-Canvases aus", TO_COME),
    "running": ("Noch gibt es keine Ergebnisse", "füllen Gruppen Ideen-Canvases aus", TO_COME),
    "postponed": ("Noch gibt es keine Ergebnisse", "Die Veranstaltung ist verschoben", TO_COME),
    "cancelled": ("Es gibt keine Ergebnisse", "Die Veranstaltung findet nicht statt"),
    "past": ("Es gibt keine Ergebnisse", "Die Veranstaltung ist vorbei"),
}


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize("has_canvases", [True, False], ids=["canvases", "none"])
@pytest.mark.parametrize("phase", SAID)
def test_nothing_is_announced_that_cannot_come(client, work, phase, has_canvases):
    with work():
        event = make_event(features=[Feature.CANVASES.value] if has_canvases else [])
        bring_to(event, phase)
        slug = event.slug
    page = text_of(parsed(client.get(f"/events/{slug}/results", headers=GERMAN)).find(".//main"))
    title, *sentences = SAID[phase]
    assert title in page
    if has_canvases or phase in {"cancelled", "past"}:
        assert all(each in page for each in sentences)
    assert (TO_COME in page) == (has_canvases and TO_COME in sentences)
