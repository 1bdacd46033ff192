"""Forms with rows: as many as a form takes, and more than that from elsewhere, are shown again and lose nothing."""

import pytest

from tests.factories.events import make_event
from tests.factories.plans import make_measure
from tests.forms import sent_from
from tests.html import parsed
from webapp.events.queries import get_event
from webapp.events.services import link_measure
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.registration import services
from webapp.registration.queries import sign_up_of
from webapp.registration.queries.drafts import draft_of

REPLIES, CHOICES, MEASURES = 6, 40, 20


@pytest.fixture
def slug(desk, work):
    with work():
        return make_event("Dialog", host=desk.host).slug


def saved_as_shown(desk, path, wanted):
    """The form as a browser would send it, untouched."""
    sent = sent_from(parsed(desk.client.get(f"/manage{path}")), wanted)
    answer = desk.send(path, sent)
    assert answer.status_code == 303, answer.text
    desk.page(path)


@pytest.mark.parametrize("count", [0, 1, 2, REPLIES - 1, REPLIES, REPLIES + 3])
def test_replies(desk, work, read, slug, count):
    replies = [{"title": f"Vorlage {number}", "text": f"Text {number}"} for number in range(count)]
    with work():
        services.set_up(event=get_event(slug), replies=replies)
    saved_as_shown(desk, f"/events/{slug}/sign-up", "replies-0-title")
    assert read(slug, lambda event: sign_up_of(event.id).replies) == replies


def test_a_reply_with_a_name_alone_is_named_and_kept(desk, slug):
    path = f"/events/{slug}/sign-up"
    sent = sent_from(parsed(desk.client.get(f"/manage{path}")), "replies-0-title") | {
        "replies-0-title": "Leider schon voll"
    }
    answer = desk.send(path, sent)
    assert answer.status_code == 422
    assert "Leider schon voll" in answer.text
    assert "Bitte geben Sie auch den Text ein" in answer.text


@pytest.mark.parametrize("count", [2, CHOICES - 1, CHOICES, CHOICES + 3])
def test_choices(desk, work, read, slug, count):
    choices = tuple((f"a{number}", {"de": f"Antwort {number}"}) for number in range(count))
    asked = Definition("days", FieldKind.CHOICE, {"de": "Tag"}, choices=choices)
    with work():
        services.ask(event=get_event(slug), definitions=[asked], now=clock.now())
    saved_as_shown(desk, f"/events/{slug}/sign-up/questions/days", "choices-0-de")
    assert read(slug, lambda event: draft_of(event.id).definitions[0].choices) == choices


@pytest.mark.parametrize("count", [0, MEASURES - 1, MEASURES, MEASURES + 3])
def test_measures(desk, work, read, slug, count):
    with work():
        make_measure()  # without any plan the form asks for none
        for _ in range(count):
            link_measure(event=get_event(slug), measure_id=make_measure().id, reason="Darum.")
    saved_as_shown(desk, f"/events/{slug}/edit", "measures-0-measure")
    assert read(slug, lambda event: len(event.measures)) == count
