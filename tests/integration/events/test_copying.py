"""A copy has all that hangs on an event but people and what became of it: compared with the tables there are."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, inspect, select

from tests.factories.accounts import make_access_link
from tests.factories.agenda import make_item
from tests.factories.canvases import make_plan
from tests.factories.events import make_event, make_venue
from tests.factories.mail import make_mailing
from tests.factories.organisations import make_organisation
from tests.factories.registration import make_category, make_registration
from tests.factories.stations import make_pitch, make_station
from webapp.accounts.acting import acting_as
from webapp.accounts.errors import MayNotError
from webapp.accounts.types import Actor, Assignment, Role
from webapp.checkin import services as checkin
from webapp.checkin.types import PointKind
from webapp.events import copying, services
from webapp.events.models import Event
from webapp.events.queries import history_of
from webapp.events.services.changing import Changes
from webapp.events.services.copying import ALWAYS, OF_THE_DRAFT
from webapp.events.services.erasing import hanging_on
from webapp.events.types import EventId, Part
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import Model, session
from webapp.mail import services as mail
from webapp.mail.types import MailKind, OwnWords
from webapp.registration import queries as registrations
from webapp.registration import services as registration
from webapp.registration.presets import of_format
from webapp.registration.queries.drafts import draft_of

ZONE = "Europe/Berlin"
BEGINS = clock.from_local(datetime(2027, 3, 24, 15), ZONE)  # a Wednesday in winter time
NEXT = clock.from_local(datetime(2028, 3, 29, 15), ZONE)  # in summer time
# What an event has by itself, or was decided about the one; all else can be changed, and so copied.
OF_THE_EVENT = {
    *("id", "public_id", "slug", "calendar_uid", "sequence", "touched_at", "created_at", "published_at", "pool_id"),
    *("status", "status_reason", "postponed_for", "moved_from", "ended_before", "archived_at", "deleted_at"),
}
SAID = {"title": "Werkstatt 2027", "language": "en", "conference_url": "https://example.org/raum"}
ANEW = {"format", "zone"}  # go along from the start

MEAL = Definition(
    key="essen",
    kind=FieldKind.CHOICE,
    label={"de": "Essen", "en": "Meal"},
    choices=(("mit", {"de": "mit", "en": "with"}), ("ohne", {"de": "ohne", "en": "without"})),
    places={"mit": 4},
)


def wall(moment):
    return clock.local(moment, ZONE).replace(tzinfo=None)


def furnished(now):
    """An event with something of everything that may go along, and with somebody."""
    host = make_organisation()
    event = make_event("Werkstatt 2027", host=host, venue=make_venue(), starts_at=BEGINS, capacity=30)
    series = services.settle_series(title="Werkstätten", host_id=host.id)
    services.update_event(
        event=event,
        now=now,
        **{name: f"Etwas zu {name}" for name, kind in Changes.__annotations__.items() if kind is str} | SAID,
        audience=["Betriebe"],
        bring=["Stift"],
        series_id=series.id,
        registration_closes_at=BEGINS - timedelta(days=2),
    )
    _field, _goal, measure = make_plan()
    services.link_measure(event=event, measure_id=measure.id, reason="Weil es hilft.")
    services.add_partner(event=event, organisation_id=make_organisation().id)
    make_item(event, begins=5, lasts=25, place="Saal", track="A", speakers=["Ada"], summary="Los.")
    station = make_station(event, capacity=7, summary="Was tun?")
    make_registration(event)
    make_category(
        event, capacity=5, opens_at=BEGINS - timedelta(days=9), closes_at=BEGINS - timedelta(days=3), code="2027"
    )
    registration.set_up(
        event=event, most_heads=3, kept_days=90, offer_hours=5, replies=[{"title": "Nein", "text": "x"}]
    )
    registration.ask(event=event, definitions=(*of_format("future_workshop").questions, MEAL), now=now)
    checkin.add_point(event=event, kind=PointKind.GATE, name="Nord")
    checkin.add_point(event=event, kind=PointKind.ROOM, name="Am Tisch", station=station)
    mail.word(event=event, kind=MailKind.SEAT_CONFIRMED, lang="de", words=OwnWords("Schön", "Bis dann"))
    make_mailing(event, MailKind.REMINDER)
    make_mailing(event, MailKind.MESSAGE)
    make_pitch(event)
    registration.invite(event=event, guests=[registration.Guest("Ada", "ada@example.org")], now=now)
    make_access_link(event)
    return event


def copy(event, parts=tuple(Part), **said):
    given = {"title": event.title, "starts_at": NEXT, "ends_at": NEXT + timedelta(hours=2), "host_id": event.host_id}
    return services.copy_event(event=event, now=clock.now(), parts=parts, **{**given, **said})


def tables_of_events():
    """Every model whose rows hang on an event, by foreign key or by its public id."""
    for mapper in Model.registry.mappers:
        model = mapper.class_
        if model is not Event and (
            hanging_on(mapper.local_table, EventId(0)) is not None or "event_key" in mapper.columns
        ):
            yield model


def test_of_every_table_it_is_said_whether_it_goes_along_and_of_every_column_of_an_event():
    told = copying.copied.keys() | copying.left_behind.keys()
    assert set(tables_of_events()) == told, "say in the room's copying.py what becomes of it"
    assert not copying.copied.keys() & copying.left_behind.keys()
    named = {"venue": "venue_id"}
    changed = {named.get(name, name) for name in Changes.__annotations__}
    columns = {each.key for each in inspect(Event).column_attrs}
    assert columns == changed | OF_THE_EVENT | ANEW
    assert Changes.__annotations__.keys() >= ALWAYS | OF_THE_DRAFT


@pytest.mark.both
def test_all_goes_along_but_people_and_what_became_of_it(work, now):
    with work():
        event = furnished(now)
        made = copy(event)
        session().flush()
        assert (made.status, made.published_at, made.sequence, made.pool.taken) == ("draft", None, 0, 0)
        assert made.pool.capacity == 30
        for name in Changes.__annotations__.keys() - OF_THE_DRAFT:
            assert getattr(made, name) == getattr(event, name) != "", name
        for model, but in copying.copied.items():
            before, after = rows(model, event), rows(model, made)
            expected = [row for row in before if getattr(row, "kind", "") != MailKind.MESSAGE]
            assert len(expected) == len(after) > 0, model
            own = {"id", "public_id", "event_id", *but}
            names = [each.key for each in inspect(model).column_attrs if each.key not in own]
            for old, new in zip(expected, after, strict=True):
                assert {n: getattr(old, n) for n in names} == {n: getattr(new, n) for n in names}, model
        for model in copying.left_behind:
            table = model.__table__
            if (of_made := hanging_on(table, made.id)) is not None and model.__tablename__ != "event_change":
                assert session().scalar(select(func.count()).select_from(table).where(of_made)) == 0, model
        asked = registrations.setup_of(made.id)
        assert asked.definitions == registrations.setup_of(event.id).definitions
        assert [(entry.kind, entry.reason) for entry in history_of(made.id)] == [("copied", "Werkstatt 2027")]


def rows(model, event):
    of_event = select(model).where(model.event_id == event.id)
    return session().scalars(of_event.order_by(*inspect(model).primary_key)).all()


def test_what_has_a_time_keeps_its_distance_to_the_start_on_the_wall(work, now):
    with work():
        event = furnished(now)
        made = copy(event)
        pairs = [(event.registration_closes_at, made.registration_closes_at)]
        for model, names in ((copying_model("agenda_item"), ("starts_at", "ends_at")),):
            pairs += [
                (getattr(old, name), getattr(new, name))
                for old, new in zip(rows(model, event), rows(model, made), strict=True)
                for name in names
            ]
        (old,), (new,) = registrations.categories_of(event.id), registrations.categories_of(made.id)
        pairs += [(old.opens_at, new.opens_at), (old.closes_at, new.closes_at)]
        for before, after in pairs:
            assert wall(after) - wall(made.starts_at) == wall(before) - wall(event.starts_at)
        assert wall(made.starts_at).hour == wall(event.starts_at).hour == 15


def copying_model(name):
    return next(model for model in copying.copied if model.__tablename__ == name)


def test_only_what_is_chosen_goes_along(work, now):
    with work():
        event = furnished(now)
        bare = copy(event, parts=())
        assert (bare.teaser, bare.registration_closes_at, bare.venue_id) == ("", None, event.venue_id)
        for model in copying.copied:
            assert rows(model, bare) == [], model
        # A room of the door belongs to a station that stays behind, a reminder to nobody's category.
        door = copy(event, parts=(Part.DOOR, Part.MAILS))
        assert [point.name for point in rows(copying_model("check_point"), door)] == ["Nord"]


def test_a_copy_is_for_ones_own_organisation_only_and_takes_no_foreign_series(work, now):
    with work():
        event, other = furnished(now), make_organisation()
        both = Actor(key="x", assignments=tuple(Assignment(Role.ORGANIZER, each) for each in (event.host_id, other.id)))
        with acting_as(both):
            assert copy(event, host_id=other.id).series_id is None
        mine = Actor(key="y", assignments=(Assignment(Role.ORGANIZER, event.host_id),))
        with acting_as(mine), pytest.raises(MayNotError):
            copy(event, host_id=other.id)
        theirs = Actor(key="z", assignments=(Assignment(Role.ORGANIZER, other.id),))
        with acting_as(theirs), pytest.raises(MayNotError):
            copy(event, host_id=other.id)


def test_questions_of_some_categories_are_asked_of_the_copys_own(work, now):
    with work():
        event = make_event()
        school, press = make_category(event), make_category(event)
        grade = Definition("grade", FieldKind.TEXT, {"de": "Klasse?"}, asked_of=(school.public_id,))
        registration.ask(event=event, definitions=(grade,), now=now)
        registration.put_question(event=event, definition=replace(grade, key="", asked_of=(press.public_id,)))
        made = copy(event)
        schools, presses = (each.public_id for each in registrations.categories_of(made.id))
        asked, drafted = registrations.setup_of(made.id).definitions, draft_of(made.id).definitions
    assert {school.public_id, press.public_id}.isdisjoint({schools, presses})
    assert [each.asked_of for each in asked] == [(schools,)]
    assert [each.asked_of for each in drafted] == [(schools,), (presses,)]
