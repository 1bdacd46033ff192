"""Whoever confirms late what they entered first, beside what they entered since, is told what that ends."""

from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration, people
from tests.html import parsed, text_of
from tests.invited import GERMAN, OWN
from webapp.capacity.queries import level
from webapp.foundation import clock, tokens
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.types import LINK

RESERVED = "Ein Platz bleibt für Sie reserviert"
pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]


def run_out(*, hours):
    clock.move_on(timedelta(hours=hours))
    services.expire_due(now=clock.now())


def pages_of(*made):
    return [f"/registrations/{links.seal(LINK, each.public_id)}" for each in made]


@pytest.mark.parametrize("other", ["a place", "a request", "a rank", "nothing"])
@pytest.mark.parametrize("decides", ["from the start", "by now"])
def test_a_late_request_counts_instead_of_what_was_entered_since(work, other, decides):
    with work():
        event = make_event(capacity=2)
        guests = make_category(event)
        press = make_category(event, needs_approval=decides == "from the start")
        if other == "a rank":
            make_registration(event, "Zoe", heads=people("Zoe", "Zora"), category_id=guests.id)
        ina = {"email": OWN, "confirmed": False}
        first = make_registration(event, "Ina", category_id=press.id, **ina)
        run_out(hours=25)
        if decides == "by now":
            services.change_category(event=event, category=press, capacity=None, now=clock.now(), needs_approval=True)
        if other != "nothing":
            make_registration(event, "Ina", category_id=(press if other == "a request" else guests).id, **ina)
        services.confirm_address(registration=first, now=clock.now())
        assert first.status == "requested"
        assert [each.id for each in queries.live_of(event.id, first.email_normal)] == [first.id]
        assert level(event.pool_id).taken == (2 if other == "a rank" else 0)


@pytest.mark.parametrize(
    ("why", "words"),
    [("too few places", "nicht genügend Plätze frei"), ("the host decides", "Veranstalter"), ("it is enough", "")],
)
def test_its_page_says_before_it_is_pressed_that_a_reserved_place_ends(client, work, why, words):
    with work():
        event = make_event(capacity=3 if why == "it is enough" else 2)
        press = make_category(event, needs_approval=why == "the host decides")
        group = people("Ina", "Ida") if why != "the host decides" else people("Ina")
        ina = {"email": OWN, "confirmed": False}
        first = make_registration(event, "Ina", heads=group, category_id=press.id, **ina)
        run_out(hours=25)
        guests = make_category(event, label={"de": "Gäste"})
        make_registration(event, "Otto", category_id=guests.id)
        second = make_registration(event, "Ina", category_id=guests.id, **ina)
        assert (first.status, second.status) == ("expired", "pending")
        page, kept = pages_of(first, second)
    answer = parsed(client.get(page, headers=GERMAN))
    said = text_of(answer.find(".//main"))
    assert (RESERVED in said) == bool(words)
    assert words in said
    assert any(each.get("href") == kept for each in answer.iter("a")) == bool(words)
    client.post(f"{page}/confirm", data={"once_key": tokens.new_id()}, headers=GERMAN)
    with work():
        stands = queries.get_by_public_id(links.unseal(LINK, page.rpartition("/")[2])).status
        assert (
            stands == {"too few places": "waiting", "the host decides": "requested", "it is enough": "confirmed"}[why]
        )
