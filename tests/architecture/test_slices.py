"""Rooms and slices stay small enough to be known: few lines, and few rooms below them."""

import ast
from collections import defaultdict

import pytest

from tests.architecture.floors import floors, slices
from tests.architecture.test_sizes import CODE, lines
from webapp.foundation.settings import ROOT

MOST_LINES, MOST_ROOMS = 1_200, 8
KNOW_EVERYTHING = {"factory", "cli", "demo", "__main__"}
SURFACES = {container.removeprefix("webapp."): parts for container, parts in slices().items()}


def part_of(path):
    """The room a file lies in; in a surface, its slice, or the surface's own name for what its slices share."""
    first, *rest = path.relative_to(ROOT / "webapp").with_suffix("").parts
    return f"{first}.{rest[0]}" if first in SURFACES and rest and rest[0] in SURFACES[first] else first


def rooms_in(code):
    """The rooms that a file imports, also for types alone."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and node.module == "webapp":
            yield from (each.name for each in node.names)
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
        yield from (name.split(".")[1] for name in names if name.startswith("webapp."))


@pytest.fixture(scope="module")
def imported():
    found = defaultdict(set)
    for path in CODE:
        part = part_of(path)
        for room in rooms_in(path.read_text("utf-8")):
            found[part] |= {room} - {part.partition(".")[0], ""}
    return found


def test_nothing_knows_more_rooms_than_one_can_keep_in_mind(imported, capsys):
    told = {part: len(rooms) for part, rooms in imported.items() if part not in KNOW_EVERYTHING}
    with capsys.disabled():
        print(f"\nrooms imported: at most {max(told.values())}")
    assert {part: sorted(imported[part]) for part, count in told.items() if count > MOST_ROOMS} == {}


def test_every_room_and_slice_was_looked_at(imported):
    expected = {room for room in floors() if room not in SURFACES} | set(SURFACES)
    expected |= {f"{surface}.{part}" for surface, parts in SURFACES.items() for part in parts}
    assert {part_of(path) for path in CODE} - {"__main__", "__init__"} == expected
    assert {"calendar", "mail", "admin.events"} <= set(imported)


def test_a_slice_of_a_surface_is_read_in_one_sitting(capsys):
    sizes = defaultdict(int)
    for path in CODE:
        sizes[part_of(path)] += lines(path)
    of_surfaces = {part: size for part, size in sizes.items() if part.partition(".")[0] in SURFACES}
    with capsys.disabled():
        print(f"\nlines per slice: at most {max(of_surfaces.values())}")
    assert {part: size for part, size in of_surfaces.items() if size > MOST_LINES} == {}


@pytest.mark.parametrize("surface", SURFACES)
def test_templates_lie_in_the_folder_of_their_slice(surface):
    folder = ROOT / "templates" / surface
    shared = [path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("_")]
    assert shared == []
    assert {path.name for path in folder.iterdir() if path.is_dir()} <= set(SURFACES[surface])


@pytest.mark.parametrize("surface", SURFACES)
def test_slices_use_the_templates_of_their_own_folder(surface):
    others = {
        part: [f'"{surface}/{other}/' for other in SURFACES[surface] if other != part] for part in SURFACES[surface]
    }
    texts = [(path, path.parent.name) for path in (ROOT / "templates" / surface).glob("*/*")]
    texts += [(path, part_of(path).rpartition(".")[2]) for path in CODE if part_of(path).startswith(f"{surface}.")]
    said = ((path, path.read_text("utf-8"), other) for path, part in texts for other in others[part])
    assert [(path.relative_to(ROOT).as_posix(), other) for path, text, other in said if other in text] == []


@pytest.mark.parametrize("surface", SURFACES)
def test_tests_of_a_slice_lie_in_a_folder_of_its_name(surface):
    folders = [path.name for path in (ROOT / "tests/integration" / surface).iterdir() if path.is_dir()]
    assert {name for name in folders if not name.startswith("_")} <= set(SURFACES[surface])
