"""Two windows over one thing at the desk: the second one overwrites nothing that it hasn't seen."""

from dataclasses import replace
from urllib.parse import urljoin

import pytest

from tests.controls import controls, sent
from tests.factories.accounts import sign_in
from tests.factories.events import make_event
from tests.factories.registration import make_category, make_registration
from tests.forms import sent_from
from tests.fuzzing.desk import pages_of
from tests.fuzzing.schema import forms_of
from tests.html import parsed, text_of
from tests.world import make_world
from webapp.events.queries import get_event
from webapp.foundation import tokens
from webapp.registration import queries


@pytest.fixture
def made(desk, work):
    with work():
        event = make_event(host=desk.host, capacity=20)
        one, two, three = (make_category(event, label={"de": name}) for name in ("Presse", "Betriebe", "Gäste"))
        public_id = make_registration(event, "Kim Muster", category_id=one.id).public_id
        names = {each.label["de"]: each.public_id for each in (one, two, three)}
        return f"/events/{event.slug}/registrations/{public_id}", public_id, names


def window(desk, path, field):
    return sent_from(parsed(desk.client.get(f"/manage{path}", headers={"Accept-Language": "de"})), field)


def test_tags_of_two_windows(desk, work, made):
    path, public_id, _names = made
    first, second = window(desk, path, "tags"), window(desk, path, "tags")
    assert desk.send(f"{path}/tags", {**first, "tags": "wichtig"}).status_code == 303
    refused = desk.send(f"{path}/tags", {**second, "tags": "Presse"})
    assert refused.status_code == 409
    assert "Inzwischen gespeichert: „wichtig“. Sie haben eingegeben: „Presse“." in refused.text
    with work():
        assert queries.get_by_public_id(public_id).tags == ["wichtig"]
    again = {**sent_from(parsed(refused), "tags"), "once_key": tokens.new_id()}
    assert again["tags"] == ["Presse"]
    assert desk.send(f"{path}/tags", again).status_code == 303
    with work():
        assert queries.get_by_public_id(public_id).tags == ["Presse"]


def test_the_category_of_two_windows(desk, work, made):
    path, public_id, names = made
    first, second = window(desk, path, "category"), window(desk, path, "category")
    assert desk.send(f"{path}/move", {**first, "category": names["Betriebe"]}).status_code == 303
    refused = desk.send(f"{path}/move", {**second, "category": names["Gäste"]})
    assert refused.status_code == 409
    assert "Inzwischen gespeichert: „Betriebe“. Sie haben eingegeben: „Gäste“." in refused.text
    with work():
        assert queries.get_by_public_id(public_id).category.public_id == names["Betriebe"]
    again = {**sent_from(parsed(refused), "category"), "once_key": tokens.new_id()}
    assert desk.send(f"{path}/move", again).status_code == 303
    with work():
        assert get_event(path.split("/")[2])
        assert queries.get_by_public_id(public_id).category.public_id == names["Gäste"]


WORDS = "/manage/events/{}/mail/words/seat_confirmed/de"
_EACH = {
    "text": ("Fenster eins", "Fenster zwei", "Fenster drei"),
    "textarea": ("Fenster eins", "Fenster zwei", "Fenster drei"),
    "number": ("2", "3", "4"),
    "time": ("23:10", "23:20", "23:30"),
}


class Window:
    """A form of a page as it was when the window was opened."""

    def __init__(self, client, page, form):
        self.client, self.page = client, page
        self.action = urljoin(page, form.get("action") or page)
        self.controls = controls(form)
        self.fields = [key for key, each in self.controls.items() if each.is_typed and each.type in _EACH]
        self.required = {each.get("name") for each in form.iter() if each.get("required") is not None}
        self.mark = (self.action, tuple(sorted(set(self.controls) - {"once_key", "csrf_token"})))

    def typed(self, field, which):
        """What is typed here: never what stands there already."""
        control = self.controls[field]
        return [each for each in _EACH[control.type] if each != control.state][which]

    def save(self, field, which):
        typed = replace(self.controls[field], state=self.typed(field, which))
        data = sent({**self.controls, field: typed}) | {"once_key": [tokens.new_id()]}
        return self.client.post(self.action, data=data)

    def needs(self, field):
        return self.controls[field].name in self.required

    def shown_now(self, field):
        """What the same form says in a window that is opened now; None where there is none any more."""
        again = opened(self.client, self.page, self.mark)
        return again and again.controls[field].state


