"""What is imported for types alone stays within the floors: pages may name tables so, and nothing may look upwards."""

import ast

import pytest

from tests.architecture.floors import floors, layers
from tests.architecture.test_sizes import CODE
from webapp.foundation.settings import ROOT


def imported_for_types(code):
    """The modules that are imported where only type checkers look."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom):
                    yield inner.module or ""
                elif isinstance(inner, ast.Import):
                    yield from (each.name for each in inner.names)


def upwards(container, part, code):
    """Which of them lie above a part of `container`, or beside it on a floor whose parts are independent."""
    known, together = floors(container), [line for line in layers()[container] if ":" in line]
    beside = {each.strip() for line in together for each in line.split(":")}
    for module in imported_for_types(code):
        inside, _, _rest = module.removeprefix(f"{container}.").partition(".")
        if not module.startswith(f"{container}.") or inside == part or {inside, part} <= beside:
            continue
        if known[inside] <= known[part]:
            yield module


PARTS = [(container, part) for container in layers() for part in floors(container)]


@pytest.mark.parametrize(("container", "part"), PARTS)
def test_nothing_is_imported_from_above_not_even_for_types(container, part):
    folder = ROOT / container.replace(".", "/")
    files = [path for path in CODE if path.is_relative_to(folder)]
    files = [path for path in files if path.relative_to(folder).parts[0].removesuffix(".py") == part]
    assert files
    assert [(path.name, each) for path in files for each in upwards(container, part, path.read_text("utf-8"))] == []


def test_control_a_look_upwards_is_found():
    code = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from webapp.mail.models import Mailing\n"
    assert list(upwards("webapp", "events", code)) == ["webapp.mail.models"]
    assert list(upwards("webapp", "admin", code)) == []
    assert list(upwards("webapp", "events", "from webapp.mail.models import Mailing")) == []


def test_control_a_look_aside_into_another_slice_is_found():
    code = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from webapp.admin.letters import forms\n"
    assert list(upwards("webapp.admin", "people", code)) == ["webapp.admin.letters"]
    assert list(upwards("webapp.admin", "letters", code)) == []
