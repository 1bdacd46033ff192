"""A person is gone from everything that is kept, and what is counted stays."""

import io
import logging
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories.accounts import make_user
from tests.factories.events import make_event
from tests.factories.registration import by_link, cancel, make_registration, people
from webapp.accounts.types import Role
from webapp.capacity.queries import level
from webapp.events.services import cancel_event, postpone_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, files, jobs, traces
from webapp.foundation.database import Model, session, sqlite_module
from webapp.mail.outbox.tasks import deliver_due
from webapp.registration import queries, services
from webapp.registration.models import AttendeeRequest, GuestList, Registration
from webapp.registration.tasks import forget_in_time
from webapp.registration.types import Head

pytestmark = pytest.mark.usefixtures("now")

CANARY = "Kanarienvogel"
ALONG = "kopf.gefieder@example.org"  # is told that the ticket is void, and forgotten then
QUESTIONS = [
    Definition("firm", FieldKind.TEXT, {"de": "Firma"}),
    Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Bedarf"}, kept_days=7),
    Definition("file", FieldKind.FILE, {"de": "Datei"}),
]


def canary(event, **values):
    """Somebody whose name is in everything that they can leave behind."""
    kept = files.keep(io.BytesIO(b"%PDF-1.7 %%EOF " + CANARY.encode()), name=f"{CANARY}.pdf", now=clock.now())
    answers = {"firm": CANARY, "needs": CANARY, "file": {"id": kept.id, "name": kept.name, "size": 1, "type": "x"}}
    registration = make_registration(
        event,
        f"Kim {CANARY}",
        email=f"{CANARY}@example.org",
        organisation=CANARY,
        heads=(Head(CANARY, ALONG, {"firm": CANARY}), Head(f"{CANARY} zwei")),
        answers=answers,
        field_set_id=queries.setup_of(event.id).field_set_id,
        **values,
    )
    how = {"registration": registration, "now": clock.now()}
    services.replace_attendee(**how, attendee_id=registration.attendees[1].id, head=Head(f"{CANARY} drei"))
    services.tag(registrations=[registration], tags=[CANARY], now=clock.now())
    return registration


def asking_event(capacity=10, **values):
    event = make_event(capacity=capacity, **values)
    services.ask(event=event, definitions=QUESTIONS, now=clock.now())
    return event


def rows_that_hold(word):
    return [
        (table.name, row)
        for table in Model.metadata.sorted_tables
        for row in session().execute(select(table)).mappings()
        if word.casefold() in repr(dict(row)).casefold()
    ]


def files_that_hold(folder, word):
    kept = [path for path in folder.rglob("*") if path.is_file() and "sqlite3" not in path.name]
    return [path for path in kept if word.casefold().encode() in (path.name.encode() + path.read_bytes()).lower()]


