"""The desk's list: found by what matters, with the columns the team wants, and one decision for many."""

import csv
import io
import json
import re

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.forms import sent_from
from tests.html import parsed
from tests.queries import counted
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.mail.mailings.announcing import write_portion
from webapp.mail.models import Mailing, OutboxMail
from webapp.organising.types import BulkAction
from webapp.registration import services
from webapp.registration.models import Registration
from webapp.registration.queries import get_by_public_id, mark_of_people
from webapp.registration.types import Head

SIZE = Definition(
    key="size",
    kind=FieldKind.CHOICE,
    label={"de": "Größe", "en": "Size"},
    choices=(("small", {"de": "klein"}), ("large", {"de": "groß"})),
)
MEAL = Definition(key="meal", kind=FieldKind.TEXT, label={"de": "Essen"}, of_each=True)


@pytest.fixture
def slug(desk, work) -> str:
    with work():
        return make_event("Dialog", host=desk.host, capacity=10).slug


@pytest.fixture
def path(slug):
    return f"/events/{slug}/registrations"


def register(work, slug, *names, **values):
    with work():
        event = get_event(slug)
        return [make_registration(event, name, **values).public_id for name in names]


def statuses(work, *public_ids):
    with work():
        return [get_by_public_id(each).status for each in public_ids]


def seen_of(work, *public_ids):
    """What the page showed of them, as it sends that along."""
    with work():
        return ",".join(mark_of_people(get_by_public_id(each)) for each in public_ids)


def many(desk, path, action, ids, **said):
    return desk.send(f"{path}/many/{action}", {"people": ",".join(ids), **said})


def test_the_list_is_narrowed_by_category_tag_and_source(desk, work, slug, path):
    with work():
        event = get_event(slug)
        press = make_category(event, label={"de": "Presse"})
        make_registration(event, "Ada Presse", category_id=press.id)
        category = press.public_id
        plain = make_category(event, label={"de": "Gäste"})
        tagged = make_registration(event, "Ben Gast", category_id=plain.id)
        services.tag(registrations=[tagged], tags=["Grußwort “Ä/%_\\”"], now=clock.now())
        make_registration(event, "Cem Gast", category_id=plain.id)
    found = desk.page(f"{path}?category={category}")
    assert "Ada Presse" in found
    assert "Ben Gast" not in found
    found = desk.page(f"{path}?tag=Grußwort “Ä/%25_\\”")
    assert "Ben Gast" in found
    assert "Cem Gast" not in found
    assert "Nichts gefunden" in desk.page(f"{path}?tag=Gru")
    assert "Nichts gefunden" in desk.page(f"{path}?source=door")
    for name in ("status", "category", "tag", "source"):
        assert "Nichts gefunden" in desk.page(f"{path}?{name}=unknown")
        assert "Ben Gast" not in desk.page(f"{path}.csv?{name}=unknown")
    assert "Ben Gast" in desk.page(f"{path}?source=form&status=&slug=x&page=0")


def test_the_numbers_of_registrations_stand_at_the_states(desk, work, slug, path):
    register(work, slug, "Eins", heads=(Head("Eins"), Head("Zwei"), Head("Drei")))
    page = desk.page(path)
    assert "Bestätigt (1)" in page
    assert "1\u00a0Anmeldung" in page
    assert re.search(r"3\sPersonen", page)


def test_the_team_chooses_columns_and_answers_are_among_them(desk, work, slug, path):
    with work():
        services.ask(event=get_event(slug), definitions=[SIZE, MEAL], now=clock.now())
        event = get_event(slug)
        field_set_id = services.set_up(event=event).field_set_id
        heads = (Head("Ada", answers={"meal": "vegan"}), Head("Ben", answers={"meal": "alles"}))
        make_registration(event, "Ada", answers={"size": "large"}, heads=heads, field_set_id=field_set_id)
    assert "vegan" not in desk.page(path)
    chosen = {"column": ["answer-size", "answer-meal", "people", "nonsense"]}
    assert desk.send(f"{path}/columns", chosen).status_code == 303
    page = desk.page(path)
    assert "groß" in page
    assert "Ada: vegan; Ben: alles" in page
    with work():
        assert services.set_up(event=get_event(slug)).columns == ["people", "answer-size", "answer-meal"]


def test_nobody_ticked_is_said(desk, slug, path):
    answer = desk.client.get(f"/manage{path}/many?action=cancel", headers={"Accept-Language": "de"})
    assert answer.status_code == 303
    assert "Bitte wählen Sie mindestens eine Anmeldung aus." in desk.page(path)
    assert desk.client.get(f"/manage{path}/many?action=nonsense&chosen=x").status_code == 404


_SAID = {
    BulkAction.DECLINE: {"reason": "Kein Platz"},
    BulkAction.MOVE: {},
    BulkAction.TAG: {"tags": "VIP"},
    BulkAction.MAIL: {"subject": "Parken", "text": "Im Hof, gleich links."},
}
_GONE = "Von den gewählten Anmeldungen gibt es keine mehr."


