"""Papers for many, made in the background: badges, the door's list, the list to sign, certificates."""

import io

import pypdf
import pytest

from tests.factories.events import make_event, make_venue
from tests.factories.registration import make_registration
from tests.factories.tickets import make_many_tickets, make_told_guests
from webapp.checkin.services import let_in
from webapp.documents import services
from webapp.documents.errors import OrderNotFoundError
from webapp.documents.queries import get_order, orders_of
from webapp.documents.types import LABELS, PaperKind, PaperState
from webapp.events.models import Event
from webapp.foundation import clock, files, going_on
from webapp.foundation.database import session
from webapp.registration.queries import registrations_of
from webapp.registration.services import erase
from webapp.registration.types import Head

MILLIMETRE = 72 / 25.4


@pytest.fixture
def order(work, app):
    """Order something and have it made; its pages."""

    def made(event_id, kind, label="cut", asked=None, language="de"):
        with work():
            event = session().get(Event, event_id)
            placed = services.order_paper(
                event=event, kind=kind, label=label, asked=asked or {}, language=language, now=clock.now()
            )
            order_id = placed.public_id
        with app.app_context():
            services.make_ordered(now=clock.now())
        with work():
            found = get_order(event_id, order_id)
            made.order = found
            if not found.file_id:
                return None
            return pypdf.PdfReader(io.BytesIO(files.path_of(found.file_id).read_bytes()))

    return made


@pytest.fixture
def event_id(work, now):
    with work():
        event = make_event("Zukunftswerkstatt Holz", venue=make_venue())
        make_registration(event, "Kim Muster", organisation="Tischlerei Holzweg")
        make_registration(event, "Ada Groß", heads=(Head("Ada Groß"), Head("Ben Öz")))
        make_registration(event, "Noch Offen", confirmed=False)
        return event.id


def text_of(reader):
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.mark.parametrize("label", LABELS)
def test_badges_fit_their_labels_and_their_codes_are_read(order, event_id, label):
    reader = order(event_id, PaperKind.BADGES, label)
    sheet = LABELS[label]
    assert len(reader.pages) == (1 if sheet.columns > 1 else 3)
    page = reader.pages[0].mediabox
    assert (float(page.width), float(page.height)) == pytest.approx([side * MILLIMETRE for side in sheet.page], abs=0.5)
    whole = " ".join(text_of(reader))
    for name in ("Kim Muster", "Ada Groß", "Ben Öz", "Tischlerei Holzweg"):
        assert name in whole
    assert "Noch Offen" not in whole
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "de"
    assert order.order.state == PaperState.READY


def test_the_door_s_list_goes_by_surname_and_has_codes(order, event_id):
    (text,) = text_of(order(event_id, PaperKind.DOOR_LIST))
    assert text.index("Ada Groß") < text.index("Kim Muster") < text.index("Ben Öz")
    assert "Gruppe von 2" in text
    assert "@" not in text


def test_who_wants_no_pictures_is_marked_and_needs_stand_on_the_door_s_list(order, work, now):
    with work():
        event = make_event()
        make_told_guests(event)
        event_id = event.id
    (badges,) = text_of(order(event_id, PaperKind.BADGES))
    assert badges.count("Bitte keine Fotos") == 1
    assert "Rollstuhl" not in badges
    (listed,) = text_of(order(event_id, PaperKind.DOOR_LIST))
    assert "Gruppe von 2 · Platz für den Rollstuhl · Bitte keine Fotos" in listed


def test_the_list_to_sign_is_narrowed_like_the_desk_s(order, event_id):
    (text,) = text_of(order(event_id, PaperKind.ATTENDANCE, asked={"q": "muster"}))
    assert "Kim Muster" in text
    assert "Ada" not in text
    assert "Unterschrift" in text


def test_certificates_go_to_those_who_came(order, event_id, work):
    assert order(event_id, PaperKind.CERTIFICATES) is None
    assert order.order.state == PaperState.EMPTY
    with work():
        event = session().get(Event, event_id)
        (kim,) = [each for each in registrations_of(event_id).registrations if each.name == "Kim Muster"]
        let_in(event=event, registration_id=kim.id, gate="", device="", now=clock.now())
    for language, word in (("de", "Teilnahmebescheinigung"), ("en", "Certificate of attendance")):
        (text,) = text_of(order(event_id, PaperKind.CERTIFICATES, language=language))
        assert word in text
        assert "Kim Muster" in text
        assert "Zukunftswerkstatt Holz" in text
        assert "Mittweida" in text


def test_what_was_made_is_gone_after_a_day(order, event_id, work):
    order(event_id, PaperKind.ATTENDANCE)
    file_id = order.order.file_id
    clock.move_on(services.KEPT)
    clock.move_on(services.KEPT)
    with work():
        assert services.forget_old_papers(now=clock.now()) == 1
    with work():
        assert orders_of(event_id) == []
        assert not files.path_of(file_id).exists()


def test_whoever_is_deleted_is_on_no_paper_any_more(order, event_id, work):
    order(event_id, PaperKind.ATTENDANCE, asked={"q": "muster"})
    file_id = order.order.file_id
    with work():
        (kim,) = [each for each in registrations_of(event_id).registrations if each.name == "Kim Muster"]
        erase(registration=kim, now=clock.now())
    with work():
        assert orders_of(event_id) == []
        assert not files.path_of(file_id).exists()


def test_an_order_belongs_to_its_event(order, event_id, work):
    order(event_id, PaperKind.ATTENDANCE)
    with work(), pytest.raises(OrderNotFoundError):
        get_order(make_event().id, order.order.public_id)


def test_one_that_can_not_be_made_says_so_and_the_next_one_is_made(order, event_id, work, app, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("no fonts")

    with monkeypatch.context() as patch:
        patch.setattr("webapp.documents.print_documents.pdf", broken)
        assert order(event_id, PaperKind.ATTENDANCE) is None
    with work():
        assert [each.state for each in orders_of(event_id)] == [PaperState.FAILED]
        assert [each.problem for each in going_on.troubles()] == ["RuntimeError"]
    assert order(event_id, PaperKind.ATTENDANCE) is not None


def test_many_badges_tell_how_far_they_are(order, work, now, monkeypatch):
    seen, draw = [], services.print_documents.drawn
    with work():
        event = make_event(capacity=None)
        make_many_tickets(event, 600)
        event_id = event.id

    def watched(kind, event, guests):
        (waiting,) = orders_of(event.id)
        seen.append((waiting.done, waiting.total))
        return draw(kind, event, guests)

    monkeypatch.setattr(services.print_documents, "drawn", watched)
    reader = order(event_id, PaperKind.BADGES)
    assert len(reader.pages) == 60
    assert seen == [(0, 600), (250, 600), (500, 600)]
    assert (order.order.done, order.order.total) == (600, 600)


def test_a_paper_whose_maker_is_stopped_is_made_after_the_next_start(app, work, monkeypatch):
    with work():
        event = make_event()
        order = services.order_paper(
            event=event, kind=PaperKind.BADGES, label="", asked={}, language="de", now=clock.now()
        )
        order_id = order.id
    seen = []

    def stopped(*_):
        services.give_back_what_is_being_made()
        raise SystemExit

    monkeypatch.setattr(services, "_make", stopped)
    with app.app_context():
        with pytest.raises(SystemExit):
            services.make_ordered(now=clock.now())
        monkeypatch.setattr(services, "_make", lambda found, _now: seen.append(found))
        services.make_ordered(now=clock.now())
    assert seen == [order_id]
