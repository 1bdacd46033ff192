"""Rows of the desk's forms: whatever is typed into one is kept or named at its field, and never gone without a word."""

import importlib
import itertools
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from wtforms import FieldList, Form

import webapp.admin
from tests.factories.events import make_event, make_venue
from tests.factories.plans import make_measure
from tests.forms import sent_from
from tests.html import parsed, text_of

QUESTION = {"kind": "choice", "label_de": "Anreise", "kept_days": "30", "choices-0-de": "Zu Fuß"}
# Of each field of rows: the page of its form, where it stands once saved, what else is typed, and a whole row.
ROWS = {
    "QuestionForm.choices": (
        "sign-up/questions/new",
        "sign-up/questions/anreise",
        QUESTION,
        {"de": "Bus", "en": "Coach", "places": "40"},
    ),
    "SignUpSettingsForm.replies": ("sign-up", "sign-up", {}, {"title": "Leider voll", "text": "Schade."}),
    "EventBasics.measures": ("edit", "edit", {}, {"measure": None, "reason": "Darum."}),
    "VenueForm.rooms": (
        "/settings/venues/{venue}",
        "/settings/venues/{venue}",
        {},
        {"name": "Saal", "floor": "1. OG", "seats": "40", "access": "Ohne Stufen."},
    ),
}


def fields_of_rows() -> Iterator[str]:
    """Every field of the desk's forms that has rows, by the form in which it was written down."""
    for module in pkgutil.walk_packages(webapp.admin.__path__, "webapp.admin."):
        for form in vars(importlib.import_module(module.name)).values():
            if isinstance(form, type) and issubclass(form, Form) and form.__module__ == module.name:
                yield from (
                    f"{form.__name__}.{name}"
                    for name, field in vars(form).items()
                    if isinstance(getattr(field, "field_class", None), type)
                    and issubclass(field.field_class, FieldList)
                )


def test_each_form_with_rows_is_looked_at():
    assert sorted(fields_of_rows()) == sorted(ROWS)


def halves() -> Iterator[tuple[str, tuple[str, ...]]]:
    for field, (*_rest, row) in ROWS.items():
        for count in range(1, len(row) + 1):
            yield from ((field, names) for names in itertools.combinations(row, count))


def offered(form: Any, name: str) -> str:
    """The last of what can be chosen in a field."""
    return str(list(form.find(f".//select[@name='{name}']").iter("option"))[-1].get("value"))


@pytest.fixture
def event(desk, work):
    with work():
        return make_event("Dialog", host=desk.host)


@pytest.mark.parametrize(("field", "names"), list(halves()))
def test_what_is_typed_into_a_row_stands_in_the_form_again(desk, work, event, field, names):
    page, kept_at, beside, row = ROWS[field]
    with work():
        make_measure()
        venue = make_venue().public_id
    page, kept_at = (
        each.format(venue=venue) if each.startswith("/") else f"/events/{event.slug}/{each}" for each in (page, kept_at)
    )
    rows = field.partition(".")[2]
    form = parsed(desk.client.get(f"/manage{page}"))
    typed = {f"{rows}-1-{name}": row[name] or offered(form, f"{rows}-1-{name}") for name in names}
    sent: dict[str, Any] = sent_from(form, f"{rows}-1-{names[0]}")
    answer = desk.send(page, {**sent, **beside, **typed})
    if answer.status_code == 303:
        answer = desk.client.get(f"/manage{kept_at}")
    else:
        assert answer.status_code == 422
        assert any(rows in link.get("href") for link in parsed(answer).findall(".//*[@id='error-summary']//a"))
    shown = sent_from(parsed(answer), f"{rows}-0-{names[0]}")
    values = [value for name, said in shown.items() if name.startswith(f"{rows}-") for value in said]
    assert set(typed.values()) <= set(values)


def test_an_answer_in_english_only_is_asked_for_in_german(desk, event):
    typed = {**QUESTION, "choices-1-en": "Car", "choices-2-places": "40"}
    answer = desk.send(f"/events/{event.slug}/sign-up/questions/new", typed)
    assert answer.status_code == 422
    document = parsed(answer)
    links = [link.get("href") for link in document.findall(".//*[@id='error-summary']//a")]
    assert links == ["#choices-1-de", "#choices-2-de"]
    assert "auch auf Deutsch" in text_of(document.find(".//*[@id='choices-1-de-error']"))


def test_rows_of_a_question_that_offers_no_answers_keep_nobody_back(desk, event):
    typed = {**QUESTION, "kind": "text", "choices-1-en": "Car"}
    assert desk.send(f"/events/{event.slug}/sign-up/questions/new", typed).status_code == 303
