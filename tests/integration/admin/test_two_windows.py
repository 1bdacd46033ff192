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
from tests.html import parsed
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
    "text": ("Fenster eins", "Fenster zwei"),
    "textarea": ("Fenster eins", "Fenster zwei"),
    "number": ("2", "3"),
    "time": ("23:10", "23:20"),
}


class Window:
    """A form of a page as it was when the window was opened."""

    def __init__(self, client, page, form):
        self.client, self.page = client, page
        self.action = urljoin(page, form.get("action") or page)
        self.controls = controls(form)
        self.fields = [key for key, each in self.controls.items() if each.is_typed and each.type in _EACH]
        self.mark = (self.action, tuple(sorted(set(self.controls) - {"once_key", "csrf_token"})))

    def save(self, field, which):
        typed = replace(self.controls[field], state=_EACH[self.controls[field].type][which])
        data = sent({**self.controls, field: typed}) | {"once_key": [tokens.new_id()]}
        return self.client.post(self.action, data=data)

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
    return next((each for each in windows(client, page) if each.mark == mark), None)


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
            first, second = opened(client, page, mark), opened(client, page, mark)
            if first is not None:
                held |= tried(first, second, wrong)
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


def tried(first, second, wrong):
    """Save a field in one window, then the same and another one in the second; the form where that matters."""
    if not first.fields:
        return set()
    field, other = first.fields[0], first.fields[-1]
    if first.save(field, 0).status_code != 303 or first.shown_now(field) != _EACH[first.controls[field].type][0]:
        return set()  # nothing was changed that this form shows
    refused = second.save(field, 1)
    if refused.status_code != 409 or first.shown_now(field) != _EACH[first.controls[field].type][0]:
        wrong.append(f"{first.action}: {field} is overwritten ({refused.status_code})")
    if other != field:
        second.save(other, 1)
        if first.shown_now(field) != _EACH[first.controls[field].type][0]:
            wrong.append(f"{first.action}: saving {other} takes {field} back")
    return {first.action}
