"""Names of files, categories, questions and tags as people really type them (PROOFS 24): isolated, escaped, kept."""

import csv
import io
import unicodedata

import pytest
from openpyxl import load_workbook

from tests.factories.events import make_event
from tests.factories.registration import make_registration
from tests.integration.admin.printed import printed
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.registration import queries, services

PDF = b"%PDF-1.7\n%%EOF\n"
LABELS = [
    "Übersicht Größe",
    unicodedata.normalize("NFD", "Müller & Söhne"),
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} %(name)s",
    "\u202egpj.exe",
    "👩🏽‍🔧 Handwerk",
    "بالعربية",
    "=1+1",
    "x" * 80,
]
FILES = [
    ("Übersicht Größe.pdf", "Übersicht Größe.pdf"),
    (unicodedata.normalize("NFD", "Müller.pdf"), unicodedata.normalize("NFC", "Müller.pdf")),
    ("..\\..\\secret.pdf", "secret.pdf"),
    ("../../etc/passwd", "passwd.pdf"),
    ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
    ("👩🏽‍🔧.pdf", None),
    ("a\x00b.pdf", "ab.pdf"),
    ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ('"; filename="evil.pdf', None),
]


@pytest.fixture
def slug(desk, work) -> str:
    with work():
        return make_event("Dialog", host=desk.host, capacity=10).slug


def shown_as(text):
    """As pages tell it: one form, without what turns a page around, escaped."""
    from markupsafe import escape

    return str(escape(unicodedata.normalize("NFC", text.replace("\u202e", ""))))


@pytest.mark.parametrize("label", LABELS)
def test_a_category_is_called_what_was_typed_everywhere(app, desk, client, work, slug, label):
    said = {"kind": "own", "label_de": label, "most_heads": "2", "named": "y"}
    assert desk.send(f"/events/{slug}/sign-up/categories/new", said).status_code == 303
    with work():
        category = queries.categories_of(get_event(slug).id)[0]
        make_registration(get_event(slug), "Kim Muster", category_id=category.id)
        services.set_up(event=get_event(slug), columns=["category"])
    told = shown_as(label)
    assert told in client.get(f"/events/{slug}/register").text
    for page in ("sign-up/categories", "registrations", "statistics"):
        text = desk.page(f"/events/{slug}/{page}")
        assert told in text
        assert "<script>alert(1)" not in text
    book = load_workbook(io.BytesIO(desk.client.get(f"/manage/events/{slug}/registrations.xlsx").data))
    plain = unicodedata.normalize("NFC", label.replace("\u202e", ""))
    cells = [cell for cell in book.worksheets[0][2] if cell.value == plain]
    assert [cell.data_type for cell in cells] == ["s"]
    lines = desk.client.get(f"/manage/events/{slug}/registrations.csv").text.lstrip("\ufeff")
    row = list(csv.reader(io.StringIO(lines), delimiter=";"))[1]
    assert (f"'{plain}" if plain.startswith("=") else plain) in row
    (badges,) = printed(app, desk, slug, kind="badges", label="cut")
    assert "Kim Muster" in badges


@pytest.mark.parametrize("label", LABELS)
def test_questions_answers_and_tags_are_told_as_they_were_typed(desk, client, work, slug, label):
    asked = {"kind": "choice", "label_de": label, "kept_days": "5", "choices-0-de": label}
    assert desk.send(f"/events/{slug}/sign-up/questions/new", asked).status_code == 303
    desk.send(f"/events/{slug}/sign-up/questions/ask")
    told = shown_as(label)
    assert client.get(f"/events/{slug}/register").text.count(told) >= 2
    with work():
        event = get_event(slug)
        setup = queries.setup_of(event.id)
        question = setup.definitions[0]
        answers = {question.key: question.choices[0][0]}
        made = make_registration(event, answers=answers, field_set_id=setup.field_set_id).public_id
    path = f"/events/{slug}/registrations/{made}"
    desk.send(f"{path}/tags", {"tags": label[:40]})
    text = desk.page(path)
    assert text.count(told) >= 2
    assert shown_as(label[:40]) in text
    assert "<script>alert(1)" not in text


@pytest.mark.parametrize(("typed", "kept"), FILES, ids=range(len(FILES)))
def test_a_file_is_kept_under_a_harmless_name_and_comes_back_as_it_was(desk, client, work, slug, typed, kept):
    with work():
        event = get_event(slug)
        definition = Definition(key="plan", kind=FieldKind.FILE, label={"de": "Plan"})
        services.ask(event=event, definitions=[definition], now=clock.now())
    sent = {
        "once_key": "k",
        "name": "Kim Muster",
        "email": "kim@example.org",
        "consent": "y",
        "privacy_version": "none",
        "q-plan": (io.BytesIO(PDF), typed),
    }
    assert client.post(f"/events/{slug}/register", data=sent).status_code == 303
    with work():
        found = queries.find_live(get_event(slug).id, "kim@example.org")
        name, file_id, public_id = found.answers["plan"]["name"], found.answers["plan"]["id"], found.public_id
    if kept is not None:
        assert name == kept
    assert not {"/", "\\", "\x00", "\u202e"} & set(name)
    assert len(name) <= 120
    path = f"/events/{slug}/registrations/{public_id}"
    assert shown_as(name) in desk.page(path)
    answer = desk.client.get(f"/manage{path}/files/{file_id}")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Disposition"].count("filename=") <= 1
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_only_files_of_the_registration_can_be_fetched_there(desk, work, slug):
    with work():
        made = make_registration(get_event(slug)).public_id
    assert desk.client.get(f"/manage/events/{slug}/registrations/{made}/files/{'x' * 22}").status_code == 404
    assert desk.client.get(f"/manage/events/{slug}/registrations/{made}/files/..%2fsecret").status_code == 404


def test_both_spellings_of_a_name_find_the_same_person(desk, work, slug):
    with work():
        make_registration(get_event(slug), unicodedata.normalize("NFD", "Jörg Müller"))
    for spelling in ("NFC", "NFD"):
        words = unicodedata.normalize(spelling, "Müller")
        assert "Jörg Müller" in desk.page(f"/events/{slug}/registrations?q={words}")
