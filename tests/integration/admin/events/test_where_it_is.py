"""Where an event is: everything says it alike, also that it isn't known yet, and nobody online is sent to a door."""

import io
import re

import pypdf
import pytest

from tests.factories.agenda import make_item
from tests.factories.events import make_event, make_venue
from tests.factories.registration import make_registration, people
from tests.html import parsed, text_of
from tests.integration.admin.addresses import addresses_of
from webapp.events import services as events
from webapp.events.queries import get_event
from webapp.foundation import clock

_LINK = "https://treffen.example.org/raum"
_OPEN = {"de": "Der Ort wird noch bekannt gegeben.", "en": "The venue will be announced."}
_DOOR = {"de": r"am Einlass|Seite bitte mit", "en": r"at the entrance|get in\b|this page with you"}
_ONLINE = {"de": "findet online statt", "en": "takes place online"}
# What readers, and those who come, look at to find out where.
_TOLD = {
    "public.events.event",
    "public.events.agenda",
    "public.registrations.register",
    "public.own.registration",
    "public.tickets.ticket",
    "documents.ticket_pdf",
    "admin.letters.words_letter",
}
_TICKETS = {"public.tickets.ticket", "documents.ticket_pdf"}


@pytest.fixture
def made(work, desk):
    def make(*, has_venue, is_online):
        with work():
            event = make_event(
                "Wo auch immer",
                host=desk.host,
                venue=make_venue() if has_venue else None,
                conference_url=_LINK if is_online else "",
                teaser="Ein Satz.",
            )
            make_item(event)
            make_registration(event, "Kim Muster", heads=people("Kim Muster", "Ina"))
            return event.slug

    return make


@pytest.fixture
def said(app, desk):
    """What each page and paper for those who come says, by its endpoint; of pages also what is only printed."""

    def say(slug, lang):
        with app.app_context():
            addresses = [each for each in addresses_of(app, slug, whole=True) if each.is_real]
        return {each.endpoint: text(each, lang) for each in addresses if each.endpoint in _TOLD}

    def text(each, lang):
        answer = desk.client.get(each.path, headers={"Accept-Language": lang})
        assert answer.status_code == 200, each
        if answer.mimetype == "application/pdf":
            found = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages)
        else:
            found = text_of(parsed(answer))
        return re.sub(r"\s+", " ", found)

    return say


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("has_venue", [True, False], ids=["venue", "no venue"])
@pytest.mark.parametrize("is_online", [True, False], ids=["online", "not online"])
def test_a_place_is_named_or_said_to_follow(made, said, has_venue, is_online, lang):
    pages = said(made(has_venue=has_venue, is_online=is_online), lang)
    assert pages.keys() == _TOLD
    for endpoint, text in pages.items():
        follows = _OPEN[
            "de" if endpoint == "admin.letters.words_letter" else lang
        ]  # letters have a language of their own
        assert (follows in text) is (not has_venue and not is_online), endpoint
        assert ("Haus der Wirtschaft" in text) is has_venue, endpoint
    for endpoint in _TICKETS:
        sent_to_a_door = re.search(_DOOR[lang], pages[endpoint])
        assert bool(sent_to_a_door) is (has_venue or not is_online), (endpoint, pages[endpoint])
        assert (_ONLINE[lang] in pages[endpoint]) is (is_online and not has_venue), endpoint


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("is_over", [True, False], ids=["over", "cancelled"])
def test_where_nobody_goes_any_more_no_place_is_promised(made, said, work, is_over, lang):
    slug = made(has_venue=False, is_online=False)
    with work():
        ends_at = get_event(slug).ends_at
        if not is_over:
            events.cancel_event(event=get_event(slug), now=clock.now(), reason="Sturm")
    with clock.set_to(ends_at if is_over else clock.now()):
        pages = said(slug, lang)
    assert [endpoint for endpoint, text in pages.items() if any(each in text for each in _OPEN.values())] == []
    assert [endpoint for endpoint in _TICKETS if re.search(_DOOR[lang], pages[endpoint])] == []


@pytest.mark.parametrize("lang", ["de", "en"])
def test_what_waits_for_a_new_date_still_takes_place_somewhere(made, said, work, lang):
    slug = made(has_venue=False, is_online=False)
    with work():
        ends_at = get_event(slug).ends_at
        events.postpone_event(event=get_event(slug), now=clock.now(), reason="Sturm")
    with clock.set_to(ends_at):
        page = said(slug, lang)["public.events.event"]
    assert _OPEN[lang] in page
