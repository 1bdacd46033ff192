"""A file that somebody sent stays as long as an answer of anybody names it, and not much longer."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import by_link, make_registration
from webapp.documents import services as documents
from webapp.documents.types import PaperKind
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock, files
from webapp.foundation import named_files as named_files_of
from webapp.foundation.database import Model, session
from webapp.registration import queries, services
from webapp.registration.models import AttendeeRequest
from webapp.registration.services.answered_files import named_files
from webapp.registration.types import Head

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("now")]
PDF = b"%PDF-1.7 a small file %%EOF"
ASKED = (
    Definition("cv", FieldKind.FILE, {"de": "Nachweis"}, of_each=True),
    Definition("plan", FieldKind.FILE, {"de": "Plan"}),
)


def sent(name="nachweis.pdf"):
    kept = files.keep(io.BytesIO(PDF), name=name, now=clock.now())
    return {"id": kept.id, "name": kept.name, "size": kept.size, "type": kept.type}


def is_there(file):
    return files.find(file["id"]) is not None and files.path_of(file["id"]).exists()


def group(**values):
    """Three who gave the same file, and one for all."""
    event = make_event(capacity=10)
    services.ask(event=event, definitions=ASKED, now=clock.now())
    shared, plan = sent(), sent("plan.pdf")
    heads = tuple(Head(name, "", {"cv": shared}) for name in ("Kim", "Alex", "Bo"))
    asked = queries.setup_of(event.id).field_set_id
    made = make_registration(event, "Kim", heads=heads, answers={"plan": plan}, field_set_id=asked, **values)
    return made, shared, plan


def answer(made, of_heads, of_all=None):
    services.change_answers(
        registration=made,
        answers=made.answers if of_all is None else of_all,
        answers_of_heads={made.attendees[number].id: given for number, given in of_heads.items()},
        now=clock.now(),
    )


def sweep_in_two_days():
    files.sweep(now=clock.now() + timedelta(days=2))


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_file_for_a_whole_group_stays_until_the_last_one_gave_another(work, confirmed):
    with work():
        made, shared, plan = group(confirmed=confirmed)
        public_id = made.public_id
    for number in range(3):
        with work():
            assert is_there(shared)
            answer(queries.get_by_public_id(public_id), {number: {"cv": sent(f"{number}.pdf")}})
    with work():
        assert not is_there(shared)
        assert is_there(plan)
        people = queries.get_by_public_id(public_id).attendees
        assert all(is_there(each.answers["cv"]) for each in people)


def test_all_of_them_give_another_at_once(work):
    with work():
        made, shared, _plan = group()
        new = sent("neu.pdf")
        answer(made, {number: {"cv": new} for number in range(3)})
    with work():
        assert not is_there(shared)
        assert is_there(new)


def test_a_file_that_somebody_takes_over_for_all_stays(work):
    with work():
        made, shared, plan = group()
        answer(made, {0: {}, 1: {}, 2: {}}, {"plan": shared})
    with work():
        assert is_there(shared)
        assert not is_there(plan)


def test_whoever_left_or_was_replaced_still_names_what_they_gave(work):
    with work():
        made, shared, _plan = group()
        public_id = made.public_id
        services.drop_attendee(registration=made, attendee_id=made.attendees[2].id, now=clock.now())
        answer(made, {0: {}, 1: {}})
    with work():
        assert is_there(shared)
        services.erase(registration=queries.get_by_public_id(public_id), now=clock.now())
    with work():
        assert not is_there(shared)


def test_a_wish_that_is_turned_down_takes_only_its_own_file_along(work):
    with work():
        made, shared, _plan = group()
        services.set_up(event=made.event, needs_approval=True)
        own = sent("eigen.pdf")
        for file in (shared, own):
            head = Head("Neu", "", {"cv": file})
            by_link(services.add_attendee, made, head=head)
        wishes = [each.id for each in session().scalars(select(AttendeeRequest))]
    assert len(wishes) == 2
    with work():
        for wish in wishes:
            services.take_wish_back(request=session().get(AttendeeRequest, wish))
    with work():
        assert is_there(shared)
        assert not is_there(own)


def test_erasing_one_group_takes_all_of_its_files_and_none_of_another(work):
    with work():
        made, shared, plan = group()
        _other, theirs, _plan = group()
        services.erase(registration=made, now=clock.now())
    with work():
        assert not is_there(shared)
        assert not is_there(plan)
        assert is_there(theirs)


def test_what_no_answer_names_goes_after_a_day_and_everything_else_stays(work, app):
    with work():
        made, shared, plan = group()
        orphan = sent("niemandes.pdf")
        table = services.take_list(
            event=made.event,
            stream=io.BytesIO(b"Name;E-Mail\nGast;gast@example.org\n"),
            name="guests.csv",
            category_id=None,
            language="de",
            now=clock.now(),
        ).file_id
        order = documents.order_paper(
            event=made.event, kind=PaperKind.BADGES, label="", asked={}, language="de", now=clock.now()
        )
        order.file_id = files.store(PDF, name="a.pdf", media_type="application/pdf", now=clock.now()).id
        paper = order.file_id
    with work():
        assert files.sweep(now=clock.now()) == 0
        assert is_there(orphan)
    with work():
        sweep_in_two_days()
    with work():
        assert not is_there(orphan)
        assert all(is_there(each) for each in (shared, plan, {"id": table}, {"id": paper}))
        known = set(session().scalars(select(files.StoredFile.public_id)))
        assert known == named_files() | {table, paper}
    folder = app.config["SETTINGS"].data_dir / "files"
    assert {path.name for path in folder.glob("??/*")} == known


def test_whatever_holds_a_file_says_so_to_the_sweep():
    holding = {each.class_ for each in Model.registry.mappers if "file_id" in each.columns}
    rooms = {each.__module__.split(".")[1] for each in holding} | {"registration"}
    assert rooms <= {find.__module__.split(".")[1] for find in named_files_of.namers}