def windows(client, page):
    answer = client.get(page)
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return []
    forms = [form for form in forms_of(answer.data) if (form.get("method") or "").lower() == "post"]
    return [Window(client, page, form) for form in forms]


def window_with(client, page, field):
    return next(each for each in windows(client, page) if field in each.fields)


def opened(client, page, mark):
    found = [each for each in windows(client, page) if each.mark[0] == mark[0]]
    same = [each for each in found if each.mark == mark]
    grown = [each for each in found if set(each.mark[1]) >= set(mark[1])]  # a list that gained a line by being saved
    return next(iter(same or grown), None)


@pytest.fixture
def staff(app, work, now):
    with work():
        world = make_world(app)
    client = app.test_client()
    sign_in(client, world.admin)
    return client, [page for page in pages_of(app, world) if page.startswith("/manage")]


def test_no_form_of_the_desk_overwrites_what_it_has_not_seen(staff):
    client, pages = staff
    held, wrong = set(), []
    for page in pages:
        for mark in [window.mark for window in windows(client, page)]:
            held |= each_field_tried(client, page, mark, wrong)
    assert not wrong, "\n".join(wrong)
    places = {part for path in held for part in path.split("/")}
    assert places >= {
        "edit",
        "sign-up",
        "categories",
        "questions",
        "places",
        "tags",
        "agenda",
        "stations",
        "tenders",
        "words",
    }


def test_what_was_removed_meanwhile_gives_back_what_was_typed(staff):
    """Every form that edits something, sent when that is gone: the same address with another id."""
    client, pages = staff
    asked, lost = 0, []
    for page in pages:
        for form in windows(client, page):
            texts = [key for key in form.fields if form.controls[key].type in {"text", "textarea"}]
            head, _slash, last = form.action.rpartition("/")
            if not texts or form.action != page or not is_an_id(last):
                continue
            words = {key: f"Größe {at} – selbst getippt" for at, key in enumerate(texts)}
            typed = {key: replace(form.controls[key], state=said) for key, said in words.items()}
            data = sent({**form.controls, **typed}) | {"once_key": [tokens.new_id()]}
            answer = client.post(f"{head}/{gone(last)}", data=data, headers={"Accept-Language": "de"})
            asked += answer.status_code == 404
            if answer.status_code == 404 and not all(each.state in answer.text for each in typed.values()):
                lost.append(form.action)
            if answer.status_code == 404 and "Das ist nicht mehr da" not in answer.text:
                lost.append(f"{form.action}: not said")
            if answer.status_code == 404 and client.get(way_up(answer)).status_code != 200:
                lost.append(f"{form.action}: no way back")
    assert asked >= 3
    assert not lost, lost


def way_up(answer):
    (found,) = (each.get("href") for each in parsed(answer).iter("a") if text_of(each) == "Zurück zur Übersicht")
    return found


def is_an_id(part):
    return len(part) == len(tokens.new_id())


def gone(part):
    return ("x" if part[0] != "x" else "y") + part[1:]


def test_a_category_and_a_question_that_another_window_took_away(desk, work):
    with work():
        event = make_event(host=desk.host)
        category = make_category(event, label={"de": "Betriebe"}).public_id
    desk.send(f"/events/{event.slug}/sign-up/questions/usual", {})
    key = next(each for each in desk_questions(desk, event.slug))
    for path, field, away in (
        (f"/events/{event.slug}/sign-up/categories/{category}", "label_de", "retire"),
        (f"/events/{event.slug}/sign-up/questions/{key}", "label_de", "remove"),
    ):
        open_window = window(desk, path, field)
        assert desk.send(f"{path}/{away}", {}).status_code == 303
        answer = desk.send(path, {**open_window, field: "Lange überlegt"})
        assert (answer.status_code, "Lange überlegt" in answer.text) == (404, True)


