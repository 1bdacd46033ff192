"""Each button that has mails sent says how many, and as many are sent."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from webapp.events.queries import get_event
from webapp.events.services import cancel_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.registration import services
from webapp.registration.types import Application, Head

STARTS = datetime(2030, 5, 6, 8, 0, tzinfo=UTC)
NEW_DATE = {"day": "2030-06-01", "starts": "10:00", "ends": "12:00"}
OLD_DATE = {"day": "2030-05-06", "starts": "10:00", "ends": "12:00"}


@pytest.fixture
def slug(desk, work) -> str:
    """Somebody of each kind that may or may not be written to."""
    with work():
        event = make_event(host=desk.host, capacity=9, starts_at=STARTS, lasts=timedelta(hours=2))
        heads = (Head("Ada"), Head("Ben", "ben@example.org"), Head("Cem", "home@example.org"), Head("Dan"))
        make_registration(event, email="ada@example.org", heads=heads)
        make_registration(event, heads=(Head("Eva"), Head("Fay", "HOME@example.org")))
        make_registration(event, confirmed=False)
        cancel(make_registration(event, heads=(Head("Gus"), Head("Hal", "hal@example.org"))))
        services.walk_in(event=event, application=Application("Ida", ""), now=clock.now())
        make_registration(event, heads=(Head("Jan"), Head("Kai", "kai@example.org")))
        return event.slug


def sent(work):
    with work():
        return session().scalar(
            select(func.count()).select_from(OutboxMail).where(OutboxMail.kind.startswith("event_"))
        )


@pytest.mark.parametrize("page", ["cancel", "postpone", "take-off", "restore"])
def test_as_many_mails_are_sent_as_the_button_says(desk, work, slug, page):
    if page == "restore":
        with work():
            cancel_event(event=get_event(slug), now=clock.now(), reason="Sturm")
    before = sent(work)
    said = re.search(r"(\d+)\u00a0E-Mails senden", desk.page(f"/events/{slug}/{page}"))
    assert desk.send(f"/events/{slug}/{page}", {**NEW_DATE, "reason": "Saal"}).status_code == 303
    assert int(said[1]) == sent(work) - before == 6


def test_the_date_of_now_is_no_new_one(desk, work, slug):
    assert desk.send(f"/events/{slug}/postpone", {**OLD_DATE, "reason": "Saal"}).status_code == 422
    assert sent(work) == 0
