"""The ticket on paper: what it says, to whom, and that another reader finds the same code on it."""

import unicodedata

import pytest
import zxingcpp

from tests.factories.events import make_event, make_venue
from tests.factories.tickets import make_ticket
from tests.integration.documents.paper import Paper
from tests.queries import counted
from webapp.documents import lettering, typesetting
from webapp.events.types import EventStatus
from webapp.tickets.payload import payload_of
from webapp.tickets.services import revoke_tickets

MARGIN, NAME_SIZE, TITLE_SIZE = 60, 20, 24  # points
LANGUAGES = {"de": {"Accept-Language": "de"}, "en": {"Accept-Language": "en"}}


@pytest.fixture
def ticket(work, now):
    """Address and code of a ticket."""

    def make(name="Kim Muster", title="Zukunftswerkstatt Holz", **values):
        with work():
            venue = make_venue(directions="Bus 1 bis Markt.", access="Stufenlos erreichbar.")
            event = make_event(title, venue=venue, **values)
            made = make_ticket(event, name)
            make.registration_id = made.attendee.registration_id
            return f"/t/{payload_of(made, event)}", made.code

    return make


def paper(client, address, lang="de"):
    answer = client.get(f"{address}.pdf", headers=LANGUAGES[lang])
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return Paper(answer.data)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", ["Mi., 25. November 2026, 10:00–12:00 Uhr", "Bitte mitbringen", "Anreise", "Barrierefreiheit"]),
        ("en", ["Wed 25 November 2026, 10:00–12:00", "Please bring along", "How to get there", "Accessibility"]),
    ],
)
def test_it_says_everything_in_the_reader_s_language(ticket, client, lang, words):
    address, code = ticket(bring=["Ideen", "Stift"], funding_notice="Gefördert vom Freistaat Sachsen.")
    made = paper(client, address, lang)
    for said in [
        *words,
        "Zukunftswerkstatt Holz",
        "Kim Muster",
        f"{code[:4]} {code[4:]}",
        "Haus der Wirtschaft, Am Markt 1, 09648 Mittweida",
        "Handwerkskammer Musterstadt",
        "Ideen",
        "Stift",
        "Bus 1 bis Markt.",
        "Stufenlos erreichbar.",
        "Gefördert vom Freistaat Sachsen.",
    ]:
        assert said in made.text.replace("\u00a0", " "), made.text
    assert made.reader.metadata.title == "Ticket: Zukunftswerkstatt Holz"
    assert made.root["/Lang"].startswith(lang)


def test_its_code_is_read_by_another_reader(ticket, client):
    address, _ = ticket()
    (code,) = zxingcpp.read_barcodes(paper(client, address).qr_code())
    assert code.text == f"http://localhost{address}"


def test_it_is_tagged_as_pdf_ua_wants(ticket, client):
    address, code = ticket(bring=["Ideen", "Stift"])
    made = paper(client, address)
    assert made.is_tagged
    assert made.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1<" in made.root["/Metadata"].get_data()
    tags = made.tags()
    assert tags[0] == "/Document"
    # The title comes before what is asked for at the door, and that before what helps on the way.
    assert tags.index("/H1") < tags.index("/Figure") < tags.index("/H2") < tags.index("/L")
    assert tags.count("/H1") == 1
    (alternative,) = made.alternatives()
    assert f"{code[:4]}\u00a0{code[4:]}" in alternative


def test_nothing_of_it_is_kept_and_its_name_holds_no_person(ticket, client):
    address, _ = ticket()
    headers = client.get(f"{address}.pdf").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Disposition"].startswith('inline; filename="ticket-zukunftswerkstatt-')


def test_it_comes_with_the_page_s_one_query(ticket, client, app):
    address, _ = ticket()
    client.get(f"{address}.pdf")
    with counted(app) as seen:
        client.get(f"{address}.pdf")
    assert len(seen) == 1, seen


def test_the_same_ticket_makes_the_same_bytes(ticket, client):
    address, _ = ticket()
    assert len({client.get(f"{address}.pdf").data for _ in range(3)}) == 1


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (EventStatus.CANCELLED, "Diese Veranstaltung findet nicht statt."),
        (EventStatus.POSTPONED, "Dieses Ticket gilt auch für den neuen Termin."),
    ],
)
def test_the_fate_of_the_event_stands_on_it(ticket, client, status, says):
    address, _ = ticket(status=status)
    made = paper(client, address)
    assert says in made.text
    assert ("/Figure" in made.tags()) is (status == EventStatus.POSTPONED)


