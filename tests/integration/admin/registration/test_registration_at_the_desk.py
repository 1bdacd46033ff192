"""One registration at the desk: decisions with reasons, history in words, and why nobody moves up."""

import pytest
from sqlalchemy import select

from tests.factories.registration import by_link, cancel, make_category, make_registration, people
from webapp.capacity.queries import level
from webapp.capacity.services import resize
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.models import OutboxMail
from webapp.registration import services
from webapp.registration.queries import get_by_public_id, wishes_of
from webapp.registration.types import Head


@pytest.fixture
def slug(desk, work):
    from tests.factories.events import make_event

    with work():
        return make_event(host=desk.host, capacity=2).slug


def stands(work, public_id):
    with work():
        return get_by_public_id(public_id).status


def ask_for_a_place(work, slug, **values):
    with work():
        event = get_event(slug)
        services.set_up(event=event, needs_approval=True)
        return make_registration(event, "Ada Muster", **values).public_id


def test_a_request_is_approved_at_the_desk(desk, work, slug):
    asked = ask_for_a_place(work, slug)
    path = f"/events/{slug}/registrations/{asked}"
    assert "Über die Anfrage entscheiden" in desk.page(path)
    assert desk.send(f"{path}/approve").status_code == 303
    assert stands(work, asked) == "confirmed"
    page = desk.page(path)
    assert "Zugesagt" in page
    assert "Veranstalter" in page


def test_a_request_is_declined_with_a_reason_that_reaches_the_mail(desk, work, slug):
    asked = ask_for_a_place(work, slug)
    path = f"/events/{slug}/registrations/{asked}"
    for nothing in (" ", "\u200b"):
        assert desk.send(f"{path}/decline", {"reason": nothing}).status_code == 422
    assert desk.send(f"{path}/decline", {"reason": "Nur für Betriebe."}).status_code == 303
    assert stands(work, asked) == "declined"
    with work():
        mail = session().scalars(select(OutboxMail).where(OutboxMail.kind == "declined")).one()
        assert "Nur für Betriebe." in mail.text


def test_a_wish_beyond_what_may_come_by_now_is_refused_in_words(desk, work, slug):
    with work():
        event = get_event(slug)
        services.set_up(event=event, needs_approval=True, most_heads=2)
        made = make_registration(event, "Ada")
        services.approve(registration=made, now=clock.now())
        by_link(services.add_attendee, made, head=Head("Ben"))
        services.set_up(event=event, most_heads=1)
        path = f"/events/{slug}/registrations/{made.public_id}"
        (wish,) = [each.public_id for each in wishes_of(made.id)]
    assert desk.send(f"{path}/wishes/{wish}/approve").status_code == 303
    page = desk.page(path)
    assert "Das sind mehr Personen, als mit einer Anmeldung kommen dürfen. Es wurde nichts geändert." in page
    assert "Gespeichert." not in page
    assert f"/wishes/{wish}/approve" in page
    for act in ("approve", "decline"):
        assert desk.send(f"{path}/wishes/{'x' * 22}/{act}").status_code == 303
        page = desk.page(path)
        assert "Darüber ist inzwischen entschieden" in page
        assert "Gespeichert." not in page


def test_a_place_is_offered_out_of_turn_and_beyond_the_places_only_on_purpose(desk, work, slug):
    with work():
        event = get_event(slug)
        for _ in range(2):
            make_registration(event)
        waiting = make_registration(event).public_id
    path = f"/events/{slug}/registrations/{waiting}"
    refused = desk.send(f"{path}/promote", {"reason": "Rednerin"})
    assert refused.status_code == 409
    assert "Es ist kein Platz frei." in refused.text
    assert "Rednerin" in refused.text
    assert stands(work, waiting) == "waiting"
    desk.send(f"{path}/promote", {"reason": "Rednerin", "beyond": "y"})
    assert stands(work, waiting) == "offered"
    assert "Rednerin" in desk.page(path)
    with work():
        assert level(get_event(slug).pool_id).taken == 3


