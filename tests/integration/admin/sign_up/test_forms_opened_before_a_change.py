"""Every form that asks the event's questions: what was answered is never read under words that nobody was shown."""

import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import template_rendered
from sqlalchemy import func, select

from tests.factories.events import make_event
from tests.factories.office import publish_text
from tests.factories.registration import make_category, make_registration
from tests.forms import sent_from
from tests.html import parsed
from tests.integration.admin.addresses import addresses_of
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.settings import ROOT
from webapp.office.types import TextKind
from webapp.registration import services
from webapp.registration.models import Attendee, Consent, Registration

GERMAN = {"Accept-Language": "de"}
FOOD = Definition("food", FieldKind.YES_NO, {"de": "Essen Sie Fleisch?"}, of_each=True)
PHOTOS = Definition("photos", FieldKind.PHOTOS, {"de": "Bilder für unser internes Protokoll?"}, of_each=True)
NEEDS = Definition("needs", FieldKind.ACCESS_NEEDS, {"de": "Bedarf?"}, of_each=True)
NOTE = Definition("note", FieldKind.TEXT, {"de": "Wünsche?"}, of_each=True)
ASKED = [FOOD, PHOTOS, NEEDS, NOTE]
GREEN = replace(FOOD, label={"de": "Essen Sie vegetarisch?"})
POSTERS = replace(PHOTOS, label={"de": "Bilder von Ihnen auf Plakaten?"})
CHANGES = {
    "the question in other words": [GREEN, PHOTOS, NEEDS, NOTE],
    "pictures for something else": [FOOD, POSTERS, NEEDS, NOTE],
    "the question is gone": [PHOTOS, NEEDS, NOTE],
    "it is asked anew under a key of its own": [replace(GREEN, key="vegetarian"), PHOTOS, NEEDS, NOTE],
    "one more is asked": [*ASKED, Definition("size", FieldKind.TEXT, {"de": "Größe?"}, of_each=True)],
}
TYPED = {"food": "yes", "photos": "yes", "needs": "Rollstuhl", "needs-consent": "y", "note": "Fensterplatz"}
PERSON = {"name": "Ben Neu", "email": "ben@example.org", "consent": "y"}
QUESTIONS = "components/questions.html"
USED = re.compile(r'{%-? *(?:import|from|include|extends) "([^"]+)"')
# Comes when a button is pressed, and takes but the words of states from a part that shows answers as well.
PRESSED = "public/own/leave.html"
# How a question will look, and the words of the registration form after it was sent: nothing is asked there.
ONLY_SHOWN = {
    "admin/sign_up/edit_question.html",
    "admin/sign_up/questions.html",
    "public/registrations/registered.html",
    "public/own/registration.html",
}
CHANGED = re.compile("Die Fragen haben sich inzwischen geändert|oder die Fragen sind andere")


@dataclass(frozen=True)
class Opened:
    """A form as a browser has it, filled in but not sent yet."""

    endpoint: str
    path: str
    template: str
    data: dict[str, list[str]]


@pytest.fixture
def desk_with_form(app, desk, work):
    with work():
        event = make_event(capacity=60, host=desk.host)
        services.set_up(event=event, most_heads=5)
        services.ask(event=event, definitions=ASKED, now=clock.now())
        make_registration(event, "Ada Muster")
        desk.slug = event.slug
    return desk


def open_all(app, desk, work) -> tuple[list[Opened], set[str]]:
    """Every form of the product that holds one of the questions, and all templates that were shown on the way."""
    with work():
        addresses = [each for each in addresses_of(app, desk.slug, whole=True) if each.is_real]
        # Nothing is sent from a preview.
        addresses = [each for each in addresses if not each.endpoint.startswith("admin.preview.")]
    found, shown = [], set()

    def note(_app: Any, template: Any, **_rest: Any) -> None:
        shown.add(template.name)
        last[0] = template.name

    last = [""]
    with template_rendered.connected_to(note, app):
        for each in addresses:
            answer = desk.client.get(each.path, headers=GERMAN)
            if answer.status_code == 200 and answer.mimetype == "text/html" and NOTE.key in answer.text:
                found += [Opened(each.endpoint, path, last[0], data) for path, data in _forms_in(answer, each.path)]
    return found, shown


def _forms_in(answer, path):
    document = parsed(answer)
    for form in document.iter("form"):
        names = [field.get("name", "") for field in form.iter() if field.get("name")]
        asked = [name for name in names if name.endswith("q-note")]
        if asked:
            data = sent_from(document, asked[0])
            prefix = asked[0].removesuffix("note")
            data |= {prefix + key: [value] for key, value in TYPED.items()}
            yield form.get("action") or path, data | {key: [value] for key, value in PERSON.items() if key in names}


def templates_with_questions() -> set[str]:
    """The pages that show questions, by themselves or by what they are made of."""
    folder = ROOT / "templates"
    sources = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    parts = {name: set(USED.findall(text)) for name, text in sources.items()}
    found = {QUESTIONS}
    while more := {name for name, used in parts.items() if used & found} - found:
        found |= more
    return {name for name in found if not name.split("/")[-1].startswith("_")} - {QUESTIONS}


def kept(work) -> list[Any]:
    with work():
        people = session().execute(select(Attendee.name, Attendee.answers, Attendee.left_at)).all()
        count = session().scalar(select(func.count()).select_from(Registration))
        return [sorted(map(str, people)), count, session().scalars(select(Consent.version)).all()]


