"""Whoever tells what they need agrees that it is kept: that is noted wherever it is told, and ends with it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.accounts import make_access_link, make_user, sign_in
from tests.factories.events import make_event
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_category, make_registration, people
from tests.forms import sent_from
from tests.html import parsed
from tests.invited import OWN, invite
from webapp.accounts.types import Role
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.models import Registration
from webapp.registration.queries.wishes import wishes_of
from webapp.registration.types import LINK, STAFF_LINK

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.both]

GERMAN = {"Accept-Language": "de"}
NOTE = Definition("note", FieldKind.TEXT, {"de": "Was noch?"}, of_each=True)
NEEDS = Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Was brauchen Sie?"}, kept_days=7)
TOLD = "Rampe"


@pytest.fixture
def place(app, client, work):
    return Place(app, client, work)


class Place:
    """An event that asks for needs, of all or of each, and whoever fills in its pages."""

    def __init__(self, app, client, work):
        self.app, self.client, self.work = app, client, work

    def open(self, *, of_each, **values):
        with self.work():
            self.host = make_organisation()
            event = make_event(capacity=20, starts_in=timedelta(hours=1), host=self.host, **values)
            services.ask(event=event, definitions=[replace(NEEDS, of_each=of_each), NOTE], now=clock.now())
            self.slug = event.slug
            self.field = "p0-q-needs" if of_each else "q-needs"

    @property
    def event(self):
        return get_event(self.slug)

    def make(self, **values):
        with self.work():
            event = self.event
            made = make_registration(event, "Ada", field_set_id=queries.setup_of(event.id).field_set_id, **values)
            self.own = f"/registrations/{links.seal(LINK, made.public_id)}"
            return made.public_id

    def fill_in(self, path, field, told=TOLD, *, client=None, agrees=True, **typed):
        """Send the form of a page as it is, with what somebody needs."""
        client = client or self.client
        sent = sent_from(parsed(client.get(path, headers=GERMAN)), field) | {"once_key": tokens.new_id()}
        sent.pop(f"{field}-consent", None)
        answer = client.post(
            path, data={**sent, field: told, **({f"{field}-consent": "y"} if agrees else {}), **typed}, headers=GERMAN
        )
        assert answer.status_code == (303 if agrees or not told else 422)

    def data(self, public_id):
        return self.client.get(f"{self.own_page(public_id)}/data", headers=GERMAN).json

    def own_page(self, public_id):
        with self.work():
            return f"/registrations/{links.seal(LINK, public_id)}"

    def noted(self, public_id):
        return [each["text"] for each in self.data(public_id)["consents"]]

    def newest(self):
        with self.work():
            return (
                session()
                .scalars(select(Registration.public_id).order_by(Registration.id.desc()).limit(1))
                .one_or_none()
            )


def by_the_form(place, **how):
    place.fill_in(
        f"/events/{place.slug}/register", place.field, name="Ada", email="ada@example.org", consent="y", **how
    )
    return place.newest()


def by_an_invitation(place, **how):
    with place.work():
        _made, token = invite(place.event)
    path = f"/events/{place.slug}/register?invitation={token}"
    place.fill_in(path, place.field, name="Ina", email=OWN, consent="y", **how)
    return place.newest()


def by_the_own_page(place, **how):
    made = place.make()
    place.fill_in(f"{place.own}/answers", place.field, **how)
    return made


def by_one_more(place, **how):
    made = place.make()
    place.fill_in(f"{place.own}/people/new", "q-needs", name="Bo", **how)
    return made


def by_somebody_else(place, **how):
    made = place.make()
    with place.work():
        who = queries.get_by_public_id(made).attendees[0].public_id
    place.fill_in(f"{place.own}/people/{who}/replace", "q-needs", name="Bo", **how)
    return made


def by_the_link_for_others(place, **how):
    made = place.make(heads=people("Ada", "Alex"))
    with place.work():
        token = links.seal(STAFF_LINK, made)
    place.fill_in(f"/join/{token}", "q-needs", name="Bo", **how)
    return made


def _desk(place):
    with place.work():
        user = make_user(Role.ORGANIZER, organisation_id=place.host.id)
    client = place.app.test_client()
    assert sign_in(client, user.email).status_code == 303
    return client


def by_one_more_at_the_desk(place, **how):
    made = place.make()
    path = f"/manage/events/{place.slug}/registrations/{made}/people/new"
    place.fill_in(path, "q-needs", client=_desk(place), name="Bo", **how)
    return made


def by_somebody_else_at_the_desk(place, **how):
    made = place.make()
    with place.work():
        who = queries.get_by_public_id(made).attendees[0].public_id
    path = f"/manage/events/{place.slug}/registrations/{made}/people/{who}/replace"
    place.fill_in(path, "q-needs", client=_desk(place), name="Bo", **how)
    return made


def by_the_door(place, **how):
    client = place.app.test_client()
    with place.work():
        link = make_access_link(place.event, Role.DOOR)
    with client.session_transaction() as cookies:
        cookies["links"] = [link.public_id]
    place.fill_in(f"/checkin/{place.slug}/walk-in", "q-needs", client=client, name="Eva", **how)
    return place.newest()


WAYS = (
    by_the_form,
    by_an_invitation,
    by_the_own_page,
    by_one_more,
    by_somebody_else,
    by_the_link_for_others,
    by_one_more_at_the_desk,
    by_somebody_else_at_the_desk,
    by_the_door,
)


@pytest.mark.in_turns
@pytest.mark.parametrize("of_each", [True, False], ids=["each", "all"])
@pytest.mark.parametrize("way", WAYS)
def test_it_is_noted_wherever_needs_are_told(place, way, of_each):
    place.open(of_each=of_each)
    made = way(place)
    with place.work():
        row = next(each for each in queries.get_by_public_id(made).consents if each.text_key == "access_needs")
        assert (row.version, row.given_at) == ("none", clock.now())
    assert place.noted(made).count("access_needs") == 1


@pytest.mark.in_turns
@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_noted_for_who_tells_none(place, way):
    place.open(of_each=True)
    assert "access_needs" not in place.noted(way(place, told=""))


@pytest.mark.parametrize("way", [by_the_own_page, by_one_more_at_the_desk, by_the_door])
def test_without_it_nothing_is_kept(place, way):
    place.open(of_each=True)
    way(place, agrees=False)
    with place.work():
        assert not [each for each in session().scalars(select(Registration)) if TOLD in str(each.answers)]


def test_saving_twice_notes_it_once_and_another_notice_anew(place, monkeypatch):
    place.open(of_each=True)
    made = by_the_own_page(place)
    place.fill_in(f"{place.own}/answers", "p0-q-needs", "Rampe und Lift")
    assert place.noted(made).count("access_needs") == 1
    monkeypatch.setattr("webapp.fields.consents.privacy_version", lambda: "another")
    place.fill_in(f"{place.own}/answers", "p0-q-needs", "Rampe")
    with place.work():
        rows = [each.version for each in queries.get_by_public_id(made).consents if each.text_key == "access_needs"]
    assert rows == ["none", "another"]


def test_nobody_agrees_to_another_notice_by_changing_something_else(place, monkeypatch):
    place.open(of_each=True)
    made = by_the_own_page(place)
    monkeypatch.setattr("webapp.fields.consents.privacy_version", lambda: "another")
    place.fill_in(f"{place.own}/answers", "p0-q-note", "am Fenster")
    with place.work():
        found = queries.get_by_public_id(made)
        assert [each.version for each in found.consents if each.text_key == "access_needs"] == ["none"]
        assert "am Fenster" in str(found.attendees[0].answers)


@pytest.mark.parametrize("of_each", [True, False], ids=["each", "all"])
@pytest.mark.parametrize("way", [by_the_form, by_the_own_page])
def test_it_ends_when_the_needs_are_taken_back(place, way, of_each):
    place.open(of_each=of_each)
    made = way(place)
    with place.work():
        services.confirm_address(registration=queries.get_by_public_id(made), now=clock.now())
    place.fill_in(f"{place.own_page(made)}/answers", place.field, "", agrees=False)
    assert "access_needs" not in place.noted(made)
    assert "privacy" in place.noted(made)


def test_it_goes_on_while_somebody_else_needs_something(place):
    place.open(of_each=True)
    made = place.make(heads=people("Ada", "Bo"))
    both = {"p0-q-needs": TOLD, "p0-q-needs-consent": "y"}
    place.fill_in(f"{place.own}/answers", "p1-q-needs", "Lift", **both)
    place.fill_in(f"{place.own}/answers", "p0-q-needs", "", agrees=False)
    assert place.noted(made).count("access_needs") == 1
    place.fill_in(f"{place.own}/answers", "p1-q-needs", "", agrees=False)
    assert "access_needs" not in place.noted(made)


def test_it_stands_while_the_needs_of_who_left_are_kept(place):
    place.open(of_each=True)
    made = place.make(heads=people("Ada", "Bo"))
    place.fill_in(f"{place.own}/answers", "p1-q-needs", "Lift")
    with place.work():
        found = queries.get_by_public_id(made)
        services.drop_attendee(registration=found, attendee_id=found.attendees[1].id, now=clock.now())
    place.client.post(f"{place.own}/answers", data={"once_key": tokens.new_id()}, headers=GERMAN)
    assert "access_needs" in place.noted(made)


def test_it_ends_with_the_time_of_keeping(place):
    place.open(of_each=True)
    made = by_the_own_page(place)
    clock.move_on(timedelta(days=9))
    with place.work():
        assert services.forget_old_answers(now=clock.now()) == 1
    assert "access_needs" not in place.noted(made)


def test_what_the_host_still_decides_about_says_so_too(place):
    place.open(of_each=True)
    with place.work():
        category = make_category(place.event, needs_approval=True).id
    made = place.make(category_id=category)
    with place.work():
        services.approve(registration=queries.get_by_public_id(made), now=clock.now())
    place.fill_in(f"{place.own}/people/new", "q-needs", name="Bo")
    (wish,) = place.data(made)["wishes"]
    assert wish["consents"] == [{"text": "access_needs", "version": "none"}]
    assert "access_needs" not in place.noted(made)
    with place.work():
        (asked,) = wishes_of(queries.get_by_public_id(made).id)
        services.approve_attendee(request=asked, now=clock.now())
    assert place.noted(made).count("access_needs") == 1