def test_the_history_shows_what_was_before_and_after(desk, work, slug):
    with work():
        event = get_event(slug)
        definition = Definition("size", FieldKind.NUMBER, {"de": "Beschäftigte"})
        services.ask(event=event, definitions=[definition], now=clock.now())
        registration = make_registration(event, answers={"size": 12}, heads=people("Ada"))
        how = {"registration": registration, "now": clock.now()}
        services.change_answers(**how, answers={"size": 15}, answers_of_heads={})
        services.replace_attendee(**how, attendee_id=registration.attendees[0].id, head=people("Ben")[0])
        public_id = registration.public_id
    page = desk.page(f"/events/{slug}/registrations/{public_id}")
    for said in (
        "Antworten geändert",
        "Beschäftigte",
        "<del>12</del>",
        "<ins>15</ins>",
        "<del>Ada</del>",
        "<ins>Ben</ins>",
    ):
        assert said in page


def test_a_registration_of_another_event_is_not_found(desk, work, slug):
    from tests.factories.events import make_event

    with work():
        other = make_registration(make_event()).public_id
    for act in ("", "/approve", "/decline", "/promote"):
        path = f"/events/{slug}/registrations/{other}{act}"
        assert (desk.send(path, {"reason": "x"}) if act else desk.client.get(f"/manage{path}")).status_code == 404


def test_the_waiting_list_says_why_nobody_moves_up(desk, work, slug):
    with work():
        event = get_event(slug)
        resize(event.pool_id, capacity=5)
        press = make_category(event, capacity=1, label={"de": "Presse"})
        firms = make_category(event, capacity=None, label={"de": "Betrieb"})
        seated = [make_registration(event, category_id=firms.id) for _ in range(4)]
        make_registration(event, "Reporter", category_id=press.id)
        make_registration(event, "Familie", category_id=firms.id, heads=people("A", "B", "C"))
        make_registration(event, "Reporterin", category_id=press.id)
        make_registration(event, "Dahinter", category_id=firms.id)
        make_registration(event, "Still", category_id=firms.id, confirmed=False)
        cancel(seated[0])
    page = " ".join(desk.page(f"/events/{slug}/registrations?status=waiting").replace("\u00a0", " ").split())
    assert "1 Platz ist frei." in page
    assert "Familie: braucht 3 Plätze, frei: 1" in page
    assert "Reporterin: braucht 1 Platz in der Kategorie, frei: 0" in page
    assert "Dahinter: steht hinter jemandem, der auf dasselbe wartet" in page
    assert "Still: hat die Adresse noch nicht bestätigt" in page
    with work():
        resize(get_event(slug).pool_id, capacity=None)
    assert "Es gibt Platz für alle." in desk.page(f"/events/{slug}/registrations?status=waiting")


def one(work, slug, **values):
    with work():
        made = make_registration(get_event(slug), "Ada Muster", **values)
        return made.public_id, [head.public_id for head in made.attendees]


def heads_of(work, public_id):
    with work():
        return [head.name for head in get_by_public_id(public_id).attendees]


def test_tags_are_put_on_and_taken_off_with_a_trace(desk, work, slug):
    public_id, _people = one(work, slug)
    path = f"/events/{slug}/registrations/{public_id}"
    desk.send(f"{path}/tags", {"tags": "Podium\nVIP"})
    desk.send(f"{path}/tags", {"tags": "VIP"})
    with work():
        assert get_by_public_id(public_id).tags == ["VIP"]
    page = desk.page(path)
    assert "<del>Podium, VIP</del>" in page
    assert "<ins>VIP</ins>" in page
    assert desk.send(f"{path}/tags", {"tags": "x" * 300}).status_code == 422


