"""Who acts is known, and nobody hands it on; each use case of an event asks for a right, or says here why not."""

import ast
import importlib
import inspect
import re
from types import FunctionType

from webapp.accounts import rights
from webapp.events.models import Event
from webapp.foundation.settings import ROOT

LAYERS = {"services", "queries", "reactions"}
# What anybody may do, whoever has a link, or what entails something elsewhere; whoever wants to may call them.
FOR_ALL = {
    "checkin": {"count_anew"},  # what a new day entails
    "mail": {"reschedule"},  # what a new date entails
    "agenda": {"move_all"},
    "registration": {
        *("register", "sign_up", "send_again"),  # the public form
        "loses_places",  # a question
        *("begin_anew", "let_all_unknown_go", "move_up", "move_windows"),  # what other dates and places entail
    },
    "tickets": {"issue_ticket"},  # what a certain place entails
}


def of_layers():
    for path in sorted((ROOT / "webapp").rglob("*.py")):
        if LAYERS & {*path.parts, path.stem}:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def handed_on(tree):
    """Arguments by which somebody would say who acts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            of = node.args
            for each in [*of.posonlyargs, *of.args, *of.kwonlyargs]:
                said = ast.unparse(each.annotation) if each.annotation else ""
                if each.arg == "actor" or re.search(r"\bActor\b", said):
                    yield node.name


def test_nobody_is_told_who_acts():
    found = {path.relative_to(ROOT).as_posix(): list(handed_on(tree)) for path, tree in of_layers()}
    assert len(found) > 100
    assert {path: names for path, names in found.items() if names} == {}


def test_control_an_argument_that_says_who_acts_is_found():
    code = "def f(*, actor): ...\ndef g(by: Actor | None): ...\ndef h(of: 'Actor'): ...\ndef i(by: int): ..."
    assert list(handed_on(ast.parse(code))) == ["f", "g", "h"]


def of_events():
    """The public services that are given an event, by room."""
    for place in sorted((ROOT / "webapp").rglob("services*")):
        if place.name not in {"services", "services.py"}:
            continue
        parts = place.relative_to(ROOT).with_suffix("").parts
        module = importlib.import_module(".".join(parts))
        for name in getattr(module, "__all__", vars(module)):
            act = getattr(module, name)
            is_own = isinstance(act, FunctionType) and act.__module__.startswith(module.__name__)
            if is_own and not name.startswith("_"):
                told = inspect.signature(act).parameters.get("event")
                if told is not None and told.annotation is Event:
                    yield parts[1], name, act


def test_each_use_case_of_an_event_asks_for_a_right_or_is_for_all():
    for_all = {(room, name) for room, names in FOR_ALL.items() for name in names}
    found = {(room, name): rights.asks_for_a_right(act) for room, name, act in of_events()}
    assert len(found) > 40
    assert {each for each, asks in found.items() if not asks} == for_all
