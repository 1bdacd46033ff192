"""What only drafts say is told to nobody but whoever organizes them."""

import io
from datetime import datetime

from tests.factories.accounts import make_user, sign_in
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.html import parsed, text_of
from webapp.accounts.types import Role
from webapp.events.services import settle_series
from webapp.foundation import clock, tokens

ROWS = b"Titel;Datum;Beginn;Ende\nVorstandssitzung;6.5.2027;18:00;20:00\n"


def test_series_of_drafts_have_no_feed(app, work, now):
    with work():
        draft = make_event("Geheim", status="draft", published_at=None)
        draft.series_id = settle_series(title="Werksschließung Nord", host_id=draft.host_id).id
    answer = app.test_client().get("/calendar/series/werksschliessung-nord.ics")
    assert answer.status_code == 404, answer.text[:300]


def test_drafts_of_others_are_not_told(app, work, now):
    with work():
        starts = clock.from_local(datetime(2027, 5, 6, 18), "Europe/Berlin")
        make_event("Vorstandssitzung", status="draft", published_at=None, starts_at=starts)
        email = make_user(Role.ORGANIZER, organisation_id=make_organisation().id).email
    desk = app.test_client()
    sign_in(desk, email)
    sent = {"once_key": tokens.new_id(), "file": (io.BytesIO(ROWS), "t.csv")}
    answer = desk.post("/manage/calendar/dates", data=sent)
    page = parsed(desk.get(answer.location, headers={"Accept-Language": "de"}))
    (box,) = [each for each in page.iter("input") if each.get("name") == "chosen"]
    assert box.get("checked") is not None, "unticked: the page tells of somebody else's draft"
    assert "gibt es hier schon" not in text_of(page).replace("\u00a0", " ")
