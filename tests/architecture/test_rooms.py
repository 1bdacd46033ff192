"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

from webapp.foundation.settings import ROOT

ROOMS = sorted(path.name for path in (ROOT / "webapp").iterdir() if (path / "__init__.py").is_file())
CODE = sorted((ROOT / "webapp").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHARED_TEMPLATES = {"layout", "components"}
SHARED_ASSETS = {"site", "_build"}
JUNK_DRAWERS = {"util", "utils", "common", "helpers", "helper", "misc", "manager", "lib"}
# A page may link to another host where a reader asked for it (a map, a route); it never loads from one.
LOADED = re.compile(r"""(?:src|srcset|action|poster|data)\s*=\s*["']\s*(?:https?:)?//|@import|url\(\s*["']?https?:""")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_nothing_outside_the_foundation_commits():
    offenders = [
        name_of(path)
        for path in CODE
        if "foundation" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
        if ast.unparse(node.func) != "transaction.commit"
    ]
    assert offenders == []


def test_no_room_is_a_junk_drawer():
    assert [name_of(path) for path in CODE if path.stem in JUNK_DRAWERS] == []


@pytest.mark.parametrize(
    ("folder", "shared"), [("templates", SHARED_TEMPLATES), ("assets", SHARED_ASSETS)], ids=["templates", "assets"]
)
def test_folders_of_templates_and_assets_are_named_after_rooms(folder, shared):
    folders = {path.name for path in (ROOT / folder).iterdir() if path.is_dir()}
    assert folders - shared <= set(ROOMS)


@pytest.mark.parametrize("kind", ["unit", "integration"])
def test_tests_mirror_the_rooms(kind):
    folders = {path.name for path in (ROOT / "tests" / kind).iterdir() if path.is_dir() and path.name[0] != "_"}
    assert folders <= set(ROOMS)


def test_no_page_loads_anything_from_another_host():
    sources = [*TEMPLATES, *(ROOT / "assets").rglob("*.scss"), *(ROOT / "assets").rglob("*.js")]
    assert [name_of(path) for path in sources if LOADED.search(path.read_text(encoding="utf-8"))] == []


def test_templates_keep_scripts_and_styles_in_files():
    inline = re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/ld\+json\"))|<style|\sstyle=|\son[a-z]+=\"")
    # Mails are the exception: a reader of mail fetches nothing.
    pages = [path for path in TEMPLATES if path.parts[-2] != "mail"]
    assert [name_of(path) for path in pages if inline.search(path.read_text(encoding="utf-8"))] == []


def test_every_ignored_lint_rule_says_why():
    bare = re.compile(r"#\s*noqa(?::\s*[A-Z0-9, ]+)?\s*$")
    offenders = [
        f"{name_of(path)}:{number}"
        for path in CODE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert offenders == []