def test_a_cancelled_ticket_says_so_and_bears_no_code(ticket, client, work, now):
    address, code = ticket()
    with work():
        revoke_tickets(registration_id=ticket.registration_id, now=now)
    made = paper(client, address)
    assert "Dieses Ticket ist storniert." in made.text
    assert code[:4] not in made.text
    assert "/Figure" not in made.tags()
    assert made.alternatives() == []


COMBINED = unicodedata.normalize("NFD", "Zoë Größlová")
NAMES = [
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "X" * 60,
    COMBINED,
    "محمد عبد الله",
    "Kim 🦊 Muster",
    "#set page(width: 1pt)",
    'Kim "Muster" \\ $x$ @ref <tag> *fett*',
    "Kim\u202eretsuM\u202c",
]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[1:20])
def test_any_name_fits_the_page_and_stays_words(ticket, client, name):
    address, _ = ticket(name)
    made = paper(client, address)
    (code,) = zxingcpp.read_barcodes(made.qr_code())
    assert code.text.endswith(address)
    assert made.right_edge_of(NAME_SIZE) < made.qr_left()
    if name.isascii():
        assert "".join(name.split()) in "".join(made.page.extract_text().replace("\u200b", "").split())


def test_the_longest_name_leaves_all_on_one_page(ticket, client):
    address, code = ticket("Ä" * 120)
    assert f"{code[:4]}\u00a0{code[4:]}" in paper(client, address).page.extract_text()


def test_a_long_title_stays_on_the_page(ticket, client):
    address, _ = ticket(title="Handwerkskammerpräsidentenkonferenzvorbereitungsausschusssitzungsprotokoll " * 2)
    made = paper(client, address)
    assert made.right_edge_of(TITLE_SIZE) < float(made.page.mediabox.width) - MARGIN


def test_what_can_not_be_tagged_as_wanted_costs_the_mark_and_not_the_ticket(ticket, client, caplog, monkeypatch):
    address, _ = ticket("Kim ཀི")
    monkeypatch.setattr(lettering, "spelled", lambda words, _missing: words)
    made = paper(client, address)
    assert b"pdfuaid" not in made.root["/Metadata"].get_data()
    assert made.is_tagged
    (said,) = [record.getMessage() for record in caplog.records if record.name == typesetting.__name__]
    assert "not PDF/UA" in said
    assert "Kim" not in said


def test_without_the_fonts_it_says_that_it_can_not_be_made_now(ticket, client, monkeypatch):
    address, _ = ticket()
    typesetting._compiler.cache_clear()
    monkeypatch.setattr(typesetting, "FACES", ("Nirgends.ttf",))
    answer = client.get(f"{address}.pdf", headers=LANGUAGES["en"])
    assert answer.status_code == 503
    assert "find this page" not in answer.text
    typesetting._compiler.cache_clear()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_on_a_phone_it_is_as_wide_as_the_screen_and_says_the_same(ticket, client, lang):
    address, code = ticket(bring=["Ideen", "Stift"], funding_notice="Gefördert vom Freistaat Sachsen.")
    answer = client.get(f"{address}.pdf?format=phone", headers=LANGUAGES[lang])
    strip, sheet = Paper(answer.data), paper(client, address, lang)
    assert strip.is_tagged
    assert float(strip.page.mediabox.width) == pytest.approx(100 * 72 / 25.4, abs=0.1)
    assert set(sheet.text.split()) == set(strip.text.split())
    assert f"{code[:4]} {code[4:]}" in strip.text.replace("\u00a0", " ")
    (seen,) = zxingcpp.read_barcodes(strip.qr_code())
    assert seen.text == f"http://localhost{address}"


@pytest.mark.parametrize("query", ["", "?format=phone"])
def test_the_fonts_and_the_source_are_read_once_and_kept_warm(ticket, client, query):
    address, _code = ticket(bring=["Ideen", "Stift"])
    typesetting._compiler.cache_clear()
    for _ in range(5):
        assert client.get(f"{address}.pdf{query}").status_code == 200
    kept = typesetting._compiler.cache_info()
    assert (kept.misses, kept.hits) == (1, 4)
