"""What anybody may have typed under an address keeps what it was told, and of several the confirmed one counts."""

import itertools

import pytest
from sqlalchemy import select, update

from tests.factories.events import make_event
from tests.factories.registration import cancel, make_registration
from tests.invited import GERMAN, OWN, invite, send
from webapp.capacity.queries import level
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.mail.models import OutboxMail
from webapp.registration import queries, services
from webapp.registration.errors import ChoiceFullError, RegistrationStateError
from webapp.registration.models import Invitation
from webapp.registration.types import LINK, Application, Head, Source

pytestmark = pytest.mark.usefixtures("now")


CHOICES = (("wood", {"de": "Holz"}), ("metal", {"de": "Metall"}))


def by_a_stranger(event, *, heads=2, email=OWN):
    people = (Head("Stranger Danger"), Head("Plus One"))[:heads]
    return make_registration(event, "Stranger Danger", email=email, confirmed=False, heads=people)


def stands(slug):
    """What holds of the address at the event: name, firm, heads, status, and how many places are taken."""
    event = get_event(slug)
    made = queries.find_live(event.id, OWN)
    said = (made.name, made.organisation, [each.name for each in made.attendees], made.status)
    return (*said, level(event.pool_id).taken)


@pytest.mark.both
@pytest.mark.parametrize("capacity", [50, 2, 1])
def test_what_a_stranger_typed_yields_to_what_the_invited_person_types(client, work, capacity):
    with work():
        event = make_event(capacity=max(capacity, 2))
        slug, (_invitation, token) = event.slug, invite(event)
        stranger = by_a_stranger(event, heads=min(capacity, 2)).public_id
    send(client, slug, OWN, token=token, name="Vera Vogt", organisation="Vogt GmbH")
    with work():
        assert stands(slug) == ("Vera Vogt", "Vogt GmbH", ["Vera Vogt"], "confirmed", 1)
        assert queries.get_by_public_id(stranger).status == "expired"
        assert session().scalar(select(Invitation.status)) == "accepted"
        with pytest.raises(RegistrationStateError):
            services.confirm_address(registration=queries.get_by_public_id(stranger), now=clock.now())


def test_whom_staff_let_in_keeps_that_place(client, work):
    """Nobody proved the address, but somebody stood there: that is no stranger's claim."""
    with work():
        event = make_event(capacity=2)
        slug, (_invitation, token) = event.slug, invite(event)
        there = Application(name="Vera am Einlass", email=OWN, source=Source.DOOR)
        services.walk_in(event=event, application=there, now=clock.now())
        session().execute(update(Invitation).values(status="open"))
    send(client, slug, OWN, token=token, name="Vera Vogt")
    with work():
        assert stands(slug)[0] == "Vera am Einlass"
        assert stands(slug)[3:] == ("confirmed", 1)


@pytest.mark.both
def test_the_invited_person_keeps_the_claim_though_others_wait(client, work):
    with work():
        event = make_event(capacity=2)
        slug, (_invitation, token) = event.slug, invite(event)
        by_a_stranger(event)
        waiting = make_registration(event, "Wanda", confirmed=True).public_id
        assert queries.get_by_public_id(waiting).status == "waiting"
    send(client, slug, OWN, token=token, name="Vera Vogt")
    with work():
        assert stands(slug)[3:] == ("confirmed", 2), "one place hers, the other one offered"
        assert queries.get_by_public_id(waiting).status == "offered"


@pytest.mark.both
def test_whoever_corrects_what_they_typed_has_the_place_although_somebody_waits(client, work):
    with work():
        event = make_event(capacity=2)
        slug = event.slug
        by_a_stranger(event)
        make_registration(event, "Wanda")
    send(client, slug, OWN, name="Vera Vogt")
    with work():
        event = get_event(slug)
        assert stands(slug)[3:] == ("waiting", 2), "as anybody else would be told"
        services.confirm_address(registration=queries.find_live(event.id, OWN), now=clock.now())
        assert stands(slug)[0] == "Vera Vogt"
        assert stands(slug)[3:] == ("confirmed", 2), "one place hers, the other one offered"


@pytest.mark.both
@pytest.mark.parametrize("capacity", [50, 2])
@pytest.mark.parametrize("proved_by", ["second", "first"])
def test_of_two_that_nobody_has_proved_the_one_counts_whose_link_is_opened(client, work, capacity, proved_by):
    with work():
        event = make_event(capacity=capacity)
        slug, first = event.slug, by_a_stranger(event).public_id
    send(client, slug, OWN, name="Vera Vogt", organisation="Vogt GmbH")
    with work():
        said = ("pending", 3) if capacity > 2 else ("waiting", 2)
        assert stands(slug) == ("Vera Vogt", "Vogt GmbH", ["Vera Vogt"], *said)
        second = queries.find_live(get_event(slug).id, OWN).public_id
        page = links.seal(LINK, first)
    said = client.get(f"/registrations/{page}", headers=GERMAN).text
    assert "noch einmal" in said
    assert "für Sie reserviert" in said
    with work():
        which, other = (second, first) if proved_by == "second" else (first, second)
        services.confirm_address(registration=queries.get_by_public_id(which), now=clock.now())
        assert queries.find_live(get_event(slug).id, OWN).public_id == which
        assert stands(slug)[3:] == ("confirmed", 1 if proved_by == "second" else 2)
        assert queries.get_by_public_id(other).status == "expired"
        with pytest.raises(RegistrationStateError):
            services.confirm_address(registration=queries.get_by_public_id(other), now=clock.now())
        pages = {each: links.seal(LINK, each) for each in (which, other)}
    said = client.get(f"/registrations/{pages[other]}", headers=GERMAN).text
    assert "gilt nicht mehr" in said
    assert "Anmeldung bestätigen" not in said
    assert "gilt nicht mehr" not in client.get(f"/registrations/{pages[which]}", headers=GERMAN).text
    send(client, slug, OWN, name="Wieder Fremd")
    with work():
        assert queries.find_live(get_event(slug).id, OWN).public_id == which


