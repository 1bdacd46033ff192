"""What lies in the bin is nowhere, comes back whole, and is erased whole after a month; an archive hides nothing."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from tests.factories.accounts import sign_in
from tests.factories.events import make_event
from tests.factories.mail import make_mailing
from tests.factories.registration import make_registration
from tests.world import make_world
from webapp.accounts.models import AccessLink, RoleAssignment
from webapp.capacity.models import Pool
from webapp.events import services
from webapp.events.errors import EventStateError
from webapp.events.models import Event
from webapp.events.queries import coming_events, desk_events, get_event, history_of, past_events
from webapp.events.services.publishing import throw_away
from webapp.events.types import Shelf
from webapp.foundation import clock, files, jobs
from webapp.foundation.database import Model, session, table_of
from webapp.foundation.http import page_cache
from webapp.foundation.search.models import SearchWord
from webapp.mail.models import Mailing, OutboxMail
from webapp.mail.types import MailKind
from webapp.organising.errors import CountedOnError
from webapp.organising.services import take_off_page
from webapp.organising.services import throw_away as throw_draft_away
from webapp.registration.models import Registration
from webapp.registration.services import cancel

CANARY = "Kanarienvogel"


@pytest.fixture
def world(app, work, now, monkeypatch):
    """Something of everything, all of it at one event, which is made a draft and thrown away."""
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", -1.0)
    with work():
        made = make_world(app)
        event = get_event(made.values["slug"][0])
        services.update_event(event=event, now=now, title=f"{CANARY} singt")
        made.values["slug"][0] = event.slug
    return made


def throw(work, slug):
    """Into the bin with it, whatever hangs on it: no service does that to what people are registered for."""
    with work():
        event = get_event(slug)
        event.status = "draft"
        session().flush()
        throw_away(event=event, now=clock.now())
        return event.public_id


def addresses(app, world):
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.rule.startswith(("/static", "/assets")):
            for path in world.addresses_of(rule):
                if adapter.match(path, method="GET"):
                    yield rule, path


def test_no_get_route_knows_what_lies_in_the_bin_and_all_do_again(app, work, world):
    slug = world.values["slug"][0]
    client = app.test_client()
    assert sign_in(client, world.admin).status_code == 303
    paths = [(rule, path) for rule, path in addresses(app, world) if "sign-out" not in path]
    about = {path for rule, path in paths if f"/{slug}" in path or rule.rule.startswith("/registrations/<token>")}
    before = {path: client.get(path).status_code for path in sorted(about)}
    assert sum(status == 200 for status in before.values()) > 50
    key = throw(work, slug)
    told = []
    for rule, path in paths:
        if rule.rule == "/manage/events/bin":
            continue
        answer = client.get(path)
        if CANARY.encode() in answer.data or (path in about and answer.status_code not in {302, 303, 403, 404, 410}):
            told.append((rule.endpoint, path, answer.status_code))
        assert answer.status_code < 500, path
    assert not told, "; ".join(f"{name} {path[:28]} {status}" for name, path, status in told)
    with work():
        (event,) = desk_events(host_ids=None, shelf=Shelf.BIN).events
        assert event.public_id == key
        services.take_back(event=event, now=clock.now())
        event.status = "published"
    assert {path: client.get(path).status_code for path in sorted(about)} == before


def test_no_job_does_anything_for_what_lies_in_the_bin(app, work, world):
    slug = world.values["slug"][0]
    with work():
        event = get_event(slug)
        make_mailing(event)
        make_mailing(event, MailKind.REMINDER)
        session().execute(update(OutboxMail).values(state="sent"))
    throw(work, slug)
    clock.move_on(timedelta(days=6, hours=12))
    with app.app_context():
        for each in list(jobs._jobs.values()):
            if each.minutes and "events.tasks" not in each.name and "presence" not in each.name:
                each.run()
    with work():
        mails = session().scalar(
            select(func.count()).where(OutboxMail.state == "waiting", OutboxMail.subject.contains(CANARY))
        )
        assert mails == 0
        states = session().scalars(select(Mailing.state).where(Mailing.kind == "message")).all()
        assert "running" not in states
        assert "done" not in states


@pytest.mark.both
def test_after_a_month_nothing_of_it_is_left(app, work, now):
    with work():
        world = make_world(app)
        slug = world.values["slug"][0]
        others = {table.name: count(table) for table in Model.metadata.sorted_tables}
        event = get_event(slug)
        services.update_event(event=event, now=now, title=CANARY)
        kept = files.keep(io.BytesIO(b"%PDF-1.4\n%%EOF\n"), name="plan.pdf", now=now)
        registration = session().scalars(select(Registration).where(Registration.event_id == event.id)).first()
        registration.answers = {**registration.answers, "plan": {"id": kept.id, "name": "plan.pdf", "type": "x"}}
        slug, number, key = event.slug, event.id, event.public_id
        place = files.path_of(kept.id)
    throw(work, slug)
    assert place.is_file()
    clock.move_on(timedelta(days=29))
    run(app, "erase_what_was_thrown_away")
    with work():
        assert desk_events(host_ids=None, shelf=Shelf.BIN).total == 1
    clock.move_on(timedelta(days=2))
    run(app, "erase_what_was_thrown_away")
    assert not place.exists()
    with work():
        assert others
        for table in Model.metadata.sorted_tables:
            for column in table.columns:
                if column.name == "event_id" and column.foreign_keys:
                    found = select(func.count()).select_from(table).where(column == number)
                    assert session().scalar(found) == 0, table.name
        for model in (AccessLink, RoleAssignment):
            assert session().scalar(select(func.count()).where(model.event_key == key)) == 0
        words = select(func.count()).where(SearchWord.kind == "event", SearchWord.target == number)
        assert session().scalar(words) == 0
        assert set(session().scalars(select(Pool.id))) == named_pools()
        assert CANARY not in everything()
        assert session().scalar(select(func.count()).select_from(Event)) == others["event"] - 1


def run(app, name):
    with app.app_context():
        next(each for each in jobs._jobs.values() if each.name.endswith(name)).run()


def count(table):
    return session().scalar(select(func.count()).select_from(table))


def named_pools():
    """The pools that something still names."""
    keys = (key for table in Model.metadata.sorted_tables for key in table.foreign_keys)
    columns = [key.parent for key in keys if key.column.table.name == "pool"]
    return {found for each in columns for found in session().scalars(select(each).where(each.is_not(None)))}


def everything():
    """All that the database holds, but for the addresses of pages, which are counted on."""
    tables = (table for table in Model.metadata.sorted_tables if table.name != "revision")
    return "\n".join(repr(tuple(row)) for table in tables for row in session().execute(select(table)))


@pytest.mark.both
def test_only_drafts_are_thrown_away_and_what_somebody_counts_on_is_not_even_taken_off_the_page(work, now):
    with work():
        event = make_event()
        registration = make_registration(event)
        for act in (take_off_page, throw_draft_away):
            with pytest.raises(CountedOnError):
                act(event=event, now=now)
    with work():
        registration = session().get(Registration, registration.id)
        event = get_event(event.slug)
        with pytest.raises(EventStateError):
            throw_away(event=event, now=now)
        cancel(registration=registration, now=now)
        sequence = event.sequence
        take_off_page(event=event, now=now)
        assert (event.status, event.published_at, event.sequence) == ("draft", None, sequence + 1)
        throw_draft_away(event=event, now=now)
        assert [entry.kind for entry in history_of(event.id)] == ["deleted", "withdrawn"]
    with pytest.raises(IntegrityError), work():
        session().execute(update(table_of(Event)).values(status="published"))


def test_what_is_archived_leaves_the_desk_s_lists_and_stays_public(client, work, now):
    with work():
        event = make_event("Vorbei", starts_in=timedelta(days=-3))
        running = make_event("Kommt")
        services.put_in_archive(event=event, now=now)
        with pytest.raises(EventStateError):
            services.put_in_archive(event=running, now=now)
        assert [each.title for each in desk_events(host_ids=None).events] == ["Kommt"]
        assert [each.title for each in desk_events(host_ids=None, shelf=Shelf.ARCHIVE).events] == ["Vorbei"]
        assert [each.title for each in past_events(now=now).events] == ["Vorbei"]
        slug = event.slug
    assert client.get(f"/events/{slug}").status_code == 200
    with work():
        services.take_up(event=get_event(slug), now=now)
        assert len(desk_events(host_ids=None).events) == 2
        assert coming_events(now=now).total == 1
