"""A time that nobody said is never published unseen: the draft says that it was assumed until somebody saves it."""

import io

import pytest
from sqlalchemy import select

from tests.html import parsed
from webapp.calendar.models import DateList
from webapp.events.models import Event
from webapp.events.queries import get_event
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.organising import queries, services
from webapp.organising.errors import NotReadyError
from webapp.organising.types import Step

pytestmark = pytest.mark.usefixtures("legal_texts")

SAYS_SO = "Eine Uhrzeit, die jemand geprüft hat"
TABLE = "Titel;Datum;Beginn;Ende\nNur ein Tag;6.5.2027;;\nNur ein Beginn;7.5.2027;15:00;\nBeides;8.5.2027;15:00;17:00\n"
ICS = "\r\n".join(
    (
        *(
            "BEGIN:VCALENDAR",
            "BEGIN:VEVENT",
            "UID:1",
            "SUMMARY:Nur ein Tag",
            "DTSTART;VALUE=DATE:20270506",
            "END:VEVENT",
        ),
        *("BEGIN:VEVENT", "UID:2", "SUMMARY:Nur ein Beginn", "DTSTART:20270507T150000", "END:VEVENT"),
        *("BEGIN:VEVENT", "UID:3", "SUMMARY:Beides", "DTSTART:20270508T150000", "DTEND:20270508T170000", "END:VEVENT"),
        *("END:VCALENDAR", ""),
    )
)


def imported(desk, work, content, name):
    """The slugs of the drafts that a file becomes, by title."""
    sent = {"once_key": tokens.new_id(), "file": (io.BytesIO(content.encode()), name)}
    path = desk.client.post("/manage/calendar/dates", data=sent).location.removeprefix("/manage")
    with work():
        numbers = [str(row["number"]) for row in session().scalars(select(DateList)).one().rows]
    assert desk.send(path, {"chosen": numbers, "host": desk.host.key, "format": "own"}).status_code == 303
    with work():
        return {event.title: event.slug for event in session().scalars(select(Event))}


def lacking(work, slug):
    with work():
        with pytest.raises(NotReadyError) as refusal:
            services.publish(event=get_event(slug), now=clock.now())
        return refusal.value.details["steps"]


def saved_form(desk, slug):
    """The form of a draft as it stands there."""
    page = parsed(desk.client.get(f"/manage/events/{slug}/edit"))
    kept = {}
    for field in page.iter("input", "textarea", "select"):
        if field.get("name") and field.get("type") not in {"checkbox", "radio", "submit", "file"}:
            chosen = [each.get("value") for each in field.iter("option") if each.get("selected") is not None]
            kept[field.get("name")] = (chosen or [""])[0] if field.tag == "select" else field.get("value") or field.text
    kept.pop("once_key", None)
    return {name: value or "" for name, value in kept.items()}


@pytest.mark.both
@pytest.mark.parametrize(("content", "name"), [(TABLE, "termine.csv"), (ICS, "termine.ics")])
def test_a_draft_says_that_its_time_was_assumed_until_it_is_saved(desk, work, content, name):
    slugs = imported(desk, work, content, name)
    assert SAYS_SO not in desk.page(f"/events/{slugs['Beides']}")
    for title in ("Nur ein Tag", "Nur ein Beginn"):
        slug = slugs[title]
        assert SAYS_SO in desk.page(f"/events/{slug}")
        assert Step.TIME in lacking(work, slug)
        assert desk.send(f"/events/{slug}/edit", saved_form(desk, slug)).status_code == 303
        assert SAYS_SO not in desk.page(f"/events/{slug}")
        assert Step.TIME not in lacking(work, slug)


def test_a_draft_that_somebody_made_assumes_nothing(desk, work):
    slug = imported(desk, work, TABLE, "termine.csv")["Beides"]
    with work():
        tasks = queries.cockpit(slug, clock.now()).publishing
    assert Step.TIME not in [task.step for task in tasks]