@pytest.mark.both
def test_the_form_sent_once_more_as_it_was_changes_nothing(client, work):
    with work():
        slug = make_event(capacity=1).slug
    send(client, slug, OWN, name="Vera Vogt")
    with work():
        first = queries.find_live(get_event(slug).id, OWN).public_id
    send(client, slug, OWN, name="Vera Vogt")
    with work():
        assert queries.find_live(get_event(slug).id, OWN).public_id == first
        assert session().scalars(select(OutboxMail.kind)).all() == ["confirmation_asked", "repeated"]


@pytest.mark.both
def test_nobody_loses_a_held_place_to_somebody_who_can_only_wait(client, work):
    with work():
        event = make_event(capacity=2)
        slug, first = event.slug, by_a_stranger(event, heads=1).public_id
        make_registration(event, "Da")
        two = Application("Zwei Leute", OWN, heads=(Head("Eins"), Head("Zwei")))
        services.register(event=event, application=two, now=clock.now())
    with work():
        assert stands(slug)[3:] == ("waiting", 2)
        made = services.confirm_address(registration=queries.get_by_public_id(first), now=clock.now())
        assert made.status == "confirmed"
        assert stands(slug)[3:] == ("confirmed", 2)


@pytest.mark.both
def test_a_rank_in_line_passes_on_and_back(client, work):
    with work():
        event = make_event(capacity=1)
        slug = event.slug
        make_registration(event, "Da")
        first = by_a_stranger(event, heads=1).public_id
        make_registration(event, "Wanda")
        ranks = [queries.get_by_public_id(first).queued_at]
    send(client, slug, OWN, name="Vera Vogt")
    with work():
        second = queries.find_live(get_event(slug).id, OWN)
        ranks.append(second.queued_at)
        made = services.confirm_address(registration=queries.get_by_public_id(first), now=clock.now())
        ranks.append(made.queued_at)
        assert (made.status, second.status, len(set(ranks))) == ("waiting", "expired", 1)


@pytest.mark.both
@pytest.mark.parametrize("invited", [False, True])
def test_a_full_workshop_is_no_obstacle_to_whoever_filled_it_and_has_the_address(client, work, invited):
    """By the form anybody may ask, and is told the same of every address: it is full."""
    with work():
        event = make_event(capacity=5)
        slug = event.slug
        asked = Definition("workshop", FieldKind.CHOICE, {"de": "Werkstatt"}, choices=CHOICES, places={"wood": 1})
        services.ask(event=event, definitions=[asked], now=clock.now())
        version = queries.setup_of(event.id).field_set_id
        given = {"answers": {"workshop": "wood"}, "field_set_id": version}
        first = make_registration(event, "Vera Vokt", email=OWN, confirmed=False, **given).public_id
        again = Application("Vera Vogt", OWN, heads=(Head("Vera Vogt"),), privacy_version="1", **given)
        if invited:
            found = invite(event)[0]
            services.accept_invitation(invitation=found, application=again, now=clock.now())
        else:
            with pytest.raises(ChoiceFullError):
                services.register(event=event, application=again, now=clock.now())
            services.confirm_address(registration=queries.get_by_public_id(first), now=clock.now())
    with work():
        assert stands(slug)[0] == ("Vera Vogt" if invited else "Vera Vokt")
        assert stands(slug)[3:] == ("confirmed", 1)


LATER = ("unproved", "confirmed", "waiting", "requested", "offered", "cancelled", "declined", "expired", "erased")


@pytest.mark.parametrize("way", ["form", "invitation"])
def test_the_link_of_what_was_replaced_asks_for_nothing_that_it_refuses(client, work, way):
    for later, is_open in itertools.product(LATER, (True, False)):
        email, token = f"{later}.{is_open}@example.org".lower(), None
        with work():
            event = make_event()
            slug, first = event.slug, by_a_stranger(event, heads=1, email=email).public_id
            if way == "invitation":
                token = invite(event, email)[1]
        send(client, slug, email, name="Vera Vogt", token=token)
        with work():
            event = get_event(slug)
            made = queries.find_live(event.id, email)
            if later != "unproved":
                services.confirm_address(registration=made, now=clock.now())
            if later == "erased":
                services.erase(registration=made, now=clock.now())
            elif later == "cancelled":
                cancel(made)
            elif later != "unproved":
                made.status = later
            if not is_open:
                event.registration_closes_at = clock.now()
            place, case = f"/registrations/{links.seal(LINK, first)}", (later, is_open)
        page = client.get(place, headers=GERMAN).text
        offered = f'action="{place}/confirm"' in page
        lives = later in {"confirmed", "waiting", "requested", "offered"} or (later == "unproved" and token)
        assert ("gilt nicht mehr" in page) is bool(lives), case
        is_held = later == "unproved" and not token  # as whatever waits for its confirmation: also after the deadline
        assert offered is ((is_open or is_held) and not lives), case
        assert ("Bestätigen Sie bitte trotzdem" in page) <= offered, case
        client.post(f"{place}/confirm", data={"once_key": f"{way}{case}"})
        page = client.get(place, headers=GERMAN).text
        assert ("lässt sich nicht mehr bestätigen" in page) is not offered, case
        with work():
            assert queries.get_by_public_id(first).is_proved is offered, case
