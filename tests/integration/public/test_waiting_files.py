"""A file that came with a form that is refused for another reason waits for the form's next attempt."""

import io
import os
import random
from datetime import timedelta

import pytest

from tests.factories.events import make_event
from tests.factories.stations import make_station
from tests.forms import sent_from
from tests.html import parsed
from webapp.events.queries import get_event
from webapp.fields.types import CHOOSES, Definition, FieldKind
from webapp.foundation import clock, files, pending_files
from webapp.foundation.http import links
from webapp.registration import queries, services
from webapp.registration.types import LINK

pytestmark = pytest.mark.usefixtures("now")

GERMAN = {"Accept-Language": "de"}
PDF = b"%PDF-1.7 a small file %%EOF"
TYPED = {"name": "Kim Muster", "email": "kim@example.org", "consent": "y", "privacy_version": "none"}


@pytest.fixture
def slug(work):
    with work():
        event = make_event(capacity=10)
        questions = (
            Definition("cv", FieldKind.FILE, {"de": "Lebenslauf"}, required=True),
            Definition("badge", FieldKind.FILE, {"de": "Bild"}, of_each=True),
        )
        services.ask(event=event, definitions=questions, now=clock.now())
        return event.slug


@pytest.fixture
def send(client, slug):
    def post(*, key="one", file=None, name="lebenslauf.pdf", field="q-cv", **typed):
        data = {"once_key": key, **TYPED, **typed}
        if file is not None:
            data[field] = (io.BytesIO(file), name)
        return client.post(f"/events/{slug}/register", data=data, headers=GERMAN)

    return post


@pytest.fixture
def waiting(app):
    folder = app.config["SETTINGS"].data_dir / "pending"
    return lambda: list(folder.glob("*")) if folder.is_dir() else []


def kept(work, slug, key="cv"):
    with work():
        made = queries.find_live(get_event(slug).id, "kim@example.org")
        found = {**made.answers, **made.attendees[0].answers}[key]
        return found["name"], files.path_of(found["id"]).read_bytes()


def test_a_file_waits_while_something_else_is_mended(work, slug, send, waiting):
    refused = send(file=PDF, email="kim@")
    assert refused.status_code == 422
    assert "„lebenslauf.pdf“ ist aufgehoben" in refused.text
    assert len(waiting()) == 1
    assert send(email="kim").status_code == 422
    again = sent_from(parsed(refused), "asked")
    assert again["once_key"] == ["one"]
    assert send().status_code == 303
    assert kept(work, slug) == ("lebenslauf.pdf", PDF)
    assert waiting() == []


def test_another_file_takes_its_place(work, slug, send):
    send(file=PDF, email="kim@")
    assert send(file=PDF + b"2", name="neu.pdf").status_code == 303
    assert kept(work, slug) == ("neu.pdf", PDF + b"2")


def test_a_file_that_shall_not_go_along_is_gone(send, waiting):
    send(file=PDF, email="kim@")
    assert send(**{"q-cv-drop": "y"}).status_code == 422
    assert waiting() == []


def test_the_form_of_somebody_else_has_no_file(send):
    send(file=PDF, email="kim@", key="one")
    refused = send(key="two")
    assert refused.status_code == 422
    assert "aufgehoben" not in refused.text


def test_a_file_that_could_not_be_taken_is_refused_at_once(send, waiting):
    refused = send(file=b"MZ no document", email="kim@")
    assert "Bitte wählen Sie ein PDF" in refused.text
    assert waiting() == []


def test_a_file_waits_for_an_hour_and_no_longer(app, send, waiting):
    send(file=PDF, email="kim@")
    clock.move_on(timedelta(minutes=61))
    assert send().status_code == 422
    with app.app_context():
        assert pending_files.sweep(now=clock.now()) == 1
    assert waiting() == []


def test_only_so_many_files_wait_and_the_form_says_when_one_can_not(send, waiting, monkeypatch):
    monkeypatch.setattr(pending_files, "MOST", 2)
    for key in ("one", "two", "three"):
        refused = send(file=PDF, email="kim@", key=key)
    assert len(waiting()) == 2
    assert "Bitte wählen Sie die Datei noch einmal" in refused.text


def _inside(place, content=b"x"):
    place.unlink()
    place.mkdir()
    (place / "something").write_bytes(content)


