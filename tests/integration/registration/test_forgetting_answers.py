"""What was promised to be deleted soon after the event is nowhere any more: not in the history either."""

import io
from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.registration import by_link, make_registration, people
from tests.integration.registration.test_erasing import rows_that_hold
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, files
from webapp.mail.outbox.tasks import deliver_due
from webapp.registration import queries, services
from webapp.registration.queries.desk import history_of
from webapp.registration.types import Application, Head, Source

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]

SOON, LATE = "Kanarienvogel", "Turmfalke"
QUESTIONS = [
    Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Bedarf"}, kept_days=7),
    Definition("hers", FieldKind.ACCESS_NEEDS, {"de": "Ihr Bedarf"}, kept_days=7, of_each=True),
    Definition("paper", FieldKind.FILE, {"de": "Papier"}, kept_days=7),
    Definition("firm", FieldKind.TEXT, {"de": "Firma"}, kept_days=90),
]


def answered(now):
    kept = files.keep(io.BytesIO(b"%PDF-1.7 %%EOF " + now.isoformat().encode()), name=f"{SOON}.pdf", now=now)
    paper = {"id": kept.id, "name": kept.name, "size": 1, "type": "x"}
    return {"needs": f"{SOON} {now}", "paper": paper, "firm": f"{LATE} {now}"}


def change(made, hers=SOON, **answers):
    clock.move_on(timedelta(minutes=1))
    of_heads = {each.id: {"hers": f"{hers} {clock.now()}"} for each in made.attendees} if hers else {}
    by_link(services.change_answers, made, answers=answers, answers_of_heads=of_heads)


def at_an_event():
    """Somebody who changed and withdrew answers in every way that leaves a trace."""
    event = make_event(capacity=9)
    services.ask(event=event, definitions=QUESTIONS, now=clock.now())
    version = queries.setup_of(event.id).field_set_id
    made = make_registration(
        event, heads=people("Ada", "Ben", "Zoe"), answers=answered(clock.now()), field_set_id=version
    )
    change(made, **answered(clock.now()))
    nora = Head("Nora", answers={"hers": SOON})
    by_link(services.replace_attendee, made, attendee_id=made.attendees[0].id, head=nora)
    by_link(services.drop_attendee, made, attendee_id=made.attendees[0].id)
    change(made, **answered(clock.now()))
    change(made, firm=LATE, paper=made.answers["paper"])
    services.tag(registrations=[made], tags=["Presse"], now=clock.now())
    walk_in = Application(
        name="Wim", email="", source=Source.DOOR, heads=(Head("Wim", answers={"hers": SOON}),), field_set_id=version
    )
    services.walk_in(event=event, application=walk_in, now=clock.now())
    return event, made


def test_needs_stay_nowhere_when_their_time_is_over(app, work):
    with work():
        event, made = at_an_event()
        key = made.public_id
    with app.app_context():
        deliver_due()
    with work():
        made = queries.get_by_public_id(key)
        assert {table for table, _row in rows_that_hold(SOON)} == {
            "attendee",
            "registration",
            "registration_change",
            "stored_file",
        }
        clock.move_on(event.ends_at - clock.now() + timedelta(days=7) - timedelta(seconds=1))
        assert services.forget_old_answers(now=clock.now()) == 0
        clock.move_on(timedelta(seconds=1))
        assert services.forget_old_answers(now=clock.now()) == 2
        assert rows_that_hold(SOON) == []
        assert services.forget_old_answers(now=clock.now()) == 0


def test_the_history_keeps_what_may_be_kept_longer(work):
    with work():
        event, made = at_an_event()
        before = [entry.kind for entry in history_of(made.id)]
        clock.move_on(event.ends_at - clock.now() + timedelta(days=7))
        services.forget_old_answers(now=clock.now())
        entries = history_of(made.id)
        assert [entry.kind for entry in entries] == before
        fields = [one["field"] for entry in entries for one in entry.differences]
        assert sorted(set(fields)) == ["firm", "person", "tags"]
        assert rows_that_hold(LATE) != []
        clock.move_on(timedelta(days=83))
        assert services.forget_old_answers(now=clock.now()) == 1
        assert rows_that_hold(LATE) == []


def test_only_the_side_goes_whose_time_is_over(work):
    """The first version promised a week, the second one three months."""
    with work():
        event = make_event()
        services.ask(
            event=event, definitions=[Definition("firm", FieldKind.TEXT, {"de": "Firma"}, kept_days=7)], now=clock.now()
        )
        made = make_registration(event, answers={"firm": SOON}, field_set_id=queries.setup_of(event.id).field_set_id)
        services.ask(event=event, definitions=[QUESTIONS[3]], now=clock.now())
        change(made, hers=None, firm=LATE)
        clock.move_on(event.ends_at - clock.now() + timedelta(days=7))
        assert services.forget_old_answers(now=clock.now()) == 1
        assert rows_that_hold(SOON) == []
        kept = [
            (one["before"], one["after"])
            for entry in history_of(made.id)
            for one in entry.differences
            if one["field"] == "firm"
        ]
        assert kept == [(None, LATE)]
