"""A mailing is put right before anybody gets it: a draft stays one, what is planned stays so, what goes out stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import Mailing

MESSAGE = {"status": "confirmed", "subject_de": "Parkpläze", "text_de": "Bitte parken Sie im Hof."}
REMINDER = {"status": "confirmed", "amount": "2", "unit": "days"}


@pytest.fixture
def slug(desk, work) -> str:
    with work():
        return make_event("Dialog", host=desk.host, starts_at=clock.now() + timedelta(days=10)).slug


def mailings(work):
    with work():
        return list(session().scalars(select(Mailing).order_by(Mailing.id)))


def drafted(desk, slug, kind, said):
    led = desk.send(f"/events/{slug}/mail/new/{kind}", said)
    assert led.status_code == 303
    return led.location.removeprefix("/manage")


def said_on(desk, path):
    page = desk.client.get(f"/manage{path}", headers={"Accept-Language": "de"})
    return text_of(parsed(page)).replace("\u00a0", " ")


def test_a_draft_is_put_right_and_stays_one(desk, work, slug):
    path = drafted(desk, slug, "message", MESSAGE)
    assert f"{path}/edit" in desk.page(path)
    assert "Parkpläze" in desk.page(f"{path}/edit")
    refused = desk.send(f"{path}/edit", {**MESSAGE, "text_de": "Hallo {wer}"})
    assert refused.status_code == 422
    assert desk.send(f"{path}/edit", {**MESSAGE, "subject_de": "Parkplätze"}).status_code == 303
    (draft,) = mailings(work)
    assert (draft.texts["de"]["subject"], draft.state) == ("Parkplätze", "draft")
    assert desk.send(f"{path}/send").status_code == 303
    assert f"{path}/edit" not in desk.page(path)
    assert desk.send(f"{path}/edit", {**MESSAGE, "subject_de": "Zu spät"}).status_code == 303
    assert mailings(work)[0].texts["de"]["subject"] == "Parkplätze"


def test_the_day_is_said_before_it_is_planned_and_what_is_planned_moves(desk, work, slug):
    path = drafted(desk, slug, "reminder", REMINDER)
    (draft,) = mailings(work)
    assert draft.due_at is None
    assert "Geht am Do., 26. November 2026" in said_on(desk, path)
    desk.send(f"{path}/send")
    assert desk.send(f"{path}/edit", {**REMINDER, "amount": "99"}).status_code >= 400
    assert desk.send(f"{path}/edit", {**REMINDER, "amount": "3"}).status_code == 303
    (planned,) = mailings(work)
    assert (planned.state, planned.days) == ("planned", 3)
    assert "25. November 2026" in said_on(desk, path)
    with work():
        session().execute(update(Mailing).values(reached=1))
    assert f"{path}/edit" not in desk.page(path)
    assert desk.send(f"{path}/edit", {**REMINDER, "amount": "4"}).status_code == 303
    assert mailings(work)[0].days == 3


def test_who_was_picked_from_the_list_stays_picked(desk, work, slug):
    with work():
        event = get_event(slug)
        picked = make_registration(event, email="kim@example.org").public_id
        make_registration(event, email="ben@example.org")
        event_id = event.id
    path = drafted(desk, slug, "message", MESSAGE)
    with work():
        session().execute(
            update(Mailing).where(Mailing.event_id == event_id).values(wanted={"chosen": [picked], "came": False})
        )
    assert "ausgewählt" in said_on(desk, f"{path}/edit")
    desk.send(f"{path}/edit", {**MESSAGE, "status": ""})
    assert mailings(work)[0].wanted["chosen"] == [picked]
    assert "An 1 Person senden" in said_on(desk, path)
