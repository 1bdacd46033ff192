"""An offer that nobody took: the letter and the page say the same, and what is true."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from webapp.foundation import clock
from webapp.mail.letters.enqueueing import page_of
from webapp.registration import queries, services

pytestmark = pytest.mark.usefixtures("now")
GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def lapse(work):
    """Somebody whose offer is over: what they wait for, and the page of their registration."""

    def made(*, closes=False, others=0, heads=1):
        with work():
            closes_at = clock.now() + timedelta(days=6) if closes else None
            event = make_event(capacity=1, registration_closes_at=closes_at)
            first = make_registration(event)
            waiting = make_registration(event)
            for _ in range(others):
                make_registration(event)
            if closes:
                clock.move_on(timedelta(days=6, hours=1))
            cancel(first)
            assert waiting.status == "offered"
            clock.move_on(waiting.held_until - clock.now())
            return page_of(waiting.public_id, "de").removeprefix("http://localhost"), waiting.public_id

    return made


@pytest.mark.parametrize("others", [0, 1])
@pytest.mark.parametrize("closes", [False, True])
def test_letter_and_page_agree_on_what_became_of_the_offer(client, work, outbox, lapse, closes, others):
    page, public_id = lapse(closes=closes, others=others)
    before = client.get(page, headers=GERMAN).text
    with work():
        services.expire_due(now=clock.now())
        assert queries.get_by_public_id(public_id).status == "expired"
        letter = outbox(kind="offer_expired")[0]
        texts = [letter.text, letter.html]
    after = client.get(page, headers=GERMAN).text
    for text in (*texts, before, after):
        assert "an die nächste Person" not in text
        assert "Zeit zum Bestätigen" not in text
        assert "nicht mehr für Sie reserviert" in text
        assert ("Die Anmeldung ist inzwischen geschlossen." in text) == closes
        assert ("Ende der Warteliste" in text) != closes
    assert (page.removeprefix("/de") in letter.text) != closes
    assert (f'action="{page}/confirm"' in after) != closes


@pytest.mark.both
@pytest.mark.parametrize(("others", "status"), [(0, "confirmed"), (1, "waiting")])
def test_whoever_still_wants_to_come_gets_what_was_said(client, work, lapse, others, status):
    page, public_id = lapse(others=others)
    with work():
        services.expire_due(now=clock.now())
    assert client.post(f"{page}/confirm", data={"once_key": f"again-{others}"}).status_code == 303
    with work():
        assert queries.get_by_public_id(public_id).status == status


def test_whoever_is_too_late_for_an_offer_hears_no_more_than_is_known(client, lapse):
    page, _ = lapse()
    client.post(f"{page}/accept", data={"once_key": "late"}, headers=GERMAN)
    said = client.get(page, headers=GERMAN).text
    assert "Die Frist für dieses Angebot ist abgelaufen, und der Platz ist nicht mehr für Sie reserviert." in said
