"""What is imported for types alone stays within the floors: pages may name tables so, and nothing may look upwards."""

import ast
import tomllib

import pytest

from tests.architecture.test_sizes import CODE
from webapp.foundation.settings import ROOT


def floors():
    """The floor of each room, from above down."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (each["layers"] for each in contracts if each["type"] == "layers")
    return {room.strip(): floor for floor, rooms in enumerate(layers) for room in rooms.split("|")}


def imported_for_types(code):
    """The modules that are imported where only type checkers look."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom):
                    yield inner.module or ""
                elif isinstance(inner, ast.Import):
                    yield from (each.name for each in inner.names)


def upwards(room, code):
    """Which of them lie above the room, or beside it on its floor."""
    known = floors()
    for module in imported_for_types(code):
        package, _, rest = module.partition(".")
        other = rest.partition(".")[0]
        if package == "webapp" and other != room and known[other] <= known[room]:
            yield module


@pytest.mark.parametrize("room", floors())
def test_nothing_is_imported_from_above_not_even_for_types(room):
    files = [path for path in CODE if path.relative_to(ROOT / "webapp").parts[0].removesuffix(".py") == room]
    assert files
    assert [(path.name, each) for path in files for each in upwards(room, path.read_text(encoding="utf-8"))] == []


def test_control_a_look_upwards_is_found():
    code = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from webapp.mail.models import Mailing\n"
    assert list(upwards("events", code)) == ["webapp.mail.models"]
    assert list(upwards("admin", code)) == []
    assert list(upwards("events", "from webapp.mail.models import Mailing")) == []
