"""A word that no line holds is broken or made smaller, never cut: it can be copied whole, and stays on its paper."""

import pytest

from tests.factories.events import make_event, make_venue
from tests.factories.tickets import make_ticket
from tests.integration.documents.runs import letters_of, read, runs_of
from webapp.documents import print_documents
from webapp.documents.types import LABELS, PaperKind
from webapp.events.models import Event
from webapp.foundation.database import session
from webapp.tickets.payload import payload_of

MILLIMETRE = 72 / 25.4
LENGTH = 160
ROUNDED, CAPITALS = 0.1, 0.7  # points; parts of the size
TITLE, NAME, ORGANISATION, PLACE = (
    ("Donaudampfschifffahrt" * 8)[:LENGTH],
    ("WÄM" * 60)[:LENGTH],
    ("Handwerkskammerpräsident" * 7)[:LENGTH],
    ("Zukunftszentrumsgebäude" * 7)[:LENGTH],
)
CATEGORY, NEEDS = ("Kategoriebezeichnung" * 8)[:LENGTH], ("Gebärdendolmetscherin" * 8)[:LENGTH]
WORDY = " ".join(["Anna-Katharina Freifrau von Mustermann"] * 4)


@pytest.fixture
def event_id(work, now):
    with work():
        venue = make_venue(name=PLACE, directions=PLACE, access=ORGANISATION)
        return make_event(TITLE, venue=venue, bring=[CATEGORY, "Stift"], funding_notice=NEEDS).id


@pytest.fixture
def ticket(work, event_id):
    with work():
        event = session().get(Event, event_id)
        return f"/t/{payload_of(make_ticket(event, NAME), event)}.pdf"


@pytest.fixture
def paper(work, event_id):
    def made(kind, label="cut", **told):
        guest = {"name": NAME, "organisation": ORGANISATION, "category": CATEGORY, "code": "ABCD EFGH", "heads": 1}
        guest |= {"needs": NEEDS, "qr": "", "no_pictures": True} | told
        with work():
            return read(print_documents.paper(kind, session().get(Event, event_id), [guest], label=label))

    return made


def stays_within(reader, *, left, right, bottom, top):
    for page in reader.pages:
        for run in runs_of(page):
            assert left - ROUNDED <= run.left, run
            assert run.right <= right + ROUNDED, run
            assert bottom <= run.base, run
            assert run.base + CAPITALS * run.size <= top, run


def stays_on_the_page(reader, margin):
    width, height = float(reader.pages[0].mediabox.width), float(reader.pages[0].mediabox.height)
    edge = margin * MILLIMETRE
    stays_within(reader, left=edge, right=width - edge, bottom=4 * MILLIMETRE, top=height - 4 * MILLIMETRE)


@pytest.mark.parametrize(("query", "margin"), [("", 22), ("?format=phone", 8)])
def test_a_ticket_holds_words_of_any_length(client, ticket, query, margin):
    reader = read(client.get(ticket + query).data)
    for word in (TITLE, NAME, PLACE, ORGANISATION, CATEGORY, NEEDS):
        assert word in letters_of(reader)
    stays_on_the_page(reader, margin)


SHOWN = {
    PaperKind.DOOR_LIST: (15, (TITLE, NAME, PLACE, CATEGORY, NEEDS)),
    PaperKind.ATTENDANCE: (18, (TITLE, NAME, PLACE, ORGANISATION, CATEGORY)),
    PaperKind.CERTIFICATES: (28, (TITLE, NAME, PLACE, ORGANISATION)),
}


@pytest.mark.parametrize("kind", SHOWN)
def test_a_paper_holds_words_of_any_length(paper, kind):
    margin, words = SHOWN[kind]
    reader = paper(kind)
    stays_on_the_page(reader, margin)
    # Columns stand side by side, so the lines of their cells alternate: each letter is there as often as in the words.
    letters = letters_of(reader)
    for letter in set("".join(words)):
        assert letters.count(letter) >= "".join(words).count(letter), letter
    assert b"pdfuaid:part>1<" in reader.trailer["/Root"]["/Metadata"].get_data()


@pytest.mark.parametrize("name", [NAME, WORDY], ids=["word", "words"])
@pytest.mark.parametrize("qr", [False, True], ids=["plain", "code"])
@pytest.mark.parametrize("label", LABELS)
def test_a_badge_holds_words_of_any_length(paper, label, qr, name):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    reader = paper(PaperKind.BADGES, label, name=name, qr=drawing if qr else "")
    for word in (TITLE, name, ORGANISATION, CATEGORY):
        assert "".join(word.split()) in letters_of(reader)
    sheet = LABELS[label]
    across, down = (side * MILLIMETRE for side in sheet.as_input()["margin"])
    width, height = (side * MILLIMETRE for side in sheet.size)
    top = float(reader.pages[0].mediabox.height) - down
    assert len(reader.pages) == 1
    stays_within(reader, left=across, right=across + width, bottom=top - height, top=top)
