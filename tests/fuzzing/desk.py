"""An organizer in a hurry: any form of the desk, filled in with what fits its fields; what is saved stays."""

from dataclasses import replace
from random import Random
from typing import Any
from urllib.parse import urljoin

from flask import Flask

from tests.controls import TICKED, Control, controls, sent
from tests.fuzzing.schema import forms_of
from tests.fuzzing.visitors import Visitor
from tests.world import World
from webapp.foundation import tokens

# What ends the session, or leaves nothing to go on with.
_ENDS = ("/sign-out", "/cancel", "/discard")
_WORDS = ("Wort", "Größe „L“ – 3 m²", "x", "Lang " * 30, "„“", "0", "-1", "<b>fett</b>", "1.5.2027", "a, b; c\nd")
_FITTING = {
    "email": ("ada@example.org", "ben.oez@example.org"),
    "number": ("1", "2", "6", "35", "400"),
    "date": ("2027-06-10", "2027-12-31", "2026-12-01"),
    "time": ("00:00", "09:30", "23:59"),
    "datetime-local": ("2027-06-10T09:30", "2026-12-01T00:00"),
    "url": ("https://example.org/x",),
    "color": ("#0b5a66",),
}


def pages_of(app: Flask, world: World) -> list[str]:
    """Every page of the desk, and the public ones of its events."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    found = {
        path for rule in rules if rule.rule.startswith(("/manage", "/events")) for path in world.addresses_of(rule)
    }
    return sorted(found)


def save_something(client: Visitor, pages: list[str], random: Random) -> list[str]:
    """Fill in and send forms of one page, once or several times; what went wrong, if anything did."""
    page, times = random.choice(pages), random.choice((1, 1, 6))
    return [said for _ in range(times) if (said := _save_once(client, page, random))]


def _save_once(client: Visitor, page: str, random: Random) -> str:
    answer = client.get(page, follow_redirects=True)
    if answer.status_code >= 500:
        return f"GET {page}: {answer.status_code}"
    forms = [form for form in forms_of(answer.data) if (form.get("method") or "").lower() == "post"]
    forms = [form for form in forms if not (form.get("action") or page).endswith(_ENDS)]
    if answer.mimetype != "text/html" or not forms:
        return ""
    form = random.choice(forms)
    action = urljoin(page, form.get("action") or page)
    typed = {key: _typed(each, random) for key, each in controls(form).items()}
    data = {**sent(typed), **_pressed(form, random), "once_key": [tokens.new_id()]}
    saved = client.post(action, data=data)
    if saved.status_code < 500:
        return ""
    return f"POST {action} with {data}: {saved.status_code}"


def that_fail(client: Visitor, pages: list[str]) -> list[str]:
    """The pages that can't be shown any more."""
    return [page for page in pages if client.get(page).status_code >= 500]


def _typed(control: Control, random: Random) -> Control:
    # What is there is mostly left alone and what is empty mostly filled in: so forms are saved and grow.
    if not control.is_typed or random.random() < (0.9 if control.state else 0.3):
        return control
    if control.type in TICKED:
        return replace(control, state=random.random() < 0.5)
    if control.options:
        return replace(control, state=random.choice(control.options))
    return replace(control, state=random.choice(_FITTING.get(control.type, _WORDS)))


def _pressed(form: Any, random: Random) -> dict[str, list[str]]:
    buttons = [each for each in form.iter("button") if each.get("name")]
    pressed = random.choice(buttons) if buttons else None
    return {pressed.get("name"): [pressed.get("value", "")]} if pressed is not None else {}
