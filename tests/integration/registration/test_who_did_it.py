"""Whatever way something comes in by, the history says who did it."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.factories.accounts import make_access_link, make_user, sign_in
from tests.factories.canvases import make_canvas
from tests.factories.events import make_event
from tests.factories.registration import make_registration, people
from webapp.accounts.types import LINK as ACCESS
from webapp.accounts.types import Role
from webapp.canvases.models import CanvasRevision
from webapp.canvases.types import LINK as CANVAS
from webapp.checkin.models import CheckIn
from webapp.events.queries import get_event
from webapp.factory import command_group
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.registration import queries, services
from webapp.registration.models import Change
from webapp.registration.tasks import keep_places_moving
from webapp.registration.types import LINK, STAFF_LINK

pytestmark = pytest.mark.usefixtures("now")


class Hall:
    """An event for two that is full, somebody who waits, and browsers that come in by each way."""

    def __init__(self, app, work):
        self.app, self.work = app, work
        with work():
            event = make_event(capacity=2, starts_in=timedelta(hours=1))
            services.set_up(event=event, most_heads=4)
            user = make_user(Role.ORGANIZER, organisation_id=event.host_id)
            self.slug, self.event_id, self.user, self.email = event.slug, event.id, user.public_id, user.email
            self.made = make_registration(event, heads=people("Ada", "Alex")).public_id
            self.waits = make_registration(event, "Wanda").public_id
            links = {role: make_access_link(event, role).public_id for role in (Role.DOOR, Role.FACILITATOR)}
            self.canvas = make_canvas(event).public_id
        self.links = links

    def seal(self, purpose, public_id):
        return tokens.seal(self.app.config["SECRET_KEY"], purpose, public_id)

    def browser(self, *, user=False, link=None):
        client = self.app.test_client()
        if user:
            assert sign_in(client, self.email).status_code == 303
        if link is not None:
            assert client.post(f"/link/{self.seal(ACCESS, self.links[link])}").status_code == 303
        return client

    def send(self, client, path, **typed):
        data = {"once_key": tokens.new_id(), **typed}
        answer = client.post(path, data=data, headers={"Accept-Language": "de"})
        assert answer.status_code == 303, (path, answer.status_code)

    def own(self, purpose=LINK, of=None):
        return f"/{'join' if purpose == STAFF_LINK else 'registrations'}/{self.seal(purpose, of or self.made)}"

    def desk(self, rest, of=None):
        return f"/manage/events/{self.slug}/registrations/{of or self.made}/{rest}"

    def said(self, of=None):
        """What the history says by now: what, and who did it."""
        with self.work():
            found = queries.get_by_public_id(of or self.made)
            rows = select(Change.kind, Change.actor_key).where(Change.registration_id == found.id).order_by(Change.id)
            return [tuple(row) for row in session().execute(rows)]


@pytest.fixture
def hall(app, work):
    return Hall(app, work)


def test_whoever_is_signed_in_did_it_and_whoever_moves_up_is_offered_a_place_by_nobody(hall):
    hall.send(hall.browser(user=True), hall.desk("cancel"), seen=_all(hall))
    assert hall.said()[-1] == ("cancelled", hall.user)
    assert hall.said(hall.waits)[-1] == ("offered", "system")


def test_an_access_link_did_what_was_done_at_the_door(hall, work):
    door = hall.browser(link=Role.DOOR)
    hall.send(door, f"/checkin/{hall.slug}/walk-in", name="Vera", beyond="y")
    with work():
        vera = session().scalars(select(Change).order_by(Change.id.desc())).first()
        scanned = session().scalars(select(CheckIn)).one()
        assert (vera.kind, vera.actor_key, scanned.actor_key) == ("came_in", *[f"link:{hall.links[Role.DOOR]}"] * 2)


def test_whoever_is_signed_in_and_holds_a_link_as_well_did_it_by_name(hall, work):
    door = hall.browser(user=True, link=Role.DOOR)
    hall.send(door, f"/checkin/{hall.slug}/walk-in", name="Vera", beyond="y")
    with work():
        assert session().scalars(select(CheckIn.actor_key)).one() == hall.user


@pytest.mark.parametrize("who", [{}, {"user": True}, {"link": Role.DOOR}], ids=["nobody else", "staff", "the door"])
def test_by_its_link_the_person_who_registered_did_it_whoever_else_holds_the_browser(hall, who):
    client = hall.browser(**who)
    with hall.work():
        alex = queries.get_by_public_id(hall.made).attendees[1].public_id
    hall.send(client, hall.own(STAFF_LINK, hall.waits), name="Willi")
    assert hall.said(hall.waits)[-1] == ("person_added", f"join:{hall.waits}")
    hall.send(client, f"{hall.own()}/people/{alex}/leave")
    assert hall.said()[-1] == ("person_left", f"registration:{hall.made}")
    hall.send(client, f"{hall.own()}/cancel", seen=_all(hall))
    assert hall.said()[-1] == ("cancelled", f"registration:{hall.made}")


def test_an_offer_is_taken_by_whoever_has_it_and_runs_out_by_itself(hall, work):
    with work():
        services.cancel(registration=queries.get_by_public_id(hall.made), now=clock.now())
    hall.send(hall.browser(user=True), f"{hall.own(of=hall.waits)}/accept")
    own = f"registration:{hall.waits}"
    assert hall.said(hall.waits) == [("confirmed_address", own), ("offered", "system"), ("accepted", own)]


def test_a_job_did_it_by_itself(hall, work, app):
    with work():
        services.cancel(registration=queries.get_by_public_id(hall.made), now=clock.now())
        until = queries.get_by_public_id(hall.waits).held_until
    clock.move_on(until - clock.now() + timedelta(seconds=1))
    with app.app_context():
        keep_places_moving()
    assert hall.said(hall.waits)[-1] == ("offer_expired", "system")


def test_a_command_did_it_by_itself(app, work, tmp_path, monkeypatch):
    from webapp.cli import serving

    for name in ("keep_to_owner", "write_alone", "bring_up_to_date"):
        monkeypatch.setattr(serving, name, lambda: None)
    command = command_group()
    command.create_app = lambda: app
    assert CliRunner().invoke(command, ["demo", "load"]).exit_code == 0
    with work():
        told = set(session().scalars(select(Change.actor_key).where(Change.kind == "cancelled")))
        assert told == {"system"}
        assert set(session().scalars(select(CheckIn.actor_key))) == {"system"}


def test_a_group_wrote_by_its_link_and_whoever_looks_after_the_event_by_name(hall, work):
    address = f"/canvases/{hall.seal(CANVAS, hall.canvas)}"
    for version, client in enumerate((hall.browser(), hall.browser(link=Role.FACILITATOR), hall.browser(user=True)), 1):
        hall.send(client, address, seen_version=version, f_title=f"Titel {version}")
    with work():
        told = session().scalars(select(CanvasRevision.actor_key).order_by(CanvasRevision.version)).all()
        assert told == ["system", f"canvas:{hall.canvas}", f"link:{hall.links[Role.FACILITATOR]}", hall.user]


def test_what_entails_something_in_another_room_did_not_do_it(hall, work):
    """The desk takes the event off its date: those inside leave by nobody's hand."""
    door = hall.browser(link=Role.DOOR)
    hall.send(door, f"/checkin/{hall.slug}/walk-in", name="Vera", beyond="y")
    hall.send(hall.browser(user=True), f"/manage/events/{hall.slug}/take-off", reason="Sturm")
    with work():
        assert get_event(hall.slug).status == "postponed"
        log = session().scalars(select(CheckIn.actor_key).order_by(CheckIn.number)).all()
        assert log == [f"link:{hall.links[Role.DOOR]}", "system"]


def _all(hall):
    with hall.work():
        return queries.mark_of_people(queries.get_by_public_id(hall.made))
