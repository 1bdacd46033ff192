import pytest

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from tests.phases import bring_to
from tests.queries import counted
from webapp.capacity.queries import level
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.registration import services
from webapp.registration.queries import counts_of, get_by_public_id, setup_of
from webapp.registration.types import Head


@pytest.fixture
def slug(desk, work) -> str:
    with work():
        return make_event("Dialog", host=desk.host, capacity=2).slug


def register(work, slug, *names, **values):
    with work():
        event = get_event(slug)
        return [make_registration(event, name, **values).public_id for name in names]


def test_the_list_shows_who_comes_and_searches(desk, work, slug):
    register(work, slug, "Kim Müller", organisation="Innung <Holz>")
    register(work, slug, "Robin Beispiel", "Wartende Person")
    page = desk.page(f"/events/{slug}/registrations")
    assert "Innung &lt;Holz&gt;" in page
    assert "3\u00a0Anmeldungen" in page
    found = desk.page(f"/events/{slug}/registrations?q=mueller")
    assert "Kim Müller" in found
    assert "Robin" not in found
    waiting = desk.page(f"/events/{slug}/registrations?status=waiting")
    assert "Wartende Person" in waiting
    assert "Kim" not in waiting
    assert "Nichts gefunden" in desk.page(f"/events/{slug}/registrations?q=niemand")
    for query in ("status=&page=-4", "page=9"):
        assert "Kim Müller" in desk.page(f"/events/{slug}/registrations?{query}")


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        ("draft", "Sobald die Veranstaltung veröffentlicht ist"),
        ("open", "Auf der Seite der Veranstaltung kann man sich jetzt anmelden."),
        *((each, "Zurzeit kann sich niemand anmelden.") for each in ("closed", "past", "cancelled", "postponed")),
    ],
)
def test_an_empty_list_says_what_happens_next(desk, work, slug, phase, words):
    with work():
        event = get_event(slug)
        bring_to(event, phase)
        event.status = "draft" if phase == "draft" else event.status
    page = desk.page(f"/events/{slug}/registrations")
    assert "Noch hat sich niemand angemeldet" in page
    assert words in page


def test_more_places_go_to_the_waiting_list_and_fewer_evict_nobody(desk, work, slug):
    register(work, slug, "Eins", "Zwei", "Drei", "Vier")
    assert desk.send(f"/events/{slug}/registrations/places", {"capacity": "3"}).status_code == 303
    with work():
        event = get_event(slug)
        counts = counts_of(event.id)
        assert (counts.confirmed, counts.offered, counts.waiting) == (2, 1, 1)
    desk.send(f"/events/{slug}/registrations/places", {"capacity": "1"})
    with work():
        event = get_event(slug)
        assert (level(event.pool_id).taken, level(event.pool_id).capacity) == (3, 1)
        assert (counts_of(event.id).confirmed, counts_of(event.id).offered) == (2, 1)


@pytest.mark.parametrize("capacity", ["0", "-1", "viele", "9999999"])
def test_impossible_numbers_of_places_are_refused(desk, work, slug, capacity):
    answer = desk.send(f"/events/{slug}/registrations/places", {"capacity": capacity})
    assert answer.status_code == 422
    assert answer.text.count("Bitte geben Sie eine") == 2
    assert f'value="{capacity}"' in answer.text
    with work():
        assert level(get_event(slug).pool_id).capacity == 2


def test_the_desk_cancels_once_and_the_next_one_moves_up(desk, work, slug):
    first, *_ = register(work, slug, "Eins", "Zwei", "Drei")
    path = f"/events/{slug}/registrations/{first}/cancel"
    assert "Stornieren und Eins benachrichtigen" in desk.page(path)
    for _ in range(2):
        assert desk.send(path).status_code == 303
    with work():
        counts = counts_of(get_event(slug).id)
        assert get_by_public_id(first).status == "cancelled"
        assert (counts.confirmed, counts.offered, counts.waiting, counts.cancelled) == (1, 1, 0, 1)


def test_a_registration_for_another_event_is_not_found(desk, work, slug):
    (own,) = register(work, slug, "Eins")
    with work():
        other = make_event(host=desk.host).slug
    path = f"/manage/events/{other}/registrations/{own}/cancel"
    assert desk.client.get(path).status_code == 404
    assert desk.client.post(path, data={"once_key": "key"}).status_code == 404
    assert desk.client.get(f"/manage/events/{slug}/registrations/nobody/cancel").status_code == 404


def test_who_is_told_counts_in_the_button(desk, work, slug):
    register(work, slug, "Eins", "Zwei", "Drei")
    register(work, slug, "Unbestätigt", confirmed=False)  # hears that it is cancelled as well
    assert "Veranstaltung absagen und 4\u00a0E-Mails senden" in desk.page(f"/events/{slug}/cancel")
    assert "Cancel the event and send 4 emails" in desk.page(f"/events/{slug}/cancel", lang="en")


@pytest.mark.parametrize("query", ["", "?q=person", "?page=9"])
def test_the_list_asks_a_constant_number_of_queries(app, desk, work, query):
    def asked(count):
        with work():
            event = make_event(host=desk.host, capacity=None)
            for number in range(count):
                make_registration(event, f"Person {number}")
            slug = event.slug
        with counted(app) as seen:
            desk.page(f"/events/{slug}/registrations{query}")
        return len(seen)

    assert asked(1) == asked(30)


def test_a_registration_is_cancelled_and_an_event_called_off(desk, work, slug):
    (public_id,) = register(work, slug, "Eins")
    with work():
        cancel(get_by_public_id(public_id))
    for path in ("", f"/{public_id}", f"/{public_id}/cancel"):
        page = desk.page(f"/events/{slug}/registrations{path}")
        assert "Storniert" in page
        assert "Abgesagt" not in page


def test_answers_of_each_person_stand_beside_their_name(desk, work, slug):
    needs = Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Bedarf"}, of_each=True)
    with work():
        event = get_event(slug)
        services.ask(event=event, definitions=[needs], now=clock.now())
        form = setup_of(event.id).field_set_id
        told = {"field_set_id": form, "name": "Otto"}
        make_registration(event, heads=(Head("Otto"), Head("Ida", answers={"needs": "Rolli"})), **told)
        make_registration(event, heads=(Head("Alma", answers={"needs": "Ruhe"}),), field_set_id=form)
    desk.send(f"/events/{slug}/registrations/columns", {"column": "answer-needs"})
    rows = desk.page(f"/events/{slug}/registrations.csv"), desk.page(f"/events/{slug}/registrations")
    for text in rows:
        assert "Ida: Rolli" in text
        assert "Ruhe" in text
        assert "Alma: " not in text