@pytest.mark.parametrize("action", BulkAction)
@pytest.mark.parametrize("people", ["gone", "none", "elsewhere"])
def test_nothing_is_done_to_anybody_where_nobody_is_left_of_the_chosen(desk, work, slug, path, action, people):
    register(work, slug, "Ada", "Ben")
    with work():
        category = make_category(get_event(slug), capacity=2).public_id
        elsewhere = make_registration(make_event("Anderes", host=desk.host)).public_id
    ids = {"gone": ["A" * 22], "none": [], "elsewhere": [elsewhere]}[people]
    said = {"category": category} if action is BulkAction.MOVE else _SAID.get(action, {})
    answer = many(desk, path, action.value, ids, **said)
    assert (answer.status_code, _GONE in answer.text) == (422, True)
    assert all(text in answer.text for name, text in said.items() if name in {"subject", "text", "reason", "tags"})
    with work():
        assert session().scalars(select(Mailing)).all() == []
        kept = session().scalars(select(Registration).where(Registration.event_id == get_event(slug).id)).all()
        assert {(each.status, each.category_id, *each.tags) for each in kept} == {("confirmed", None)}
    if ids:
        asked = f"/manage{path}/many?action={action.value}&chosen={ids[0]}"
        answer = desk.client.get(asked, headers={"Accept-Language": "de"})
        assert (answer.status_code, _GONE in desk.page(path)) == (303, True)


def test_all_that_a_search_finds_can_be_chosen_at_once(desk, work, slug, path):
    register(work, slug, "Ada Muster", "Ben Muster", "Cem Anders")
    page = desk.page(f"{path}/many?action=tag&everybody=y&q=muster")
    assert "Ada Muster" in page
    assert "Cem Anders" not in page


def test_many_are_cancelled_and_those_who_left_before_stay_as_they_were(desk, work, slug, path):
    ids = register(work, slug, "Eins", "Zwei", "Drei")
    with work():
        services.cancel(registration=get_by_public_id(ids[2]), now=clock.now())
    assert many(desk, path, "cancel", ids).status_code == 303
    assert statuses(work, *ids) == ["cancelled"] * 3
    page = desk.page(path)
    assert "Für 2\u00a0Anmeldungen erledigt." in page
    assert "1 bleibt, wie sie war." in page


def test_requests_are_approved_and_declined_together(desk, work, slug, path):
    with work():
        services.set_up(event=get_event(slug), needs_approval=True, replies=[{"title": "Voll", "text": "Alles voll."}])
    ids = register(work, slug, "Eins", "Zwei", "Drei", "Vier")
    many(desk, path, "approve", ids[:2])
    assert "Alles voll." in desk.page(f"{path}/many?action=decline&reply=0&chosen={ids[2]}")
    for nothing in (" ", "\u200b"):
        assert many(desk, path, "decline", ids[2:], reason=nothing).status_code == 422
    many(desk, path, "decline", ids[2:], reason="Alles voll.")
    assert statuses(work, *ids) == ["confirmed", "confirmed", "declined", "declined"]
    with work():
        texts = session().scalars(select(OutboxMail.text).where(OutboxMail.kind == "declined")).all()
        assert len(texts) == 2
        assert all("Alles voll." in text for text in texts)


def test_a_message_reaches_everybody_chosen(desk, work, slug, path):
    ids = register(work, slug, "Eins", "Zwei", "Drei")
    assert many(desk, path, "mail", ids[:2], subject="", text="").status_code == 422
    assert "{nome}" in many(desk, path, "mail", ids[:2], subject="{nome}", text="Bitte.").text
    draft = many(desk, path, "mail", ids[:2], subject="Parken", text="Bitte parken Sie <hinten>.")
    page = desk.page(draft.location.removeprefix("/manage"))
    assert "An 2 Personen senden" in page.replace("\u00a0", " ")
    with work():
        assert session().scalars(select(OutboxMail).where(OutboxMail.kind == "message")).all() == []
    desk.send(draft.location.removeprefix("/manage") + "/send")
    with work():
        write_portion()
    with work():
        mails = session().scalars(select(OutboxMail).where(OutboxMail.kind == "message")).all()
        assert len(mails) == 2
        assert all(
            "Parken" in mail.subject and "<hinten>" in mail.text and "&lt;hinten&gt;" in mail.html for mail in mails
        )


def test_many_move_to_a_category_as_far_as_it_has_places(desk, work, slug, path):
    ids = register(work, slug, "Eins", "Zwei")
    with work():
        small = make_category(get_event(slug), label={"de": "Klein"}, capacity=1).public_id
    many(desk, path, "move", ids, category=small)
    with work():
        moved = [get_by_public_id(each).category_id is not None for each in ids]
        assert moved == [True, False]
        assert session().scalar(select(Registration.takes).where(Registration.public_id == ids[1])) in ({}, None)
    assert "Klein" in desk.page(f"{path}/{ids[0]}")


