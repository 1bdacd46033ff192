"""Whoever has a place reserved and says yes by their own invitation, or corrects the form, has no less than before."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_category, make_registration
from tests.html import parsed, text_of
from tests.invited import GERMAN, OWN, invite, send
from webapp.capacity.models import Pool
from webapp.capacity.queries import level
from webapp.events.queries import get_event
from webapp.events.services import change_capacity
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.models import Invitation, Registration
from webapp.registration.types import HOLDS_A_PLACE, LINK, Application

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]

CRAFTS = (("wood", {"de": "Holz"}), ("metal", {"de": "Metall"}))
GROUP = {"persons": "2", "coming_asked": "y", "coming": "y", "p1-name": "Kollege"}


def tick(minutes=1):
    clock.move_on(timedelta(minutes=minutes))


class Scene:
    """Of the last places one is reserved for Ina; she is invited as well."""

    def __init__(self, **places):
        self.event = make_event(**places)
        self.invitation, self.token = invite(self.event)

    def reserve(self, **values):
        self.first = make_registration(self.event, "Ina", email=OWN, confirmed=False, **values)
        assert self.first.status == "pending"
        tick()

    def say_yes(self, way, **values):
        """By the invitation with the name corrected, by the letter, or by the form once more and its letter."""
        tick()
        if way == "invitation":
            entered = Application("Ina Invited", OWN, privacy_version="1", **values)
            return services.accept_invitation(invitation=self.invitation, application=entered, now=clock.now())
        if way == "corrected":
            made = make_registration(self.event, "Ina Invited", email=OWN, confirmed=False, **values)
        return services.confirm_address(registration=made if way == "corrected" else self.first, now=clock.now())

    def stands(self):
        session().expire_all()
        return queries.find_live(self.event.id, OWN).status

    def is_counted_right(self):
        held = {}
        for each in session().scalars(select(Registration)):
            for pool_id, heads in {self.event.pool_id: each.heads, **each.takes}.items():
                held[int(pool_id)] = held.get(int(pool_id), 0) + heads * (each.status in HOLDS_A_PLACE)
        return all(pool.taken == held.get(pool.id, 0) for pool in session().scalars(select(Pool)))


@pytest.mark.parametrize("way", ["invitation", "letter", "corrected"])
def test_nobody_older_in_line_gets_what_was_reserved(work, way):
    with work():
        scene = Scene(capacity=1)
        there = make_registration(scene.event, "A")
        tick()
        older = make_registration(scene.event, "W", confirmed=False)
        assert older.status == "waiting"
        cancel(there)
        scene.reserve()
        services.confirm_address(registration=older, now=clock.now())
        scene.say_yes(way)
        assert (scene.stands(), older.status) == ("confirmed", "waiting")
        assert scene.is_counted_right()


@pytest.mark.parametrize("way", ["invitation", "letter", "corrected"])
def test_nobody_in_line_whose_wish_changed_gets_what_was_reserved(work, way):
    with work():
        scene = Scene(capacity=2)
        small, other = make_category(scene.event, capacity=1), make_category(scene.event)
        make_registration(scene.event, "A", category_id=small.id)
        older = make_registration(scene.event, "W", category_id=small.id)
        assert older.status == "waiting"
        scene.reserve(category_id=other.id)
        services.move(registration=older, category_id=other.id, now=clock.now())
        scene.say_yes(way, category_id=other.id)
        assert (scene.stands(), older.status) == ("confirmed", "waiting")
        assert scene.is_counted_right()


@pytest.mark.parametrize("fewer", ["event", "category", "answer"])
@pytest.mark.parametrize("way", ["invitation", "letter", "corrected"])
def test_fewer_places_take_nothing_of_what_was_reserved(work, way, fewer):
    with work():
        scene = Scene(capacity=3 if fewer == "event" else 9)
        category = make_category(scene.event, capacity=3)
        asked = Definition("craft", FieldKind.CHOICE, {"de": "Werkstatt"}, choices=CRAFTS, places={"wood": 3})
        services.ask(event=scene.event, definitions=[asked], now=clock.now())
        version = queries.setup_of(scene.event.id).field_set_id
        craft = "wood" if fewer == "answer" else "metal"
        said = {"category_id": category.id, "answers": {"craft": craft}, "field_set_id": version}
        for name in "AB":
            make_registration(scene.event, name, **said)
        scene.reserve(**said)
        if fewer == "event":
            change_capacity(event=scene.event, capacity=2)
        elif fewer == "category":
            services.change_category(event=scene.event, category=category, capacity=2, now=clock.now())
        else:
            less = Definition("craft", FieldKind.CHOICE, {"de": "Werkstatt"}, choices=CRAFTS, places={"wood": 2})
            services.ask(event=scene.event, definitions=[less], now=clock.now())
        if (way, fewer) == ("corrected", "answer"):
            return  # whoever may be anybody is told by the form that it is full, and the first letter stays good
        scene.say_yes(way, **said)
        assert scene.stands() == "confirmed"
        assert scene.is_counted_right()


def page_of(client, work, public_id):
    with work():
        page = f"/registrations/{links.seal(LINK, public_id)}"
    return text_of(parsed(client.get(page, headers=GERMAN)).find(".//main")).replace("\u00a0", " ")


def test_for_more_people_the_reserved_place_stays_and_the_page_asks_first(client, work):
    with work():
        scene = Scene(capacity=2)
        make_registration(scene.event, "A")
        scene.reserve()
        slug, token, first = scene.event.slug, scene.token, scene.first.public_id
    answer = send(client, slug, OWN, token=token, name="Ina", follow=True, **GROUP)
    said = text_of(parsed(answer).find(".//main")).replace("\u00a0", " ")
    assert "Ein Platz bleibt für Sie reserviert." in said
    assert "Für die Anmeldung auf dieser Seite sind nicht genügend Plätze frei." in said
    assert "auf Platz 1 der Warteliste" in said
    with work():
        more = queries.find_live(get_event(slug).id, OWN)
        assert (queries.get_by_public_id(first).status, more.status, more.heads) == ("pending", "waiting", 2)
        assert (session().scalar(select(Invitation.status)), level(more.event.pool_id).taken) == ("open", 2)
        letters = select(OutboxMail.about).where(OutboxMail.kind == "confirmation_asked").order_by(OutboxMail.id)
        assert session().scalars(letters).all()[1:] == [first, more.public_id]
        assert make_registration(more.event, "Neu").status == "waiting"
    assert "bis 10:30 Uhr für Sie reserviert" in page_of(client, work, first)
    with work():
        services.confirm_address(registration=queries.get_by_public_id(first), now=clock.now())
        assert queries.find_live(get_event(slug).id, OWN).public_id == first
        assert session().scalar(select(Invitation.status)) == "accepted"


@pytest.mark.parametrize("then", ["larger", "fewer", "room"])
def test_beside_what_stays_reserved_each_way_on_is_open(client, work, then):
    with work():
        scene = Scene(capacity=2)
        there = make_registration(scene.event, "A")
        scene.reserve()
        slug, token, first = scene.event.slug, scene.token, scene.first.public_id
    send(client, slug, OWN, token=token, name="Ina", **GROUP)
    with work():
        more = queries.find_live(get_event(slug).id, OWN).public_id
        if then == "room":
            cancel(queries.get_by_public_id(there.public_id))
    if then == "room":
        assert "Die Plätze sind bis 10:30 Uhr für Sie reserviert." in page_of(client, work, more)
    if then == "fewer":
        send(client, slug, OWN, token=token, name="Ina")
    else:
        with work():
            services.confirm_address(registration=queries.get_by_public_id(more), now=clock.now())
    with work():
        event = get_event(slug)
        made = queries.find_live(event.id, OWN)
        expected = {"larger": ("waiting", 2, 1), "fewer": ("confirmed", 1, 2), "room": ("confirmed", 2, 2)}
        assert (made.status, made.heads, level(event.pool_id).taken) == expected[then]
        assert queries.get_by_public_id(first).status == "expired"
        assert session().scalar(select(Invitation.status)) == "accepted"


def test_the_same_larger_group_once_more_changes_nothing(client, work):
    with work():
        scene = Scene(capacity=2)
        make_registration(scene.event, "A")
        scene.reserve()
        slug, token = scene.event.slug, scene.token
    seen = set()
    for _ in range(2):
        send(client, slug, OWN, token=token, name="Ina", **GROUP)
        with work():
            event = get_event(slug)
            seen.add(tuple(each.public_id for each in queries.live_of(event.id, OWN)))
    assert len(seen) == 1
    with work():
        kinds = select(OutboxMail.kind).where(OutboxMail.kind.in_(["confirmation_asked", "repeated"]))
        assert session().scalars(kinds.order_by(OutboxMail.id)).all()[1:] == ["confirmation_asked"] * 2 + ["repeated"]


def test_what_is_to_be_approved_ends_no_reserved_place_unasked(work, client):
    with work():
        scene = Scene(capacity=2)
        guests, press = make_category(scene.event), make_category(scene.event, needs_approval=True)
        scene.reserve(category_id=guests.id)
        entered = Application("Ina", OWN, privacy_version="1", category_id=press.id)
        made = services.accept_invitation(invitation=scene.invitation, application=entered, now=clock.now())
        assert (scene.first.status, made.registration.status) == ("pending", "requested")
        page = made.registration.public_id
    said = page_of(client, work, page)
    assert "Ein Platz bleibt für Sie reserviert." in said
    assert "muss der Veranstalter noch entscheiden" in said


def test_a_full_answer_is_refused_and_takes_nothing_of_what_is_reserved(work, client):
    with work():
        scene = Scene(capacity=5)
        places = {"wood": 1, "metal": 1}
        asked = Definition("craft", FieldKind.CHOICE, {"de": "Werkstatt"}, choices=CRAFTS, places=places)
        services.ask(event=scene.event, definitions=[asked], now=clock.now())
        version = {"field_set_id": queries.setup_of(scene.event.id).field_set_id}
        make_registration(scene.event, "Holz", answers={"craft": "wood"}, **version)
        scene.reserve(answers={"craft": "metal"}, **version)
        slug, token = scene.event.slug, scene.token
    answer = send(client, slug, OWN, token=token, name="Ina", **{"q-craft": "wood"})
    assert answer.status_code == 422
    with work():
        event = get_event(slug)
        assert [each.status for each in queries.live_of(event.id, OWN)] == ["pending"]
        assert level(event.pool_id).taken == 2