def ask(work, desk, definitions):
    with work():
        services.ask(event=get_event(desk.slug), definitions=definitions, now=clock.now())


def checked(answer, ending):
    return [
        each.get("name")
        for each in parsed(answer).iter("input")
        if each.get("name", "").endswith(ending) and each.get("checked") is not None
    ]


def test_every_page_with_questions_is_among_those_that_are_tried(app, desk_with_form, work):
    found, shown = open_all(app, desk_with_form, work)
    pages = templates_with_questions() - {PRESSED}
    assert pages - shown == set()
    assert pages - {each.template for each in found} == ONLY_SHOWN & pages
    assert {each.endpoint for each in found} >= {
        "public.registrations.register",
        "public.own.join",
        "hall.checkin.walk_in",
        "admin.registration.add_person",
    }


@pytest.mark.in_turns
@pytest.mark.parametrize("change", CHANGES)
def test_an_open_form_is_shown_again_when_the_questions_have_changed(app, desk_with_form, work, change):
    desk = desk_with_form
    found, _ = open_all(app, desk, work)
    before = kept(work)
    ask(work, desk, CHANGES[change])
    for form in found:
        answer = desk.client.post(form.path, data=form.data, headers=GERMAN)
        assert answer.status_code in {409, 422}, form.endpoint
        assert CHANGED.search(answer.text), form.endpoint
        assert "Fensterplatz" in answer.text, form.endpoint
        assert "Rollstuhl" in answer.text, form.endpoint
        assert checked(answer, "photos") == [], form.endpoint  # what was agreed to was agreed to in other words
    assert kept(work) == before


@pytest.mark.parametrize("chosen", [None, "gone", "there"])
def test_consents_are_taken_out_whichever_category_was_chosen(client, work, chosen):
    with work():
        event = make_event(capacity=60)
        slug = event.slug
        services.ask(event=event, definitions=[PHOTOS], now=clock.now())
        there = make_category(event).public_id
        make_category(event, label={"de": "Schulen"})
    page = f"/events/{slug}/register"
    sent = sent_from(parsed(client.get(page, headers=GERMAN)), "once_key")
    with work():
        services.ask(event=get_event(slug), definitions=[POSTERS], now=clock.now())
    category = {None: {}, "gone": {"category": "x" * 22}, "there": {"category": there}}[chosen]
    typed = {"name": "Kim", "email": "kim@example.org", "consent": "y", "p0-q-photos": "yes", **category}
    answer = client.post(page, data={**sent, **typed}, headers=GERMAN)
    assert answer.status_code == 422
    assert CHANGED.search(answer.text)
    assert checked(answer, "photos") == []


def test_it_is_also_said_when_something_else_has_to_be_mended_first(app, desk_with_form, work):
    desk = desk_with_form
    found, _ = open_all(app, desk, work)
    ask(work, desk, CHANGES["the question in other words"])
    for form in found:
        answer = desk.client.post(form.path, data={**form.data, "name": [""]}, headers=GERMAN)
        assert answer.status_code in {409, 422}, form.endpoint
        assert CHANGED.search(answer.text), form.endpoint


def test_what_somebody_needs_is_kept_only_under_the_notice_that_was_shown(app, desk_with_form, work):
    desk = desk_with_form
    with work():
        publish_text(TextKind.PRIVACY, "Wir zeigen Ihre Angaben nur dem Einlass.")
    found, _ = open_all(app, desk, work)
    before = kept(work)
    with work():
        publish_text(TextKind.PRIVACY, "Wir geben Ihre Angaben an alle Partner weiter.")
    for form in found:
        for typed in ({}, {"name": [""]}):
            sent = {**form.data, **(typed if "name" in form.data else {})}
            answer = desk.client.post(form.path, data=sent, headers=GERMAN)
            assert answer.status_code == 422, form.endpoint
            assert "Die Datenschutzhinweise haben sich geändert" in answer.text, form.endpoint
            assert "Rollstuhl" in answer.text, form.endpoint
            assert checked(answer, "needs-consent") == [], form.endpoint
    assert kept(work) == before


def test_what_was_shown_again_is_taken_when_it_is_sent_again(app, desk_with_form, work):
    desk = desk_with_form
    # One person can be replaced once, and not before the others have used what belongs to them; the desk's pages are
    # forms over the same answers.
    desks = {"admin.registration.replace_person", "admin.corrections.correct_answers"}
    found = [each for each in open_all(app, desk, work)[0] if each.endpoint not in desks]
    found.sort(key=lambda each: each.endpoint == "public.own.replace_person")
    ask(work, desk, CHANGES["the question in other words"])
    with work():
        publish_text(TextKind.PRIVACY, "Neue Fassung")
    for number, form in enumerate(found):
        (note,) = [name for name in form.data if form.data[name] == ["Fensterplatz"]]
        again = sent_from(parsed(desk.client.post(form.path, data=form.data, headers=GERMAN)), note)
        again |= {name: ["y"] for name in form.data if name == "consent" or name.endswith("needs-consent")}
        again |= {note.replace("note", "photos"): ["no"]}
        again |= {"email": [f"ben{number}@example.org"]} if "email" in again else {}
        assert desk.client.post(form.path, data=again, headers=GERMAN).status_code == 303, form.endpoint
    with work():
        answers = session().scalars(select(Attendee.answers)).all()
    told = {"food": "yes", "photos": "no", "needs": "Rollstuhl", "note": "Fensterplatz"}
    assert [each for each in answers if each] == [told] * len(found)