def test_somebody_is_moved_to_another_category_and_the_history_names_both(desk, work, slug):
    with work():
        press = make_category(get_event(slug), label={"de": "Presse"})
        guests = make_category(get_event(slug), label={"de": "Gäste"}, capacity=5)
        ids, category_id = (press.public_id, guests.public_id), press.id
    public_id, _people = one(work, slug, category_id=category_id)
    path = f"/events/{slug}/registrations/{public_id}"
    assert "Presse" in desk.page(path)
    assert desk.send(f"{path}/move", {"category": ids[1]}).status_code == 303
    page = desk.page(path)
    assert "<del>Presse</del>" in page
    assert "<ins>Gäste</ins>" in page
    assert desk.send(f"{path}/move", {"category": "nonsense"}).status_code == 404


def test_people_come_along_are_swapped_and_stay_away(desk, work, slug):
    public_id, (first,) = one(work, slug)
    path = f"/events/{slug}/registrations/{public_id}"
    assert desk.send(f"{path}/people/new", {"name": " "}).status_code == 422
    desk.send(f"{path}/people/new", {"name": "Ben Neu"})
    assert heads_of(work, public_id) == ["Ada Muster", "Ben Neu"]
    assert desk.send(f"{path}/people/{first}/replace", {"name": "Cem", "email": "nowhere"}).status_code == 422
    desk.send(f"{path}/people/{first}/replace", {"name": "Cem Öz"})
    assert heads_of(work, public_id) == ["Ben Neu", "Cem Öz"]
    assert "Hier gibt es nur 2\u00a0Plätze" in no_place(desk, path)
    with work():
        last = get_by_public_id(public_id).attendees[0].public_id
    desk.send(f"{path}/people/{last}/drop")
    assert heads_of(work, public_id) == ["Cem Öz"]
    assert desk.send(f"{path}/people/{first}/drop").status_code == 404


def no_place(desk, path):
    desk.send(f"{path}/people/new", {"name": "Eine zu viel"})
    return desk.page(path)


def test_everything_is_sent_once_more(desk, work, slug):
    public_id, _people = one(work, slug)
    desk.send(f"/events/{slug}/registrations/{public_id}/send-again")
    with work():
        assert session().scalars(select(OutboxMail.kind).order_by(OutboxMail.id)).all()[-1] == "tickets_again"


def test_a_person_is_deleted_for_good_after_a_question(desk, work, slug):
    public_id, _people = one(work, slug)
    path = f"/events/{slug}/registrations/{public_id}"
    assert "Endgültig löschen" in desk.page(f"{path}/erase")
    desk.send(f"{path}/erase")
    assert "Ada Muster" not in desk.page(path)
    with work():
        assert get_by_public_id(public_id).erased_at is not None


def test_a_template_fills_in_the_reason_for_declining(desk, work, slug):
    asked = ask_for_a_place(work, slug)
    with work():
        services.set_up(event=get_event(slug), replies=[{"title": "Voll", "text": "Leider ist alles voll."}])
    page = desk.page(f"/events/{slug}/registrations/{asked}?reply=0")
    assert "Leider ist alles voll.</textarea>" in page
    assert "Leider ist alles voll.</textarea>" not in desk.page(f"/events/{slug}/registrations/{asked}?reply=7")


def test_no_letter_is_promised_to_who_cancelled_meanwhile(desk, work, slug):
    public_id, _people = one(work, slug)
    path = f"/events/{slug}/registrations/{public_id}"
    assert desk.send(f"{path}/cancel").status_code == 303
    desk.send(f"{path}/send-again")
    page = desk.page(path)
    assert "hat gerade keine Anmeldung" in page
    assert "noch einmal per E-Mail" not in page


@pytest.mark.parametrize(
    "act", ["tags", "move", "send-again", "erase", "people/new", "people/x/replace", "people/x/drop"]
)
def test_another_desk_changes_nothing(desk, other_desk, work, slug, act):
    public_id, _people = one(work, slug)
    answer = other_desk.send(f"/events/{slug}/registrations/{public_id}/{act}", {"name": "Fremd", "tags": "x"})
    assert answer.status_code in {403, 404}
    assert heads_of(work, public_id) == ["Ada Muster"]
