"""What the host writes about a change stands where the field says: in the email and on the pages of event and place."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.html import parsed, text_of
from tests.integration.admin.addresses import addresses_of
from webapp.events import services as events
from webapp.events.queries import get_event
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail

REASON = "Der Saal ist doch frei <geworden>"


def _cancelled(event):
    events.cancel_event(event=event, now=clock.now(), reason="Sturm")


def _taken_off(event):
    events.postpone_event(event=event, now=clock.now(), reason="Sturm")


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(
    ("before", "act", "days"),
    [
        (None, "cancel", None),
        (None, "take-off", None),
        (None, "postpone", 3),
        (_cancelled, "restore", None),
        (_taken_off, "postpone", 0),
        (_taken_off, "postpone", 3),
        (_taken_off, "cancel", None),
    ],
)
def test_the_reason_stands_in_the_mail_and_on_the_pages(app, desk, work, before, act, days, lang):
    with work():
        starts = clock.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=40)
        event = make_event(host=desk.host, starts_at=starts)
        make_registration(event)
        if before:
            before(event)
        slug, new = event.slug, {} if days is None else _new_date(event, days)
    assert desk.send(f"/events/{slug}/{act}", {"reason": REASON, **new}).status_code == 303
    with app.app_context():
        own = [each.path for each in addresses_of(app, slug, whole=False) if each.endpoint == "public.registration"]
    with work():
        assert any(REASON in mail.text for mail in session().query(OutboxMail))
    for path in (f"/events/{slug}", f"/events/{slug}/agenda", *own):
        (main,) = parsed(desk.client.get(path, headers={"Accept-Language": lang})).iter("main")
        assert REASON in text_of(main), path


def _new_date(event, days):
    begins, ends = (
        clock.local(moment, event.zone) + timedelta(days=days) for moment in (event.starts_at, event.ends_at)
    )
    return {"day": f"{begins:%Y-%m-%d}", "starts": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"}


def test_what_went_ahead_after_all_is_no_news_afterwards(desk, work):
    with work():
        event = make_event(host=desk.host)
        _cancelled(event)
        events.restore_event(event=event, now=clock.now(), reason=REASON)
        slug, ends_at = event.slug, event.ends_at
    with clock.set_to(ends_at):
        assert REASON not in text_of(parsed(desk.client.get(f"/events/{slug}")))
    with work():
        assert get_event(slug).status_reason == REASON