def _leads_in_a_circle(place):
    place.unlink()
    place.symlink_to(place)


def _line_to_a_program(place):
    place.unlink()
    os.mkfifo(place)


def with_head(head):
    return lambda place: place.write_bytes(head + b"\n" + PDF)


DAMAGES = {
    "empty": lambda place: place.write_bytes(b""),
    "cut off in its head": lambda place: place.write_bytes(place.read_bytes()[:9]),
    "cut off in the file": lambda place: place.write_bytes(place.read_bytes()[:-9]),
    "other bytes in the file": lambda place: place.write_bytes(place.read_bytes()[:-4] + b"\0\0\0\0"),
    "rubbish": lambda place: place.write_bytes(bytes(range(256)) * 40),
    "a number": with_head(b"7"),
    "an object": with_head(b"{}"),
    "nothing": with_head(b"null"),
    "few parts": with_head(b"[1]"),
    "many parts": with_head(b"[1, 2, 3, 4, 5]"),
    "no moment": with_head(b'["a", "b", "c"]'),
    "never over": with_head(b'[NaN, "a.pdf", "c"]'),
    "deep": with_head(b"[" * 100_000),
    "a folder": _inside,
    "a circle": _leads_in_a_circle,
    "a line to a program": _line_to_a_program,
    "gone": lambda place: place.unlink(),
}


@pytest.mark.in_turns
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_none_and_the_form_asks_for_it_again(app, work, slug, send, waiting, damage):
    send(file=PDF, email="kim@")
    (place,) = waiting()
    damage(place)
    refused = send()
    assert refused.status_code == 422
    assert "aufgehoben" not in refused.text
    assert send(file=PDF, email="kim@").status_code == 422
    assert send(**{"q-cv-drop": "y"}).status_code == 422
    with app.app_context():
        pending_files.sweep(now=clock.now() + timedelta(hours=2))
    assert send(file=PDF).status_code == 303
    assert kept(work, slug) == ("lebenslauf.pdf", PDF)


@pytest.mark.in_turns
@pytest.mark.parametrize("seed", range(40))
def test_no_byte_of_a_waiting_file_makes_its_form_fail_or_brings_another_file(work, slug, send, waiting, seed):
    thrown = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    send(file=PDF, email="kim@")
    (place,) = waiting()
    content = bytearray(place.read_bytes())
    for _ in range(thrown.randrange(1, 4)):
        content[thrown.randrange(len(content))] = thrown.randrange(256)
    place.write_bytes(content[: thrown.choice([len(content), thrown.randrange(len(content))])])
    answer = send()
    assert answer.status_code in {303, 422}
    if answer.status_code == 303:
        assert kept(work, slug)[1] == PDF


def test_a_file_of_a_person_is_kept_and_waits_as_well(work, slug, send, waiting):
    send(file=PDF, email="kim@")
    refused = send(file=PDF + b"2", field="p0-q-badge", name="bild.pdf", email="kim@")
    assert "„bild.pdf“ ist aufgehoben" in refused.text
    assert send().status_code == 303
    assert kept(work, slug, "badge") == ("bild.pdf", PDF + b"2")
    assert waiting() == []


def test_a_file_waits_with_ones_answers_too(app, client, work, slug, send, waiting):
    send(file=PDF)
    with work():
        made = queries.find_live(get_event(slug).id, "kim@example.org")
        services.confirm_address(registration=made, now=clock.now())
        path = f"/registrations/{links.seal(LINK, made.public_id)}/answers"
        services.ask(
            event=get_event(slug),
            definitions=(
                Definition("cv", FieldKind.FILE, {"de": "Lebenslauf"}, required=True),
                Definition("size", FieldKind.NUMBER, {"de": "Größe"}),
            ),
            now=clock.now(),
        )
        before = files.path_of(made.answers["cv"]["id"])
    data = {"once_key": "mine", "q-size": "x", "q-cv": (io.BytesIO(PDF + b"3"), "neuer.pdf")}
    assert client.post(path, data=data, headers=GERMAN).status_code == 422
    assert len(waiting()) == 1
    assert client.post(path, data={"once_key": "mine", "q-size": "7"}, headers=GERMAN).status_code == 303
    assert kept(work, slug) == ("neuer.pdf", PDF + b"3")
    assert waiting() == []
    assert not before.exists()


