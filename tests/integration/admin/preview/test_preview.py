"""The preview is what guests will see, form and drafted questions included, and leaves nothing behind."""

import pytest
from sqlalchemy import select

from tests.factories.events import make_event
from tests.html import parsed, text_of
from webapp.events.queries import get_event
from webapp.fields.types import Definition, FieldKind
from webapp.foundation.database import Model, session
from webapp.registration import services

NEW = Definition("", FieldKind.TEXT, {"de": "Lieblingswerkzeug", "en": "Favourite tool"})

MEAL = Definition(
    "",
    FieldKind.CHOICE,
    {"de": "Essen", "en": "Meal"},
    choices=(("mit", {"de": "mit Suppe", "en": "with soup"}), ("ohne", {"de": "ohne", "en": "without"})),
    places={"mit": 4},  # nobody can take them yet
)


@pytest.fixture
def draft(desk, work):
    with work():
        event = make_event("Werkstatt", host=desk.host, status="draft", published_at=None)
        for definition in (NEW, MEAL):
            services.put_question(event=event, definition=definition)
        return event.slug


def contents(work):
    with work():
        return [sorted(map(repr, session().execute(select(t)).all())) for t in Model.metadata.sorted_tables]


@pytest.mark.parametrize(
    ("lang", "button", "question"), [("de", "Anmelden", NEW.label["de"]), ("en", "Register", "tool")]
)
def test_it_shows_the_page_open_and_the_form_with_what_is_drafted(desk, work, read, draft, lang, button, question):
    before = contents(work)
    page = desk.client.get(f"/manage/events/{draft}/preview/{lang}/page")
    shown = text_of(parsed(page))
    assert button in shown
    assert not {"Vorschau", "Ausloggen", "Sign out"} & set(shown.split())
    inside = f"/manage/events/{draft}/preview/{lang}/form"
    assert inside in page.text
    assert f'href="/events/{draft}/register"' not in page.text
    form = desk.client.get(inside)
    assert question in form.text
    assert form.headers["Content-Language"] == lang
    for answer in (page, form):
        policy = answer.headers["Content-Security-Policy"]
        assert "form-action 'none'" in policy
        assert "script-src 'none'" in policy
        assert "<script" not in answer.text
        assert "lang=" not in answer.headers.get("Set-Cookie", "")
        assert answer.headers["Cache-Control"] == "no-store"
    assert contents(work) == before
    assert read(draft, lambda event: event.status) == "draft"
    # Nobody else sees any of it.
    assert desk.client.get(f"/events/{draft}/register").status_code == 404


def test_both_languages_and_both_pages_are_offered_beside_each_other(desk, draft):
    page = desk.page(f"/events/{draft}/preview?show=form&in=en")
    assert page.count(f'src="/manage/events/{draft}/preview/en/form"') == 2
    for address in ("show=page&amp;in=en", "show=form&amp;in=de"):
        assert f"/preview?{address}" in page
    assert desk.page(f"/events/{draft}/preview?show=x&in=x").count(f'src="/manage/events/{draft}/preview/de/page"') == 2
    assert desk.client.get(f"/manage/events/{draft}/preview/fr/page").status_code == 404


def test_what_is_called_off_is_shown_as_that(desk, work):
    with work():
        slug = make_event("Ab", host=desk.host, status="cancelled").slug
    assert "Abgesagt" in desk.client.get(f"/manage/events/{slug}/preview/de/page").text
    with work():
        assert get_event(slug).status == "cancelled"