def test_tags_are_put_on_many(desk, work, slug, path):
    ids = register(work, slug, "Eins", "Zwei")
    assert many(desk, path, "tag", ids, tags=" ").status_code == 422
    many(desk, path, "tag", ids, tags="Podium\nVIP")
    with work():
        assert [get_by_public_id(each).tags for each in ids] == [["Podium", "VIP"]] * 2


def test_many_are_checked_in_at_the_desk(desk, work, slug, path):
    from webapp.checkin.queries import counts_of

    ids = register(work, slug, "Eins", "Zwei", heads=(Head("A"), Head("B")))
    many(desk, path, "check_in", ids[:1], seen=seen_of(work, ids[0]))
    with work():
        assert counts_of(get_event(slug).id).present == 2
    many(desk, path, "check_in", ids[:1], seen=seen_of(work, ids[0]))
    assert "1 bleibt, wie sie war." in desk.page(path)


def test_people_of_another_event_are_passed_over(desk, work, slug, path):
    with work():
        other = make_registration(make_event("Anderes", host=desk.host)).public_id
    many(desk, path, "cancel", [other])
    assert statuses(work, other) == ["confirmed"]


def test_the_list_leaves_as_tables_in_which_nothing_is_a_formula(desk, work, slug, path):
    with work():
        event = get_event(slug)
        services.ask(event=event, definitions=[SIZE, MEAL], now=clock.now())
        field_set_id = services.set_up(event=event).field_set_id
        heads = (Head("=1+1", answers={"meal": "@SUM(1)"}), Head("Ben 李"))
        make_registration(
            event, "=1+1", organisation="+49 GmbH", heads=heads, answers={"size": "small"}, field_set_id=field_set_id
        )
        make_registration(event, "Cem Anders")
    answer = desk.client.get(f"/manage{path}.xlsx", headers={"Accept-Language": "de"})
    assert answer.headers["Cache-Control"] == "no-store"
    book = load_workbook(io.BytesIO(answer.data))
    first, people = book.worksheets
    rows = [[cell.value for cell in row] for row in first.iter_rows()]
    assert rows[0][:4] == ["Name", "E-Mail", "Organisation", "Status"]
    assert rows[0][-2:] == ["Größe", "Essen"]
    assert (rows[1][0], rows[1][2], rows[1][-2]) == ("=1+1", "+49 GmbH", "klein")
    assert [cell.data_type for cell in first[2]][:3] == ["s", "s", "s"]
    assert [row[0].value for row in people.iter_rows(min_row=2)] == ["=1+1", "Ben 李", "Cem Anders"]
    text = desk.client.get(f"/manage{path}.csv?people=y&q=gmbh", headers={"Accept-Language": "de"}).text
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    assert [line[0] for line in lines] == ["Name", "'=1+1", "Ben 李"]
    assert lines[1][2] == "'+49 GmbH"
    assert lines[1][-1] == "'@SUM(1)"


def test_the_list_asks_the_database_the_same_however_many_there_are(desk, work, slug, path, app):
    with work():
        services.set_up(event=get_event(slug), columns=["category", "companions", "tags"])
    register(work, slug, "Eins")
    with counted(app) as few:
        desk.page(path)
    register(work, slug, *(f"Person {number}" for number in range(9)), heads=())
    with counted(app) as most:
        desk.page(path)
    assert len(few) == len(most)
    assert len(most) <= 14, json.dumps(most, indent=1)


def test_many_are_moved_within_a_full_event_where_nobody_waits_for_it(desk, work, slug, path):
    with work():
        event = get_event(slug)
        firms, press = make_category(event), make_category(event, label={"de": "Presse"}, capacity=5)
        coming = [make_registration(event, f"Gast {n}", category_id=firms.id).public_id for n in range(10)]
        assert make_registration(event, "Wanda", category_id=firms.id).status == "waiting"
        category = press.public_id
    many(desk, path, "move", coming[:3], category=category)
    with work():
        assert [get_by_public_id(each).category.public_id for each in coming[:3]] == [category] * 3


def test_a_template_is_taken_by_an_address_that_servers_take_however_many_were_chosen(desk, work):
    with work():
        event = make_event(host=desk.host, capacity=None)
        slug = event.slug
        services.set_up(event=event, replies=[{"title": "Voll", "text": "Leider voll"}])
        for number in range(140):
            make_registration(event, f"P{number}", email=f"p{number}@example.org")
    page = parsed(desk.client.get(f"/manage/events/{slug}/registrations/many?action=decline&everybody=y&q=P&slug=x"))
    (taken,) = [each.get("href") for each in page.iter("a") if each.text == "Voll"]
    assert len(taken) < 200
    chosen = sent_from(parsed(desk.client.get(taken)), "reason")
    assert chosen["reason"] == ["Leider voll"]
    assert len(chosen["people"][0].split(",")) == 140