@pytest.mark.both
def test_a_canary_leaves_no_trace_and_the_counts_stay(app, work, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    with work():
        event = asking_event()
        event_id, canary_id = event.id, canary(event).public_id
        cancel(make_registration(event))
    with app.app_context():
        deliver_due()
    with work():
        # Mail that was delivered, an invitation and a file lie around as well.
        services.invite(
            event=queries.get_by_public_id(canary_id).event,
            guests=[services.Guest(CANARY, f"{CANARY}@example.org")],
            now=clock.now(),
        )
        for name in (CANARY, "somebody"):
            table = io.BytesIO(f"Name;E-Mail\nGast;{name}@example.org\n".encode())
            kept = {"name": "gaeste.csv", "category_id": None, "language": "de", "now": clock.now()}
            services.take_list(event=queries.get_by_public_id(canary_id).event, stream=table, **kept)
        assert len(rows_that_hold(CANARY)) > 5
        assert len(files_that_hold(tmp_path, CANARY)) > 2
        services.erase(registration=queries.get_by_public_id(canary_id), now=clock.now())
        counts = queries.counts_of(event_id)
    with work():
        assert rows_that_hold(CANARY) == []
        assert queries.counts_of(event_id) == counts
        assert (counts.cancelled, counts.confirmed) == (3, 0)
        # A table in which the person doesn't stand waits for the organizer as before.
        assert session().scalar(select(func.count()).select_from(GuestList)) == 1
        assert [(table, row["kind"]) for table, row in rows_that_hold(ALONG)] == [("outbox_mail", "no_longer")]
    with app.app_context():
        deliver_due()
    with work():
        assert rows_that_hold(ALONG) == []
    assert files_that_hold(tmp_path, CANARY) == []
    assert CANARY.casefold() not in caplog.text.casefold()


def all_files_that_hold(folder, *words):
    """Bytes are bytes: the database, and what SQLite lays beside it, as well."""
    found = set()
    for path in folder.rglob("*"):
        content = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        found |= {path.name for word in words if word.casefold().encode() in content.lower()}
    return found


BY_THE_TIME = "when their time is over"


@pytest.mark.parametrize("how", ["by the desk", BY_THE_TIME])
def test_no_byte_of_a_person_is_left_in_any_file_while_the_server_runs(app, work, tmp_path, how):
    with work():
        event = asking_event()
        canary_id = canary(event).public_id
        for _ in range(30):
            make_registration(event, "Somebody Else")
        ends_at = event.ends_at
    with app.app_context():
        deliver_due()
    assert {"dialogwerk.sqlite3-wal"} <= all_files_that_hold(tmp_path, CANARY)
    if how == BY_THE_TIME:
        clock.move_on(ends_at - clock.now() + timedelta(days=4_000))
    else:
        with work():
            services.erase(registration=queries.get_by_public_id(canary_id), now=clock.now())
    with app.app_context():
        asked = {task.name for task in jobs.queue(app).pending()}
        for _ in range(1 + (how == BY_THE_TIME)):
            jobs.registered()["webapp.registration.tasks.forget_in_time"].run()
    if how != BY_THE_TIME:
        assert "webapp.foundation.traces.leave_no_traces" in asked
    with app.app_context():
        jobs.registered()["webapp.foundation.traces.leave_no_traces"].run()
    assert all_files_that_hold(tmp_path, CANARY) == set()


def test_whoever_reads_or_writes_is_not_held_up_and_the_log_is_emptied_later(app, work, tmp_path):
    wal = tmp_path / "dialogwerk.sqlite3-wal"
    with work():
        canary(asking_event())
    assert wal.stat().st_size > 0
    for begin in ("BEGIN IMMEDIATE", "BEGIN"):
        with closing(sqlite_module().connect(tmp_path / "dialogwerk.sqlite3", isolation_level=None)) as other:
            other.execute(begin)
            other.execute("SELECT count(*) FROM event").fetchone()
            if begin == "BEGIN":
                with work():
                    make_user(Role.ADMIN, email="admin@example.org")
            with app.app_context():
                assert not traces.is_log_empty()
            other.execute("ROLLBACK")
    with app.app_context():
        assert traces.is_log_empty()
    assert wal.stat().st_size == 0


@pytest.mark.both
def test_after_the_event_the_place_stays_counted_and_the_person_goes(work):
    with work():
        event = asking_event()
        registration = canary(event)
        clock.move_on(event.ends_at - clock.now() + timedelta(seconds=1))
        for _ in range(2):
            services.erase(registration=registration, now=clock.now())
        assert (registration.status, registration.heads, registration.erased_at) == ("confirmed", 2, clock.now())
        assert rows_that_hold(CANARY) == []


@pytest.mark.both
@pytest.mark.parametrize("stands", ["confirmed", "waiting", "unproved"])
@pytest.mark.parametrize("fate", ["cancelled", "postponed", "postponed and its old date over"])
def test_nobody_asks_in_vain_to_be_forgotten_whatever_became_of_the_event(work, fate, stands):
    with work():
        event = asking_event(capacity=2)
        if stands == "waiting":
            make_registration(event, heads=people("Da", "Auch da"))
        registration = canary(event, confirmed=stands != "unproved")
        if fate == "cancelled":
            cancel_event(event=event, now=clock.now(), reason="Sturm")
        else:
            postpone_event(event=event, now=clock.now(), reason="Sturm")
        if fate.endswith("over"):
            clock.move_on(event.ends_at - clock.now() + timedelta(days=3))
        by_link(services.erase, registration)
        assert rows_that_hold(CANARY) == []
        assert (registration.status, queries.counts_of(event.id).waiting) == ("cancelled", 0)
        assert level(event.pool_id).taken == (2 if stands == "waiting" else 0)


@pytest.mark.both
def test_who_waits_for_a_new_date_is_remembered_for_a_year_longer_and_then_takes_no_place_of_it(work):
    with work():
        event = asking_event(capacity=2)
        services.set_up(event=event, kept_days=30)
        services.invite(event=event, guests=[services.Guest("Ina", "ina@example.org")], now=clock.now())
        seated = make_registration(event, heads=people("Da", "Auch da"))
        waiting = canary(event)
        postpone_event(event=event, now=clock.now(), reason="Sturm")
        clock.move_on(event.ends_at - clock.now() + timedelta(days=365 + 30) - timedelta(seconds=1))
        assert (services.forget_old_people(now=clock.now()), services.forget_old_answers(now=clock.now())) == (0, 1)
        clock.move_on(timedelta(seconds=1))
        assert services.forget_old_people(now=clock.now()) == 3
        assert rows_that_hold(CANARY) == []
        assert (seated.status, waiting.status, level(event.pool_id).taken) == ("cancelled", "cancelled", 0)
        span = {"starts_at": clock.now() + timedelta(days=9), "ends_at": clock.now() + timedelta(days=10)}
        postpone_event(event=event, now=clock.now(), reason="Doch", **span)
        assert services.fill_free_places(now=clock.now()) == 0


def test_guests_who_never_answered_are_forgotten_when_their_time_is_over(work):
    with work():
        event = asking_event()
        services.set_up(event=event, kept_days=10)
        services.invite(event=event, guests=[services.Guest(CANARY, f"{CANARY}@example.org")], now=clock.now())
        clock.move_on(event.ends_at - clock.now() + timedelta(days=9))
        assert services.forget_old_people(now=clock.now()) == 0
        clock.move_on(timedelta(days=1))
        assert services.forget_old_people(now=clock.now()) == 1
    with work():
        assert rows_that_hold(CANARY) == []


@pytest.mark.both
def test_people_are_forgotten_when_their_time_is_over(work):
    with work():
        event = asking_event()
        services.set_up(event=event, kept_days=30)
        canary(event)
        other = make_registration(make_event())
        clock.move_on(event.ends_at - clock.now() + timedelta(days=30) - timedelta(seconds=1))
        assert services.forget_old_people(now=clock.now()) == 0
        clock.move_on(timedelta(seconds=1))
        assert services.forget_old_people(now=clock.now()) == 1
        assert services.forget_old_people(now=clock.now()) == 0
        assert rows_that_hold(CANARY) == []
        assert other.name != ""


@pytest.mark.both
def test_access_needs_go_first(work):
    with work():
        event = asking_event()
        registration = canary(event)
        clock.move_on(event.ends_at - clock.now() + timedelta(days=7) - timedelta(seconds=1))
        assert services.forget_old_answers(now=clock.now()) == 0
        clock.move_on(timedelta(seconds=1))
        assert services.forget_old_answers(now=clock.now()) == 1
        assert sorted(registration.answers) == ["file", "firm"]
        clock.move_on(timedelta(days=83))
        services.forget_old_answers(now=clock.now())
        assert (registration.answers, registration.attendees[0].answers) == ({}, {})
        assert session().scalars(select(files.StoredFile)).all() == []
        assert session().scalar(select(Registration.name)) == f"Kim {CANARY}"


@pytest.mark.both
@pytest.mark.parametrize("days", [7, 10, 11, 40, 179])
def test_answers_go_however_late_somebody_looks(work, days):
    with work():
        event = asking_event()
        registration = canary(event)
        clock.move_on(event.ends_at - clock.now() + timedelta(days=days))
        assert services.forget_old_answers(now=clock.now()) == 1
        assert services.forget_old_answers(now=clock.now()) == 0
        assert "needs" not in registration.answers


def test_what_nobody_decided_on_goes_with_its_answers(work):
    with work():
        event = asking_event()
        registration = make_registration(event)
        made = {"registration_id": registration.id, "public_id": "w" * 22, "name": CANARY, "asked_at": clock.now()}
        version = queries.setup_of(event.id).field_set_id
        session().add(AttendeeRequest(**made, answers={"needs": CANARY}, field_set_id=version))
        session().flush()
        clock.move_on(event.ends_at - clock.now() + timedelta(days=7) - timedelta(seconds=1))
        assert services.forget_old_answers(now=clock.now()) == 0
        clock.move_on(timedelta(seconds=1))
        assert services.forget_old_answers(now=clock.now()) == 1
        assert rows_that_hold(CANARY) == []


def test_an_event_whose_people_are_kept_for_long_holds_up_no_other(work, monkeypatch):
    monkeypatch.setattr("webapp.registration.services.forgetting._ONCE", 2)
    with work():
        early, late = make_event("Früh"), make_event("Spät", starts_at=clock.now() + timedelta(days=60))
        services.set_up(event=early, kept_days=3650)
        services.set_up(event=late, kept_days=10)
        for event in (early, early, early, late):
            make_registration(event)
        clock.move_on(late.ends_at - clock.now() + timedelta(days=10))
        assert services.forget_old_people(now=clock.now()) == 1


def test_the_job_forgets_in_time(app, work, tmp_path):
    with work():
        event = asking_event()
        canary(event)
        clock.move_on(event.ends_at - clock.now() + timedelta(days=180))
    orphan = tmp_path / "files" / "ab" / "abcdefghijklmnopqrstuv"
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"left behind")
    with app.app_context():
        forget_in_time()
    with work():
        assert rows_that_hold(CANARY) == []
    assert files_that_hold(tmp_path, CANARY) == []
    assert not orphan.exists()