def desk_questions(desk, slug):
    page = parsed(desk.client.get(f"/manage/events/{slug}/sign-up/questions"))
    links = [each.get("href") or "" for each in page.iter("a")]
    return [link.rpartition("/")[2] for link in links if "/questions/" in link and not link.endswith("/new")]


def test_an_item_that_another_window_struck_is_said_to_be_off_the_agenda(desk, work):
    with work():
        slug = make_event(host=desk.host).slug
    programme = f"/manage/events/{slug}/agenda"
    typed = {"title": "Begrüßung", "kind": "welcome", "ends": "10:15"}
    item = sent_from(parsed(desk.client.get(programme)), "title") | typed
    assert desk.send(f"/events/{slug}/agenda", item).status_code == 303
    page = parsed(desk.client.get(f"/manage/events/{slug}/agenda"))
    links = {(each.get("href") or "").partition("?")[0] for each in page.iter("a")}
    path = next(link for link in links if f"/events/{slug}/agenda/" in link and not link.endswith("/new"))
    form = window_with(desk.client, path, "title")
    assert desk.send(f"{path.removeprefix('/manage')}/drop", {}).status_code == 303
    assert form.save("title", 1).status_code == 303
    said = desk.client.get(f"/manage/events/{slug}/agenda", headers={"Accept-Language": "de"}).text
    assert "Gespeichert. „Fenster zwei“ steht nicht" in said


def test_a_draft_and_the_words_of_its_mails_in_two_windows(desk, work):
    with work():
        event = make_event(host=desk.host, status="draft")
    for page, field in ((f"/manage/events/{event.slug}/edit", "title"), (WORDS.format(event.slug), "subject")):
        form = window_with(desk.client, page, field)
        wrong = []
        assert tried(form, opened(desk.client, page, form.mark), wrong) == {page}
        assert wrong == []


def test_hours_that_another_window_moved_are_not_taken_back(desk, work):
    with work():
        slug = make_event(host=desk.host, status="draft").slug
    page = f"/manage/events/{slug}/edit"
    first, second = (window_with(desk.client, page, "ends") for _ in range(2))
    assert first.save("ends", 0).status_code == 303
    refused = second.save("ends", 1)
    assert refused.status_code == 409
    assert "„23:10“. Sie haben eingegeben: „23:20“" in refused.text
    assert second.save("teaser", 1).status_code == 303
    assert first.shown_now("ends") == "23:10"


def each_field_tried(client, page, mark, wrong):
    """As `tried`, with each field that has to be filled in, and the first."""
    form = opened(client, page, mark)
    if form is None or not form.fields:
        return set()
    held, fields = set(), list(dict.fromkeys([form.fields[0], *(each for each in form.fields if form.needs(each))]))
    for field in fields:
        first, second = opened(client, page, mark), opened(client, page, mark)
        if first is not None and field in first.fields:
            held |= tried(first, second, wrong, field)
    return held


def tried(first, second, wrong, field=None):
    """Save a field in one window, then the same and another one in the second; the form where that matters."""
    field = field or first.fields[0]
    other = next((each for each in reversed(first.fields) if each != field), field)
    if first.save(field, 0).status_code != 303 or first.shown_now(field) != first.typed(field, 0):
        return set()  # nothing was changed that this form shows
    refused = second.save(field, 1)
    if refused.status_code != 409 or first.shown_now(field) != first.typed(field, 0):
        wrong.append(f"{first.action}: {field} is overwritten ({refused.status_code})")
    if other != field:
        answer = second.save(other, 1)
        if first.shown_now(field) != first.typed(field, 0):
            wrong.append(f"{first.action}: saving {other} takes {field} back")
        if answer.status_code != 303 and opened(first.client, first.page, first.mark).save(other, 1).status_code == 303:
            wrong.append(f"{first.action}: {other} can't be saved beside {field}: {answer.status_code}")
    return {first.action}
