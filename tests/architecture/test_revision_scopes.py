"""Every scope that a page is kept by is bumped by somebody, and scopes are named in one place for each room."""

import ast

from tests.architecture.test_sizes import CODE
from webapp.foundation.settings import ROOT

_READERS = {"public_page", "shared_form"}


def trees():
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in CODE}


def names_in(node):
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def calls(tree, wanted):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in wanted:
            yield node


def declared(found):
    """Constants and functions of the rooms' `scopes.py`."""
    for path, tree in found.items():
        if path.endswith("/scopes.py"):
            for node in tree.body:
                if isinstance(node, ast.FunctionDef):
                    yield node.name
                if isinstance(node, ast.AnnAssign):
                    yield node.target.id


def test_each_scope_that_keeps_a_page_is_bumped_by_a_service():
    found = trees()
    scopes = set(declared(found))
    assert len(scopes) >= 6
    read = {name for tree in found.values() for call in calls(tree, _READERS) for name in names_in(call) & scopes}
    pages = {path for path, tree in found.items() if any(calls(tree, _READERS))}
    written = {name for path, tree in found.items() if path not in pages for name in names_in(tree) & scopes}
    assert read == scopes
    assert read <= written


def test_scopes_are_made_in_no_other_place():
    made = {path for path, tree in trees().items() if any(calls(tree, {"RevisionScope"}))}
    assert {path for path in made if not path.endswith("/scopes.py")} <= {
        "webapp/foundation/http/public_page.py",  # reads them back from a header
    }