def badges(work, slug):
    """The file that each person has brought, by name."""
    with work():
        made = queries.find_live(get_event(slug).id, "kim@example.org")
        return {each.name: (each.answers.get("badge") or {}).get("name") for each in made.attendees}


TWO = {"persons": "2", "coming_asked": "y", "coming": "y", "p1-name": "Anna"}


@pytest.mark.parametrize("apart", [{}, {"apart": "y"}], ids=["for all", "apart"])
def test_a_file_of_one_person_waits_for_that_person(client, work, slug, send, apart):
    """Without scripts the rows stand open whether or not the box is ticked."""
    file = {"p1-q-badge": (io.BytesIO(PDF), "anna.pdf"), "q-cv": (io.BytesIO(PDF), "cv.pdf")}
    refused = send(email="kim@", **TWO, **apart, **file)
    assert refused.status_code == 422
    assert "„anna.pdf“ ist aufgehoben" in refused.text
    again = sent_from(parsed(refused), "asked") | {"email": ["kim@example.org"], "consent": ["y"]}
    assert client.post(f"/events/{slug}/register", data=again, headers=GERMAN).status_code == 303
    assert badges(work, slug) == {"Kim Muster": None, "Anna": "anna.pdf"}


def test_whose_own_file_is_dropped_has_the_one_for_all_again(client, work, slug, send):
    files_sent = {
        "p0-q-badge": (io.BytesIO(PDF), "alle.pdf"),
        "p1-q-badge": (io.BytesIO(PDF), "anna.pdf"),
        "q-cv": (io.BytesIO(PDF), "cv.pdf"),
    }
    refused = send(email="kim@", **TWO, **files_sent)
    again = sent_from(parsed(refused), "asked") | {"email": ["kim@example.org"], "consent": ["y"]}
    again["p1-q-badge-drop"] = ["y"]
    assert client.post(f"/events/{slug}/register", data=again, headers=GERMAN).status_code == 303
    assert badges(work, slug) == {"Kim Muster": "alle.pdf", "Anna": "alle.pdf"}


@pytest.mark.parametrize("typed", ["email", "file"])
def test_whatever_was_typed_for_somebody_without_a_name_asks_for_the_name(client, work, slug, send, typed):
    given = {"p1-email": "anna@example.org"} if typed == "email" else {"p1-q-badge": (io.BytesIO(PDF), "anna.pdf")}
    refused = send(persons="1", coming_asked="y", coming="y", **given, **{"q-cv": (io.BytesIO(PDF), "cv.pdf")})
    for _ in range(2):  # the file waits by the second time
        assert refused.status_code == 422
        assert "Person 2: Bitte geben Sie den Namen ein." in refused.text.replace("&nbsp;", " ").replace("\u00a0", " ")
        again = sent_from(parsed(refused), "asked") | {"consent": ["y"]}
        refused = client.post(f"/events/{slug}/register", data=again, headers=GERMAN)
    again["p1-name"] = ["Anna"]
    assert client.post(f"/events/{slug}/register", data=again, headers=GERMAN).status_code == 303
    assert badges(work, slug) == {"Kim Muster": None, "Anna": "anna.pdf" if typed == "file" else None}


def test_a_row_that_nobody_touched_is_nobody_without_scripts(client, work):
    with work():
        event = make_event(capacity=10)
        make_station(event, "Holz")
        choices = (("a", {"de": "A"}), ("b", {"de": "B"}))
        asked = [
            Definition(f"k{number}", kind, {"de": kind.value}, choices=choices if kind in CHOOSES else (), of_each=True)
            for number, kind in enumerate(FieldKind)
        ]
        services.ask(event=event, definitions=asked, now=clock.now())
        slug = event.slug
    page = parsed(client.get(f"/events/{slug}/register", headers=GERMAN))
    untouched = sent_from(page, "asked") | {each: [said] for each, said in TYPED.items() if each != "privacy_version"}
    assert any(name.startswith("p1-q-") for name in untouched)
    answer = client.post(f"/events/{slug}/register", data=untouched, headers=GERMAN)
    assert answer.status_code == 303
    with work():
        assert [each.name for each in queries.find_live(get_event(slug).id, "kim@example.org").attendees] == [
            "Kim Muster"
        ]
